import { findProvider } from './find-provider.server.ts';

/** A provider's name and whether what it delivers is synthetic; its id where this desk has no adapter for it. */
export function providerWords(providerId: string): { label: string; synthetic: boolean } {
  const provider = findProvider(providerId);
  return { label: provider?.label ?? providerId, synthetic: provider?.synthetic ?? false };
}
