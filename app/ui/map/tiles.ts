import { createContext, useContext } from 'react';
import type { MapTiles } from './map-layer.ts';

/** The tile services that are configured, for every map of the page; none by default. */
const TilesContext = createContext<readonly MapTiles[]>([]);
export const TilesProvider = TilesContext.Provider;
export const useConfiguredTiles = () => useContext(TilesContext);
