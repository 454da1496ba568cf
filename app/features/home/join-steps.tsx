import { Anchor, Text } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { HomeSection } from './home-section.tsx';

const steps = ['check', 'referent', 'form', 'sign', 'decision', 'accounts'] as const;

/** How an organisation becomes a member, and its people get accounts. */
export function JoinSteps({ deskMail }: { deskMail: string }) {
  const { t } = useTranslation('home');
  return (
    <HomeSection id="join" title={t('join.title')}>
      <ol className="home-steps">
        {steps.map((step) => (
          <li key={step}>{t(`join.${step}`)}</li>
        ))}
      </ol>
      <Text mt="sm">
        {t('join.contact')}{' '}
        <Anchor underline="always" href={`mailto:${deskMail}`}>
          {deskMail}
        </Anchor>
      </Text>
    </HomeSection>
  );
}
