import { Anchor, CloseButton, Text } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import './catalogue.css';
import { sceneName, sceneWords } from './scene-words.ts';
import type { Picked } from './use-picked.tsx';

/** What lies at the place of the map that was clicked. */
export function PickedScenes(props: {
  picked: Picked;
  onPoint: (id: string | null) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const { scenes, more } = props.picked;
  return (
    <section
      className="picked"
      aria-label={t('picked.label')}
      onMouseLeave={() => props.onPoint(null)}
    >
      <div className="picked-head">
        <Text role="status" fw={600} size="sm">
          {t(more ? 'picked.more' : 'picked.count', { count: scenes.length })}
        </Text>
        <CloseButton aria-label={t('picked.close')} onClick={props.onClose} />
      </div>
      <ul>
        {scenes.map((scene) => (
          <li key={scene.id} onMouseEnter={() => props.onPoint(scene.id)}>
            <Anchor
              component={Link}
              to={`/catalogue/${scene.id}`}
              size="sm"
              onFocus={() => props.onPoint(scene.id)}
            >
              {sceneName(scene, t, locale)}
            </Anchor>
            <span className="scene-meta">
              {sceneWords(scene, t, locale).map((word) => (
                <span key={word}>{word}</span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
