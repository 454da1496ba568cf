import { Anchor } from '@mantine/core';
import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import './catalogue.css';
import type { Scene } from './scene.ts';
import { SceneMarks } from './scene-marks.tsx';
import { SceneThumb } from './scene-thumb.tsx';
import { sceneName, sceneWords } from './scene-words.ts';

/** The row's id in the page, for whoever wants to bring it into view. */
export const rowId = (sceneId: string) => `scene-${sceneId}`;

export type SceneRowsProps = {
  scenes: readonly Scene[];
  selectedId: string | null;
  /** Told of the scene that is pointed at. */
  onPoint: (id: string) => void;
  /** What can be done with a scene from its row. */
  act?: (scene: Scene) => ReactNode;
};

/** Scenes as rows with their pictures. The one that is pointed at is told, and the selected one is marked. */
export function SceneList(props: SceneRowsProps) {
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
            <Anchor component={Link} to={`/catalogue/${scene.id}`} fw={600}>
              {sceneName(scene, t, locale)}
            </Anchor>
            <div className="scene-meta">
              {sceneWords(scene, t, locale).map((word) => (
                <span key={word}>{word}</span>
              ))}
            </div>
            <SceneMarks scene={scene} />
          </div>
          {props.act && <div className="scene-act">{props.act(scene)}</div>}
        </li>
      ))}
    </ul>
  );
}
