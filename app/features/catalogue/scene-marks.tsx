import { IconFlask, IconRulerMeasure } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { Scene } from './scene.ts';

/** What a reader must know before trusting a scene: that no satellite saw it, that its outline is approximate. */
export function SceneMarks({
  scene,
}: {
  scene: Pick<Scene, 'synthetic' | 'footprintApproximate'>;
}) {
  const { t } = useTranslation('catalogue');
  if (!scene.synthetic && !scene.footprintApproximate) return null;
  return (
    <span className="scene-marks">
      {scene.synthetic && (
        <span className="scene-mark">
          <IconFlask size={15} aria-hidden /> {t('marks.synthetic')}
        </span>
      )}
      {scene.footprintApproximate && (
        <span className="scene-mark">
          <IconRulerMeasure size={15} aria-hidden /> {t('marks.approximate')}
        </span>
      )}
    </span>
  );
}
