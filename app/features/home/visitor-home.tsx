import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconLogin2, IconMap2 } from '@tabler/icons-react';
import type { Scene } from '#app/features/catalogue/scene.ts';
import { SceneCards } from '#app/features/catalogue/scene-cards.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { EntitySearch, type FoundEntity } from './entity-search.tsx';
import { HomeSection } from './home-section.tsx';
import { JoinSteps } from './join-steps.tsx';

const poles = ['theia', 'formater', 'aeris', 'odatis'] as const;
const eligible = ['public', 'science', 'association', 'company', 'foreign'] as const;

/** What DINAMIS is, who may use it, whether my organisation does, what is held, and how to join. */
export function VisitorHome(props: {
  scenes: readonly Scene[];
  search: { text: string; found: readonly FoundEntity[] };
  deskMail: string;
}) {
  const { t } = useTranslation('home');
  return (
    <>
      <div className="home-intro">
        <Title order={1}>{t('visitor.title')}</Title>
        <Text className="home-lede">{t('visitor.lede')}</Text>
        <Group mt="lg">
          <Button component="a" href="/catalogue" leftSection={<IconMap2 size={18} aria-hidden />}>
            {t('visitor.toCatalogue')}
          </Button>
          <Button
            component="a"
            href="/login"
            variant="default"
            leftSection={<IconLogin2 size={18} aria-hidden />}
          >
            {t('visitor.toLogin')}
          </Button>
        </Group>
      </div>

      <div className="home-section home-columns">
        {(['once', 'quota', 'licence'] as const).map((idea) => (
          <Paper component="section" withBorder p="lg" key={idea}>
            <Title order={2} size="h4" mb={8}>
              {t(`ideas.${idea}.title`)}
            </Title>
            <Text>{t(`ideas.${idea}.text`)}</Text>
          </Paper>
        ))}
      </div>

      <HomeSection id="member" title={t('member.title')}>
        <EntitySearch {...props.search} />
      </HomeSection>

      {props.scenes.length > 0 && (
        <HomeSection
          id="latest"
          title={t('latest.title')}
          all={{ href: '/catalogue', label: t('latest.all') }}
        >
          <SceneCards scenes={props.scenes} />
        </HomeSection>
      )}

      <div className="home-columns">
        <HomeSection id="eligible" title={t('eligible.title')}>
          <ul className="home-steps">
            {eligible.map((kind) => (
              <li key={kind}>{t(`eligible.${kind}`)}</li>
            ))}
          </ul>
        </HomeSection>
        <JoinSteps deskMail={props.deskMail} />
      </div>

      <HomeSection id="poles" title={t('poles.title')}>
        <Text mb="sm">{t('poles.text')}</Text>
        <ul className="home-steps">
          {poles.map((pole) => (
            <li key={pole}>{t(`poles.${pole}`)}</li>
          ))}
        </ul>
      </HomeSection>
    </>
  );
}
