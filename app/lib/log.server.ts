import { AsyncLocalStorage } from 'node:async_hooks';
import pino from 'pino';
import { env } from './env.server.ts';

/** What a line is written under: the id of the request that caused it. */
const context = new AsyncLocalStorage<{ requestId: string }>();
export const withRequestId = <T>(requestId: string, work: () => T): T =>
  context.run({ requestId }, work);

let logger: pino.Logger | undefined;
/** The structured log, on standard output. Secrets are cut out by name. */
export function log(): pino.Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    redact: ['password', '*.password', 'cookie', '*.cookie', 'token', '*.token', 'secret'],
    mixin: () => context.getStore() ?? {},
  });
  return logger;
}
