import '@mantine/core/styles.css';
import './styles/app.css';
import { Anchor, ColorSchemeScript, MantineProvider, mantineHtmlProps, Text } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import {
  data,
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLoaderData,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import { can, mayAsk } from './features/accounts/actor.ts';
import { optionalActor } from './features/accounts/guard.server.ts';
import { Shell } from './features/accounts/shell.tsx';
import { localeCookie, localeOf } from './i18n/locale.server.ts';
import { env } from './lib/env.server.ts';
import { useNonce } from './lib/nonce.ts';
import { TilesProvider } from './ui/map/tiles.ts';
import { PageHead } from './ui/page-head.tsx';
import { cssVariables, theme } from './ui/theme.ts';

export const meta: MetaFunction = () => [{ title: 'DINAMIS' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const [locale, actor] = await Promise.all([localeOf(request), optionalActor(request)]);
  const { searchParams } = new URL(request.url);
  const person = actor && { name: actor.name, roles: actor.roles, mayAsk: mayAsk(actor) };
  const headers = new Headers({ Vary: 'Accept-Language, Cookie' });
  // Asked for in the address: remembered from now on.
  if (searchParams.has('lng')) headers.append('Set-Cookie', await localeCookie.serialize(locale));
  const tiles = env().TILE_SERVICES;
  return data({ locale, person, tiles }, { headers });
}
export const headers = () => ({ Vary: 'Accept-Language, Cookie' });

export function Layout({ children }: { children: ReactNode }) {
  const loaded = useRouteLoaderData<typeof loader>('root');
  const shown = useLocale();
  const nonce = useNonce();
  return (
    <html
      lang={loaded?.locale ?? shown}
      data-member={loaded?.person ? '' : undefined}
      data-desk={can(loaded?.person ?? null, 'desk:read') ? '' : undefined}
      {...mantineHtmlProps}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} suppressHydrationWarning />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          defaultColorScheme="auto"
          {...(nonce && { getStyleNonce: () => nonce })}
        >
          <TilesProvider value={loaded?.tiles ?? []}>
            <Shell person={loaded?.person ?? null}>{children}</Shell>
          </TilesProvider>
        </MantineProvider>
        <ScrollRestoration {...(nonce && { nonce })} />
        <Scripts {...(nonce && { nonce })} />
      </body>
    </html>
  );
}

export default function App() {
  const { locale } = useLoaderData<typeof loader>();
  const shown = useLocale();
  // Another language than the one this page was loaded with: its texts are not here.
  useEffect(() => {
    if (shown !== locale) window.location.reload();
  }, [shown, locale]);
  return <Outlet />;
}

/** The one error page: a refusal in its own words, a missing page, or a bug. */
export function ErrorBoundary() {
  const error = useRouteError();
  const { t } = useTranslation(['common', 'refusals']);
  const answer = isRouteErrorResponse(error) ? error : null;
  const refusal = readRefusal(answer?.data);
  const title = refusal
    ? t(`refusals:titles.${refusal.code}`)
    : answer?.status === 404
      ? t('errors.notFound')
      : t('errors.bug');
  const text = refusal
    ? t(`refusals:${refusal.reason}`, refusal.params)
    : answer?.status === 404
      ? t('errors.notFoundText')
      : t('errors.bugText');
  return (
    <div className="page">
      <title>{`${title} · DINAMIS`}</title>
      <PageHead title={title} />
      <Text mb="lg">{text}</Text>
      <Anchor href="/">{t('errors.home')}</Anchor>
    </div>
  );
}

type Said = { code: string; reason: string; params: Record<string, string | number> };
function readRefusal(body: unknown): Said | null {
  const parsed: unknown =
    typeof body === 'string' && body.startsWith('{') ? JSON.parse(body) : body;
  const known = typeof parsed === 'object' && parsed !== null && 'reason' in parsed;
  return known ? (parsed as Said) : null;
}
