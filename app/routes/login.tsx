import { Button, Paper, PasswordInput, Stack, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, Form, redirect, useActionData, useLoaderData } from '@remix-run/react';
import { signIn } from '#app/features/accounts/accounts.server.ts';
import { optionalActor } from '#app/features/accounts/guard.server.ts';
import { loginSchema } from '#app/features/accounts/login-schema.ts';
import { localeCookie, localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { clientAddress } from '#app/lib/client-address.server.ts';
import { database } from '#app/lib/db.server.ts';
import { localPath } from '#app/lib/local-path.ts';
import { parseForm } from '#app/lib/parse-form.ts';
import { startSession } from '#app/lib/session.server.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request }: LoaderFunctionArgs) {
  const to = localPath(new URL(request.url).searchParams.get('to'));
  if (await optionalActor(request)) throw redirect(to);
  const t = await translator(await localeOf(request));
  return { to, title: `${t('login.title')} · DINAMIS` };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(loginSchema, await request.formData());
  if (!form.ok) return data(withoutPassword(form.reply), { status: 400 });
  const { email, password, to } = form.value;
  const ip = clientAddress(context);
  const result = await signIn(await database(), { email, password, ip });
  if (!result.ok) {
    const errors = { root: `login.${result.why}` };
    return data({ errors, values: { email } }, { status: result.why === 'wrong' ? 400 : 429 });
  }
  const headers = new Headers();
  headers.append('Set-Cookie', await startSession(result.userId, request.headers.get('Cookie')));
  headers.append('Set-Cookie', await localeCookie.serialize(result.locale));
  return redirect(localPath(to), { headers });
}

function withoutPassword<R extends { values: Record<string, unknown> }>(reply: R) {
  const { password: _never, ...values } = reply.values;
  return { ...reply, values };
}

export default function Login() {
  const { t } = useTranslation();
  const { to } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const errors: Record<string, string> = reply?.errors ?? {};
  const shown = (field: string) => {
    const key = errors[field];
    return key ? t(key) : undefined;
  };
  return (
    <div className="page page-narrow">
      <PageHead title={t('login.title')} lede={t('login.lede')} />
      <ErrorSummary
        errors={Object.entries(errors).map(([field, key]) => ({
          ...(field !== 'root' && { field }),
          message: t(key),
        }))}
      />
      <Paper withBorder p="lg">
        <Form method="post" reloadDocument>
          <Stack>
            <input type="hidden" name="to" value={to} />
            <TextInput
              id="email"
              name="email"
              type="email"
              label={t('login.email')}
              autoComplete="username"
              required
              defaultValue={String(reply?.values.email ?? '')}
              error={shown('email')}
            />
            <PasswordInput
              id="password"
              name="password"
              label={t('login.password')}
              autoComplete="current-password"
              required
              error={shown('password')}
              visibilityToggleButtonProps={{ 'aria-label': t('login.show') }}
            />
            <Button type="submit">{t('login.submit')}</Button>
          </Stack>
        </Form>
      </Paper>
    </div>
  );
}
