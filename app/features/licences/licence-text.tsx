import { Code, Title } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Fact, Facts } from '#app/ui/facts.tsx';
import { Day } from '#app/ui/moment.tsx';
import './licences.css';
import type { ShownLicence } from './shown-licence.ts';

/** The text in force in both languages, with what proves which text it is. The French binds. */
export function LicenceText(props: {
  licence: ShownLicence;
  text: { fr: string; en: string };
  textSha256: string;
}) {
  const { t } = useTranslation('licences');
  const { licence } = props;
  return (
    <>
      <section aria-label={t('identity')} className="licence-identity">
        <Facts>
          <Fact label={t('facts.version')}>{licence.version}</Fact>
          <Fact label={t('facts.effective')}>
            <Day at={licence.effectiveAt} />
          </Fact>
          <Fact label={t('facts.sha256')}>
            <Code>{props.textSha256}</Code>
          </Fact>
        </Facts>
      </section>
      {(['fr', 'en'] as const).map((language) => (
        <section key={language} className="licence-text">
          <Title order={2} size="h4" mb={8}>
            {t(`text.${language}`)}
          </Title>
          <div className="prose" lang={language}>
            {props.text[language]}
          </div>
        </section>
      ))}
    </>
  );
}
