import { IconPhotoOff } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { Scene } from './scene.ts';
import { sceneName } from './scene-words.ts';

/** The small picture of a scene, or the sign that there is none. */
export function SceneThumb({ scene }: { scene: Scene }) {
  const { t } = useTranslation('catalogue');
  const name = sceneName(scene, t, useLocale());
  return (
    <div className="scene-thumb">
      {scene.hasQuicklook ? (
        <img
          src={`/quicklooks/${scene.id}.jpg`}
          alt={t('quicklook.alt', { name })}
          loading="lazy"
          width={96}
          height={72}
        />
      ) : (
        <IconPhotoOff size={24} role="img" aria-label={t('quicklook.none')} />
      )}
    </div>
  );
}
