import type { EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { renderToString } from 'react-dom/server';

import { localeOf, textsOf } from './i18n/locale.server.ts';
import { TextsProvider } from './i18n/use-translation.ts';
import { LocaleProvider } from './lib/locale.ts';
import { log } from './lib/log.server.ts';
import { NonceProvider } from './lib/nonce.ts';

export { startServer } from './server.server.ts';

declare module '@remix-run/node' {
  interface AppLoadContext {
    cspNonce?: string;
    ip?: string;
  }
}

/** Renders to a string: no page defers data, and a string costs a third less than a stream (docs/decisions/0009). */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  load: { cspNonce?: string },
) {
  const nonce = load.cspNonce;
  const locale = await localeOf(request);
  const texts = await textsOf(locale);
  const data = await handoffScripts(context, nonce);
  const html = renderToString(
    <NonceProvider value={nonce}>
      <TextsProvider value={texts}>
        <LocaleProvider value={locale}>
          <RemixServer context={context} url={request.url} {...(nonce && { nonce })} />
        </LocaleProvider>
      </TextsProvider>
    </NonceProvider>,
  );
  headers.set('Content-Type', 'text/html; charset=utf-8');
  return new Response(`<!DOCTYPE html>${html.replace('</body>', () => `${data}</body>`)}`, {
    headers,
    status,
  });
}

/**
 * The loaders' data as the scripts that Remix streams after the page. They are taken off the context first, because
 * rendering to a string cannot wait for them.
 */
async function handoffScripts(context: EntryContext, nonce: string | undefined): Promise<string> {
  const stream = context.serverHandoffStream;
  if (!stream) return '';
  delete context.serverHandoffStream;
  const attribute = nonce ? ` nonce="${nonce}"` : '';
  const script = (body: string) => `<script${attribute}>${body}</script>`;
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const controller = 'window.__remixContext.streamController';
  let scripts = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return scripts + script(`${controller}.close();`);
    const chunk = JSON.stringify(decoder.decode(value, { stream: true }));
    scripts += script(`${controller}.enqueue(${escapeForScript(chunk)});`);
  }
}

const escapes: Record<string, string> = {
  '&': '\\u0026',
  '>': '\\u003e',
  '<': '\\u003c',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};
const escapeForScript = (json: string) =>
  json.replace(/[&><\u2028\u2029]/g, (character) => escapes[character] ?? character);

export function handleError(error: unknown, { request }: { request: Request }) {
  if (request.signal.aborted) return;
  log().error({ err: error, path: new URL(request.url).pathname }, 'a bug');
}
