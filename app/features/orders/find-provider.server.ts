import { join } from 'node:path';
import { env } from '#app/lib/env.server.ts';
import type { Provider } from './provider.ts';
import { sandboxProvider } from './providers/sandbox.server.ts';

export type FindProvider = (providerId: string) => Provider | null;

let known: Map<string, Provider> | undefined;
/** The adapter of a provider, as the environment sets it up; null for one that this desk has no adapter for. */
export const findProvider: FindProvider = (providerId) => {
  known ??= new Map(allProviders().map((provider) => [provider.id, provider]));
  return known.get(providerId) ?? null;
};

const allProviders = (): Provider[] => [
  sandboxProvider({
    folder: join(env().INBOX_DIR, 'sandbox'),
    speed: env().SANDBOX_SPEED,
    clock: () => new Date(),
  }),
];
