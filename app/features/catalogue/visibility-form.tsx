import { Button, NativeSelect, TextInput, Title } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { FormReply } from '#app/lib/parse-form.ts';
import { type Visibility, visibilities } from './curation.ts';

/** Who may know of a scene, for whom it was acquired, and until when only they do. */
export function VisibilityForm(props: {
  visibility: Visibility;
  entityId: string | null;
  /** `YYYY-MM-DD`. */
  embargoUntil: string | null;
  entities: readonly { id: string; name: string }[];
  errors: FormReply['errors'];
  typed: FormReply['values'] | undefined;
}) {
  const { t } = useTranslation('curation');
  const { errors, typed } = props;
  const shown = (field: string) => (errors[field] ? t(errors[field]) : undefined);
  const kept = (field: string, value: string) => String(typed?.[field] ?? value);
  const key = [props.visibility, props.entityId, props.embargoUntil].join();
  return (
    <section aria-labelledby="visibility-title">
      <Title order={2} size="h4" mb={8} id="visibility-title">
        {t('visibility.title')}
      </Title>
      <Form method="post" key={key}>
        <NativeSelect
          id="visibility"
          name="visibility"
          label={t('visibility.field')}
          defaultValue={kept('visibility', props.visibility)}
          error={shown('visibility')}
          data={visibilities.map((value) => ({ value, label: t(`visibility.${value}`) }))}
        />
        <NativeSelect
          id="entityId"
          name="entityId"
          label={t('visibility.entityField')}
          defaultValue={kept('entityId', props.entityId ?? '')}
          error={shown('entityId')}
          data={[
            { value: '', label: t('visibility.noEntity') },
            ...props.entities.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <TextInput
          id="embargoUntil"
          name="embargoUntil"
          type="date"
          label={t('visibility.embargo')}
          description={t('visibility.embargoHint')}
          defaultValue={kept('embargoUntil', props.embargoUntil ?? '')}
          error={shown('embargoUntil')}
        />
        <div>
          <Button type="submit" name="intent" value="visibility">
            {t('visibility.submit')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
