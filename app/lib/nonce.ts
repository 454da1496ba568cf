import { createContext, useContext } from 'react';

/** The nonce of this page's Content-Security-Policy; undefined in development. */
const NonceContext = createContext<string | undefined>(undefined);
export const NonceProvider = NonceContext.Provider;
export const useNonce = () => useContext(NonceContext);
