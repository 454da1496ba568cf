import { useTranslation } from '#app/i18n/use-translation.ts';
import { CopyText } from '#app/ui/copy-text.tsx';

/** How a scene is cited, to copy: the credit under an image, the sentence of a text, the entry of a bibliography. */
export function SceneCite(props: { credit: string; sentence: string; bibtex: string }) {
  const { t } = useTranslation('catalogue');
  return (
    <>
      <CopyText id="cite-credit" label={t('parts.credit')} text={props.credit} />
      <CopyText id="cite-words" label={t('cite.words')} text={props.sentence} />
      <CopyText id="cite-bibtex" label={t('cite.bibtex')} text={props.bibtex} isBlock />
    </>
  );
}
