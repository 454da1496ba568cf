import { Button, Checkbox, Group, Textarea, TextInput } from '@mantine/core';
import { Link, useNavigation } from '@remix-run/react';
import type { Locale } from '#app/i18n/i18n.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { FormReply } from '#app/lib/parse-form.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';

/** What each field of a form shows: what was typed and refused, else what is kept. */
export type Shown = { values: Record<string, string | boolean>; reply: FormReply | null };

/** The attributes of a field: `under` is where its words stand in `offers`. */
export function useField(under: string, { values, reply }: Shown) {
  const { t } = useTranslation('offers');
  return (name: string) => {
    const fault = reply?.errors[name];
    return {
      id: `${under}-${name}`,
      name,
      label: t(`${under}.${name}`),
      defaultValue: reply ? String(reply.values[name] ?? '') : String(values[name] ?? ''),
      ...(fault && { error: t(fault) }),
    };
  };
}

type Field = ReturnType<ReturnType<typeof useField>>;

/** A figure as it is typed: the reader's decimal sign, and nothing between thousands, which a comma would not tell apart. */
export const typedFigure = (value: number | null, locale: Locale): string =>
  value === null ? '' : String(value).replace('.', locale === 'fr' ? ',' : '.');

/** One line of text, with a hint. */
export const Line = (props: {
  field: Field;
  hint?: string;
  required?: boolean;
  figures?: boolean;
}) => (
  <TextInput
    {...props.field}
    {...(props.hint && { description: props.hint })}
    {...(props.figures && { inputMode: 'decimal', className: 'figure-field' })}
    required={props.required ?? false}
    mb="md"
  />
);

/** Several lines of text. */
export const Words = (props: {
  field: Field;
  hint?: string;
  required?: boolean;
  rows?: number;
  code?: boolean;
}) => (
  <Textarea
    {...props.field}
    {...(props.hint && { description: props.hint })}
    required={props.required ?? false}
    rows={props.rows ?? 3}
    spellCheck={!props.code}
    mb="md"
    {...(props.code && { className: 'code-field' })}
  />
);

/** A yes or no. */
export function Choice(props: { under: string; name: string; shown: Shown; hint?: string }) {
  const { t } = useTranslation('offers');
  const { under, name, shown } = props;
  const checked = shown.reply
    ? shown.reply.values[name] !== undefined
    : Boolean(shown.values[name]);
  return (
    <Checkbox
      id={`${under}-${name}`}
      name={name}
      label={t(`${under}.${name}`)}
      {...(props.hint && { description: props.hint })}
      defaultChecked={checked}
      mb="md"
    />
  );
}

/** All faults of the form, each a link to its field. */
export function Faults({ under, reply }: { under: string; reply: FormReply | null }) {
  const { t } = useTranslation('offers');
  const errors = Object.entries(reply?.errors ?? {}).map(([field, key]) => ({
    field: `${under}-${field}`,
    message: t('faultOf', { field: t(`${under}.${field}`), fault: t(key) }),
  }));
  return <ErrorSummary errors={errors} />;
}

/** Keeps what was changed, or goes back without. */
export function SaveOrLeave({ back }: { back: string }) {
  const { t } = useTranslation('offers');
  const busy = useNavigation().formMethod === 'POST';
  return (
    <Group mt="lg">
      <Button type="submit" loading={busy}>
        {t('save')}
      </Button>
      <Button component={Link} to={back} variant="default">
        {t('leave')}
      </Button>
    </Group>
  );
}
