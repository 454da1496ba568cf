import { Anchor, Paper, Text, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listCaughtMail } from '#app/features/mail/caught-mail.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { env } from '#app/lib/env.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { PageHead } from '#app/ui/page-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title ?? 'DINAMIS' },
];

/** The demonstration's mail: there is no such page where no catcher is set. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { MAIL_CATCHER_DIR } = env();
  if (MAIL_CATCHER_DIR === '') throw new Response(null, { status: 404 });
  const t = await translator(await localeOf(request));
  return {
    title: `${t('devmail:title')} · DINAMIS`,
    letters: await listCaughtMail(MAIL_CATCHER_DIR),
  };
}

export default function DevMail() {
  const { t } = useTranslation('devmail');
  const { letters } = useLoaderData<typeof loader>();
  return (
    <div className="page page-narrow">
      <PageHead title={t('title')} lede={t('lede')} />
      {letters.length === 0 && <EmptyState title={t('none')}>{t('noneYet')}</EmptyState>}
      {letters.map((letter) => (
        <Paper component="article" withBorder p="lg" mb="md" key={letter.id}>
          <Title order={2} size="h5">
            {letter.subject}
          </Title>
          <Text c="dimmed" size="sm" mb="sm">
            {t('to', { to: letter.to })} · <Moment at={letter.at} />
          </Text>
          <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            <Linked text={letter.text.trimEnd()} />
          </Text>
        </Paper>
      ))}
    </div>
  );
}

/** A letter's words, its addresses as links. */
function Linked({ text }: { text: string }) {
  // Split by a group: every odd part is an address.
  const parts = text.split(/(https?:\/\/\S+)/);
  return parts.map((part, rank) =>
    rank % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <Anchor href={part} key={rank}>
        {part}
      </Anchor>
    ) : (
      part
    ),
  );
}
