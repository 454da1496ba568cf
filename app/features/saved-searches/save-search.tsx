import { Anchor, Button, NativeSelect, TextInput } from '@mantine/core';
import { Form } from '@remix-run/react';
import { IconBookmark, IconDeviceFloppy } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { paces } from './saved-search.ts';
import './saved-searches.css';

/** Keeps the search of this page under a name. Folded: its form is there when it is wanted. */
export function SaveSearch(props: { query: string; suggestion: string; signedIn: boolean }) {
  const { t } = useTranslation('searches');
  if (!props.signedIn) return <SignInToSave query={props.query} />;
  return (
    <details className="save-search">
      <summary>
        <IconBookmark size={16} aria-hidden /> {t('save.title')}
      </summary>
      <Form method="post" action="/searches?index" key={props.query} className="save-search-form">
        <input type="hidden" name="query" value={props.query.replace(/^\?/, '')} />
        <TextInput
          id="search-name"
          name="name"
          label={t('name')}
          defaultValue={props.suggestion}
          maxLength={120}
          required
          withAsterisk={false}
        />
        <PaceField id="search-pace" />
        <Button
          type="submit"
          name="intent"
          value="save"
          leftSection={<IconDeviceFloppy size={18} aria-hidden />}
        >
          {t('save.submit')}
        </Button>
      </Form>
    </details>
  );
}

/** In words that visitors have: those of this feature are fetched by members only. */
function SignInToSave({ query }: { query: string }) {
  const { t } = useTranslation('catalogue');
  return (
    <p className="save-search">
      <Anchor href={`/login?to=${encodeURIComponent(`/catalogue${query}`)}`} size="sm">
        <IconBookmark size={16} aria-hidden /> {t('signInToSave')}
      </Anchor>
    </p>
  );
}

/** How often to be written to of what is new. */
export function PaceField(props: { id: string; value?: number; size?: 'xs' | 'sm' }) {
  const { t } = useTranslation('searches');
  return (
    <NativeSelect
      id={props.id}
      name="pace"
      label={t('pace.label')}
      size={props.size ?? 'sm'}
      defaultValue={String(props.value ?? 24)}
      data={paces.map((pace) => ({ value: String(pace), label: t(`pace.${pace}`) }))}
    />
  );
}
