import { Button, Text } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, redirect } from '@remix-run/react';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { endSessions } from '#app/lib/session.server.ts';
import { PageHead } from '#app/ui/page-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request }: LoaderFunctionArgs) {
  const t = await translator(await localeOf(request));
  return { title: `${t('logout.title')} · DINAMIS` };
}

export async function action({ request }: ActionFunctionArgs) {
  const cookie = await endSessions(request.headers.get('Cookie'));
  return redirect('/', { headers: { 'Set-Cookie': cookie } });
}

export default function Logout() {
  const { t } = useTranslation();
  return (
    <div className="page page-narrow">
      <PageHead title={t('logout.title')} />
      <Text mb="md">{t('logout.text')}</Text>
      <Form method="post" reloadDocument>
        <Button type="submit">{t('logout.submit')}</Button>
      </Form>
    </div>
  );
}
