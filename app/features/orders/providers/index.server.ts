import type { Provider } from '#app/features/orders/provider.ts';
import { type SandboxOptions, sandboxProvider } from './sandbox.server.ts';

export type ProvidersConfig = { sandbox: SandboxOptions };

/** The adapter of one of our providers; null where there is none of that id. */
export function findProvider(id: string, config: ProvidersConfig): Provider | null {
  return id === 'sandbox' ? sandboxProvider(config.sandbox) : null;
}
