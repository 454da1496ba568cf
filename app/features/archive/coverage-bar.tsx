import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { Held } from './held.ts';
import '#app/ui/map/map.css';
import './archive.css';

/** The share held, as a bar in the map's own colours and patterns; its figures are written beneath. */
export function CoverageBar({ coverage }: Pick<Held, 'coverage'>) {
  const { t } = useTranslation('archive');
  const locale = useLocale();
  const { heldPct, heldHa, missingHa } = coverage;
  return (
    <div className="map coverage">
      <div className="coverage-bar" aria-hidden>
        <span data-kind="held" style={{ width: `${heldPct}%` }} />
      </div>
      <dl>
        <div>
          <dt>
            <span className="map-swatch" data-kind="held" aria-hidden /> {t('bar.held')}
          </dt>
          <dd>{formatArea(heldHa, locale)}</dd>
        </div>
        <div>
          <dt>
            <span className="map-swatch" data-kind="missing" aria-hidden /> {t('bar.missing')}
          </dt>
          <dd>{formatArea(missingHa, locale)}</dd>
        </div>
      </dl>
    </div>
  );
}
