import { NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { AskContext } from './editable-request.server.ts';
import type { Field } from './use-request-form.tsx';

type Props = { field: Field; context: Pick<AskContext, 'entities' | 'poles' | 'themes'> };

/** For whom and why the image is asked. */
export function WhyFields({ field, context }: Props) {
  const { t } = useTranslation('requests');
  const choose = { value: '', label: t('options.choose') };
  const list = (choices: readonly { code: string; label: string }[]) => [
    choose,
    ...choices.map(({ code, label }) => ({ value: code, label })),
  ];
  return (
    <Stack gap="md">
      <TextInput required maxLength={160} description={t('hints.title')} {...field('title')} />
      <NativeSelect
        required
        description={t('hints.entityId')}
        {...field('entityId')}
        data={context.entities.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextInput required maxLength={400} description={t('hints.project')} {...field('project')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NativeSelect required {...field('pole')} data={list(context.poles)} />
        <NativeSelect required {...field('theme')} data={list(context.themes)} />
      </SimpleGrid>
      <Textarea
        required
        rows={6}
        maxLength={8000}
        description={t('hints.justification')}
        {...field('justification')}
      />
      <Textarea rows={2} description={t('hints.contacts')} {...field('contacts')} />
    </Stack>
  );
}
