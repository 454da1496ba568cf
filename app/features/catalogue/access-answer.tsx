import { Alert, Anchor, Button, List, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';

/** Nobody is signed in: how to, and how to come by an account. */
export function SignInFirst({ to }: { to: string }) {
  const { t } = useTranslation('catalogue');
  return (
    <>
      <Why text={t('access.notSignedIn')} />
      <Button component="a" href={`/login?to=${encodeURIComponent(to)}`} mb="xl">
        {t('access.signIn')}
      </Button>
      <Title order={2} size="h4" mb={8}>
        {t('access.noAccount')}
      </Title>
      <Text>
        {t('access.noAccountText')}{' '}
        <Anchor underline="always" href="/#member">
          {t('access.isMember')}
        </Anchor>
      </Text>
    </>
  );
}

/** No entity of theirs is a member: which ones they are, and what can be done. */
export function JoinFirst({ entityNames }: { entityNames: readonly string[] }) {
  const { t } = useTranslation('catalogue');
  return (
    <>
      <Why
        text={
          entityNames.length > 0
            ? t('access.notMember', { names: entityNames.join(', ') })
            : t('access.noEntity')
        }
      />
      <Title order={2} size="h4" mb={8}>
        {t('access.whatToDo')}
      </Title>
      <List>
        <List.Item>
          {t(entityNames.length > 0 ? 'access.askEntity' : 'access.askReferent')}
        </List.Item>
        <List.Item>
          <Anchor href="/#join">{t('access.howToJoin')}</Anchor>
        </List.Item>
      </List>
    </>
  );
}

export function Why({ text }: { text: string }) {
  const { t } = useTranslation('catalogue');
  return (
    <Alert variant="outline" icon={<IconInfoCircle aria-hidden />} title={t('access.why')} mb="lg">
      {text}
    </Alert>
  );
}
