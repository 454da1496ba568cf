import { SimpleGrid } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { FormReply } from '#app/lib/parse-form.ts';
import { Choice, Faults, Line, SaveOrLeave, typedFigure, useField, Words } from './form-parts.tsx';
import type { FreeSource } from './free-sources.server.ts';
import { urlPlaceholders } from './source-url.ts';

/** A free source in both languages. `id` is new where there is no source yet. */
export function SourceForm(props: {
  id: string;
  source: FreeSource | null;
  reply: FormReply | null;
}) {
  const { t } = useTranslation('offers');
  const locale = useLocale();
  const shown = { values: valuesOf(props.source, locale), reply: props.reply };
  const field = useField('source', shown);
  const braces = urlPlaceholders.map((name) => `{${name}}`).join(' ');
  return (
    <Form method="post" className="offer-form">
      <Faults under="source" reply={props.reply} />
      <input type="hidden" name="id" value={props.id} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing={0}>
        <Line field={field('nameFr')} required />
        <Line field={field('nameEn')} required />
        <Words field={field('summaryFr')} required />
        <Words field={field('summaryEn')} required />
      </SimpleGrid>
      <Line field={field('gsdM')} required figures />
      <Line field={field('url')} hint={t('source.urlHint', { braces })} required />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing={0}>
        <Line field={field('fromDay')} hint={t('source.dayHint')} />
        <Line field={field('toDay')} hint={t('source.dayHint')} />
      </SimpleGrid>
      <Words field={field('coverage')} hint={t('source.coverageHint')} rows={6} code />
      <Choice under="source" name="active" shown={shown} hint={t('source.activeHint')} />
      <SaveOrLeave back="/desk/sources" />
    </Form>
  );
}

function valuesOf(
  source: FreeSource | null,
  locale: 'fr' | 'en',
): Record<string, string | boolean> {
  if (!source) return { active: true };
  const { name, summary, gsdM, fromDay, toDay, url, coverage, active } = source;
  return {
    nameFr: name.fr,
    nameEn: name.en,
    summaryFr: summary.fr,
    summaryEn: summary.en,
    gsdM: typedFigure(gsdM, locale),
    fromDay: fromDay ?? '',
    toDay: toDay ?? '',
    url,
    coverage: coverage ? JSON.stringify(coverage) : '',
    active,
  };
}
