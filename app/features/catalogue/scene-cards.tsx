import { Anchor } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import './catalogue.css';
import type { Scene } from './scene.ts';
import { SceneMarks } from './scene-marks.tsx';
import { SceneThumb } from './scene-thumb.tsx';
import { sceneName, sceneWords } from './scene-words.ts';

/** A few scenes as pictures, for a home page. */
export function SceneCards({ scenes }: { scenes: readonly Scene[] }) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  return (
    <ul className="scene-cards">
      {scenes.map((scene) => (
        <li key={scene.id}>
          <SceneThumb scene={scene} />
          <Anchor href={`/catalogue/${scene.id}`} fw={600}>
            {sceneName(scene, t, locale)}
          </Anchor>
          <div className="scene-meta">
            {sceneWords(scene, t, locale).map((word) => (
              <span key={word}>{word}</span>
            ))}
          </div>
          <SceneMarks scene={scene} />
        </li>
      ))}
    </ul>
  );
}
