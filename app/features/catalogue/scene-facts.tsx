import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Fact, Facts } from '#app/ui/facts.tsx';
import { Moment } from '#app/ui/moment.tsx';
import type { Scene } from './scene.ts';
import { writeGsd } from './scene-words.ts';
import type { StacFacts } from './stac-facts.ts';

/** What is known of the acquisition. What the delivery does not say is not shown. */
export function SceneFacts(props: {
  scene: Scene & { incidenceDeg: number | null };
  facts: StacFacts;
}) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const { scene, facts } = props;
  const degrees = (value: number) => t('degrees', { value: formatNumber(value, locale, 1) });
  return (
    <Facts>
      <Fact label={t('facts.platform')}>{scene.platformName}</Fact>
      <Fact label={t('facts.sensor')}>{scene.sensorName}</Fact>
      <Fact label={t('facts.acquired')}>
        <Moment at={scene.acquiredAt} />
      </Fact>
      <Fact label={t('facts.cloud')}>
        {scene.cloudCoverPct === null
          ? t('unknown')
          : t('percent', { value: formatNumber(scene.cloudCoverPct, locale, 1) })}
      </Fact>
      {scene.incidenceDeg !== null && (
        <Fact label={t('facts.incidence')}>{degrees(scene.incidenceDeg)}</Fact>
      )}
      {facts.sunElevationDeg !== null && (
        <Fact label={t('facts.sun')}>{degrees(facts.sunElevationDeg)}</Fact>
      )}
      {scene.gsdM !== null && <Fact label={t('facts.gsd')}>{writeGsd(scene.gsdM, locale)}</Fact>}
      <Fact label={t('facts.area')}>{formatArea(scene.areaHa, locale)}</Fact>
      {facts.level && (
        <Fact label={t('facts.level')}>
          {t(`levels.${facts.level}`, { defaultValue: facts.level })}
        </Fact>
      )}
      {facts.bands.length > 0 && (
        <Fact label={t('facts.bands')}>
          {facts.bands
            .map(({ name, commonName }) =>
              commonName
                ? t('facts.band', {
                    name,
                    common: t(`bands.${commonName}`, { defaultValue: commonName }),
                  })
                : name,
            )
            .join(', ')}
        </Fact>
      )}
      {facts.projection && <Fact label={t('facts.projection')}>{facts.projection}</Fact>}
    </Facts>
  );
}
