import { List } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { DeliveryReasons } from './delivery-reasons.ts';
import type { Reason } from './dimap/package-report.ts';

/** Why a parcel waits or is set aside, in words. `most` keeps a table's row short; the rest is counted. */
export function DeliveryReasonList(props: DeliveryReasons & { most?: number }) {
  const { t } = useTranslation(['deliveries', 'ingest']);
  const { fault, reasons, most = Number.POSITIVE_INFINITY } = props;
  const hidden = Math.max(0, reasons.length - most);
  return (
    <>
      {fault && <div>{t(`ingest:fault.${fault.code}`, { detail: fault.detail })}</div>}
      <ReasonList reasons={reasons.slice(0, most)} />
      {hidden > 0 && <div>{t('list.moreReasons', { count: hidden })}</div>}
    </>
  );
}

/** What was found in a parcel's files, in words. */
export function ReasonList({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useTranslation('dimap');
  if (reasons.length === 0) return null;
  return (
    <List size="sm" className="breakable">
      {reasons.map(({ code, params }) => (
        <List.Item key={`${code}-${params.path ?? ''}-${params.product ?? ''}`}>
          {t(`reason.${code}`, params)}
        </List.Item>
      ))}
    </List>
  );
}
