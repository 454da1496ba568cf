import { Text } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { CopyText } from '#app/ui/copy-text.tsx';
import type { Recipe } from './recipes.ts';
import './scene-page.css';

/** How to open the scene in other software: what to paste, folded by software. */
export function OpenIn(props: {
  recipes: readonly Recipe[];
  /** Signs in for the image; null where only metadata can be read. */
  signIn: string | null;
}) {
  const { t } = useTranslation('catalogue');
  return (
    <div className="open-in">
      {props.signIn === null ? (
        <Text size="sm">{t('openIn.metadataOnly')}</Text>
      ) : (
        <details>
          <summary>{t('openIn.signIn')}</summary>
          <Text size="sm">{t('openIn.signInText')}</Text>
          <CopyText id="open-sign-in" label={t('openIn.language')} text={props.signIn} isBlock />
        </details>
      )}
      {props.recipes.map(({ kind, text }) => (
        <details key={kind}>
          <summary>{t(`openIn.${kind}`)}</summary>
          <CopyText
            id={`open-${kind}`}
            label={t(
              kind === 'qgis' && props.signIn === null ? 'openIn.qgisCatalog' : 'openIn.language',
            )}
            text={text}
            isBlock
          />
        </details>
      ))}
    </div>
  );
}
