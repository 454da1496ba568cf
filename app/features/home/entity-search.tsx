import { Anchor, Button, Text, TextInput } from '@mantine/core';
import { Form } from '@remix-run/react';
import { IconCircleCheck, IconCircleDashed, IconSearch } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import './home.css';

export type FoundEntity = { id: string; name: string; acronym: string | null; member: boolean };

/** "Is my organisation a member?": a GET form and what it found. */
export function EntitySearch(props: { text: string; found: readonly FoundEntity[] }) {
  const { t } = useTranslation('home');
  const { text, found } = props;
  return (
    <>
      <Form method="get" action="/#member" className="home-search" preventScrollReset>
        <TextInput
          id="entity"
          name="entity"
          type="search"
          label={t('member.label')}
          defaultValue={text}
          minLength={2}
          maxLength={120}
        />
        <Button type="submit" variant="default" leftSection={<IconSearch size={18} aria-hidden />}>
          {t('member.submit')}
        </Button>
      </Form>
      <div role="status">
        {text !== '' && (
          <Text mt="md" mb={8}>
            {text.length < 2
              ? t('member.short')
              : found.length === 0
                ? t('member.none', { text })
                : t('member.found', { count: found.length })}
          </Text>
        )}
      </div>
      {found.length > 0 && (
        <ul className="home-rows">
          {found.map((entity) => (
            <li key={entity.id}>
              <span>
                {entity.name}
                {entity.acronym && ` (${entity.acronym})`}
              </span>
              <span className="home-word">
                {entity.member ? (
                  <IconCircleCheck size={18} aria-hidden className="home-yes" />
                ) : (
                  <IconCircleDashed size={18} aria-hidden />
                )}
                {t(entity.member ? 'member.yes' : 'member.no')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {text !== '' && (
        <Text mt="sm">
          <Anchor href="#join">{t('member.next')}</Anchor>
        </Text>
      )}
    </>
  );
}
