import { Alert, Button, Checkbox, NativeSelect, Stack, Text } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import './licences.css';
import type { ShownLicence } from './shown-licence.ts';

/** Accepts the text in force on behalf of one entity. Posts to the page it stands on; needs no script. */
export function AcceptanceForm(props: {
  licence: ShownLicence;
  /** The member entities on whose behalf this person may accept. */
  entities: readonly { entityId: string; entityName: string }[];
  /** Where to go afterwards. */
  to?: string;
  errors?: Record<string, string>;
}) {
  const { t } = useTranslation('licences');
  const locale = useLocale();
  const { licence, entities, errors = {} } = props;
  const [only, ...others] = entities;
  const shown = (field: string) => (errors[field] ? t(errors[field]) : undefined);
  if (!only) return null;
  return (
    <Form method="post" aria-label={t('accept.label', { name: licence.name[locale] })}>
      <Stack gap="md">
        <input type="hidden" name="licenceVersionId" value={licence.versionId} />
        {props.to && <input type="hidden" name="to" value={props.to} />}
        {errors.licenceVersionId && <Alert color="red">{t(errors.licenceVersionId)}</Alert>}
        {others.length === 0 ? (
          <Text>
            <input type="hidden" name="entityId" value={only.entityId} />
            {t('accept.onBehalfOf')} <b>{only.entityName}</b>
          </Text>
        ) : (
          <NativeSelect
            id="entityId"
            name="entityId"
            label={t('accept.entity')}
            required
            error={shown('entityId')}
            data={entities.map((e) => ({ value: e.entityId, label: e.entityName }))}
          />
        )}
        <Checkbox
          id="accept"
          name="accept"
          value="yes"
          required
          error={shown('accept')}
          label={t('accept.checkbox', {
            name: licence.name[locale],
            version: licence.version,
          })}
        />
        <div>
          <Button type="submit">{t('accept.submit')}</Button>
        </div>
      </Stack>
    </Form>
  );
}
