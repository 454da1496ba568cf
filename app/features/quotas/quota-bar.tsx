import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { Balance } from './ledger.ts';
import './quota-bar.css';

const parts = ['settled', 'held', 'free'] as const;

/** Granted, held, settled and free as one bar, with the same figures in words beneath. */
export function QuotaBar(props: Balance & { caption?: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const values = { settled: props.settledHa, held: props.heldHa, free: props.freeHa };
  const words = {
    granted: formatArea(props.grantedHa, locale),
    settled: formatArea(values.settled, locale),
    held: formatArea(values.held, locale),
    free: formatArea(values.free, locale),
  };
  const share = (ha: number) => `${(100 * Math.max(0, ha)) / Math.max(1, props.grantedHa)}%`;
  return (
    <figure className="quota">
      {props.caption && <figcaption className="quota-caption">{props.caption}</figcaption>}
      <div className="quota-bar" role="img" aria-label={t('quotaBar.label', words)}>
        {parts.map((part) => (
          <span key={part} className={`quota-${part}`} style={{ width: share(values[part]) }} />
        ))}
      </div>
      <div className="quota-words">
        {parts.map((part) => (
          <span key={part}>
            <i className={`quota-key quota-${part}`} aria-hidden /> {t(`quotaBar.${part}`)}{' '}
            <b>{words[part]}</b>
          </span>
        ))}
        <span>
          {t('quotaBar.granted')} <b>{words.granted}</b>
        </span>
      </div>
    </figure>
  );
}
