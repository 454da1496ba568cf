import { useFetcher } from '@remix-run/react';
import { useCallback, useEffect, useState } from 'react';
import { writePlace } from './picked-place.ts';
import type { Scene } from './scene.ts';

export type Picked = { scenes: Scene[]; more: boolean };

/**
 * The scenes at the place of the map that was clicked: of all that the search finds, not of its page alone. `search` is the
 * query of the search's address.
 */
export function usePicked(search: string): {
  picked: Picked | null;
  pick: (place: [lon: number, lat: number], reachDeg: number) => void;
  clear: () => void;
} {
  const fetcher = useFetcher<Picked>();
  const { load, data } = fetcher;
  const [shown, setShown] = useState<Picked | null>(null);
  useEffect(() => setShown(data ?? null), [data]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what another search found is not what this one does.
  useEffect(() => setShown(null), [search]);
  const pick = useCallback(
    ([lon, lat]: [lon: number, lat: number], reachDeg: number) => {
      const place = writePlace({ lon, lat, reachDeg });
      load(`/catalogue/at?${place}${search.replace('?', '&')}`);
    },
    [load, search],
  );
  return { picked: shown, pick, clear: () => setShown(null) };
}
