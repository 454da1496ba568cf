import type { AppLoadContext } from '@remix-run/node';

/** The address a request came from, as the server's proxy setting sees it; unknown in tests that call a route directly. */
export const clientAddress = (context: AppLoadContext): string => context.ip ?? 'unknown';
