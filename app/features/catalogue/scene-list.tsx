import { Anchor } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import './catalogue.css';
import type { Scene } from './scene.ts';
import { SceneMarks } from './scene-marks.tsx';
import { SceneThumb } from './scene-thumb.tsx';
import { sceneName, sceneWords } from './scene-words.ts';

/** The row's id in the page, for whoever wants to bring it into view. */
export const rowId = (sceneId: string) => `scene-${sceneId}`;

/** Scenes as rows. The one that is pointed at is told, and the selected one is marked. */
export function SceneList(props: {
  scenes: readonly Scene[];
  selectedId: string | null;
  onPoint: (id: string) => void;
}) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  return (
    <ul className="scene-list">
      {props.scenes.map((scene) => (
        <li
          key={scene.id}
          id={rowId(scene.id)}
          data-selected={scene.id === props.selectedId || undefined}
          onMouseEnter={() => props.onPoint(scene.id)}
          onFocus={() => props.onPoint(scene.id)}
        >
          <SceneThumb scene={scene} />
          <div>
            <Anchor href={`/catalogue/${scene.id}`} fw={600}>
              {sceneName(scene, t, locale)}
            </Anchor>
            <div className="scene-meta">
              {sceneWords(scene, t, locale).map((word) => (
                <span key={word}>{word}</span>
              ))}
            </div>
            <SceneMarks scene={scene} />
          </div>
        </li>
      ))}
    </ul>
  );
}
