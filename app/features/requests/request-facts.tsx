import { quotaCostHa } from '#app/features/quotas/ledger.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatDay, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Fact, Facts } from '#app/ui/facts.tsx';
import { Area, Day } from '#app/ui/moment.tsx';
import { Text } from '#app/ui/text.tsx';
import type { RequestPage } from './request-page.server.ts';

/** What is asked, by whom and why. What a draft does not say yet is said to be missing. */
export function RequestFacts({ page }: { page: RequestPage }) {
  const { t } = useTranslation(['requests', 'areafile']);
  const { request, asked } = page;
  const { form } = request;
  const blank = t('page.unknown');
  const option = (name: 'kind' | 'mode' | 'processingLevel' | 'bands' | 'format') =>
    form[name] ? t(`options.${name}.${form[name]}`) : blank;
  return (
    <>
      <Facts>
        <Fact label={t('fields.owner')}>{page.ownerName}</Fact>
        <Fact label={t('fields.entityId')}>{page.entityName}</Fact>
        {request.submittedAt && (
          <Fact label={t('fields.submittedAt')}>
            <Day at={request.submittedAt} />
          </Fact>
        )}
        <Fact label={t('fields.area')}>
          <Area ha={request.areaHa} />
        </Fact>
        {page.files.length > 0 && (
          <Fact label={t('areafile:kept.label', { count: page.files.length })}>
            <KeptFiles page={page} />
          </Fact>
        )}
        <Fact label={t('fields.cost')}>
          <Area ha={quotaCostHa(request.areaHa, form.mode ?? 'mono')} />
        </Fact>
        <Fact label={t('fields.kind')}>{option('kind')}</Fact>
        <Fact label={t('fields.sensors')}>{asked.sensorNames.join(', ') || blank}</Fact>
        <Fact label={t('fields.window')}>
          <Window from={form.windowFrom} to={form.windowTo} />
        </Fact>
        <Fact label={t('fields.mode')}>{option('mode')}</Fact>
        <Fact label={t('fields.maxCloudPct')}>{form.maxCloudPct ?? blank}</Fact>
        <Fact label={t('fields.maxIncidenceDeg')}>{form.maxIncidenceDeg ?? blank}</Fact>
        <Fact label={t('fields.processingLevel')}>{option('processingLevel')}</Fact>
        <Fact label={t('fields.bands')}>{option('bands')}</Fact>
        <Fact label={t('fields.format')}>{option('format')}</Fact>
        <Fact label={t('fields.project')}>{form.project || blank}</Fact>
        <Fact label={t('fields.pole')}>{asked.pole ?? blank}</Fact>
        <Fact label={t('fields.theme')}>{asked.theme ?? blank}</Fact>
        {form.contacts && <Fact label={t('fields.contacts')}>{form.contacts}</Fact>}
      </Facts>
      <Text fw={600} mt="md" mb={4}>
        {t('fields.justification')}
      </Text>
      <div className="prose">{form.justification || blank}</div>
      {form.archiveReason && (
        <>
          <Text fw={600} mt="md" mb={4}>
            {t('fields.archiveReason')}
          </Text>
          <div className="prose">{form.archiveReason}</div>
        </>
      )}
    </>
  );
}

/** What the area was read from, as it was given. */
function KeptFiles({ page }: { page: RequestPage }) {
  const { t } = useTranslation('areafile');
  const locale = useLocale();
  return page.files.map(({ id, name, bytes }) => (
    <div key={id}>
      <a className="text-link" href={`/requests/${page.request.id}/files/${id}`} download={name}>
        {name}
      </a>{' '}
      <Text component="span" size="sm" c="dimmed">
        {t('kept.size', { kb: formatNumber(Math.ceil(bytes / 1000), locale) })}
      </Text>
    </div>
  ));
}

function Window(props: { from: string | undefined; to: string | undefined }) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  const day = (text: string | undefined) =>
    text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDay(text, locale) : '…';
  if (!props.from && !props.to) return t('page.unknown');
  return t('page.orders.window', { from: day(props.from), to: day(props.to) });
}
