import { zodResolver } from '@hookform/resolvers/zod';
import { type ReactNode, useMemo } from 'react';
import { type Resolver, type UseFormRegisterReturn, useForm, useWatch } from 'react-hook-form';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import {
  answersOf,
  checkRequest,
  type RequestFault,
  type RequestValues,
  usualValues,
} from './check-request.ts';
import type { EditPage } from './editable-request.server.ts';
import { FaultText } from './fault-text.tsx';
import type { EditReply } from './posted-request.ts';
import { quotaOutlook } from './quota-left.ts';
import { requestFields, requestSchema } from './request-schema.ts';

export type FieldName = keyof RequestValues;

/** What a labelled control of the form is given: registered, with its words and its fault. */
export type Field = (name: FieldName) => Pick<
  UseFormRegisterReturn<FieldName>,
  'name' | 'onChange' | 'onBlur' | 'ref'
> & {
  id: string;
  defaultValue: string;
  label: string;
  error?: ReactNode;
};

/** React Hook Form on the request's schema, with the rules of the field asked at each change beside it. */
export function useRequestForm(
  page: EditPage & { id: string },
  aoi: AreaGeometry | null,
  reply: EditReply | undefined,
) {
  const { t } = useTranslation('requests');
  const { context } = page;
  const defaults = useDefaults(page, reply);
  const form = useForm<RequestValues>({
    // The schema reads text and answers figures; the form keeps the text.
    resolver: zodResolver(requestSchema) as unknown as Resolver<RequestValues>,
    defaultValues: defaults,
    shouldFocusError: false,
  });
  const values = { ...defaults, ...useWatch({ control: form.control }) };
  const check = checkRequest(values, aoi, context);
  const answers = answersOf(values);

  const faultOf = (name: FieldName): RequestFault | undefined => {
    const own = form.formState.errors[name]?.message;
    const ofServer = reply?.posted.values[name] === values[name] ? reply.faults : [];
    return (
      (own !== undefined && check.missing.find((f) => f.field === name)) ||
      (own !== undefined ? { field: name, key: `requests:${own}` } : undefined) ||
      check.rules.find((f) => f.field === name) ||
      ofServer.find((f) => f.field === name)
    );
  };
  const field: Field = (name) => {
    const fault = faultOf(name);
    const { onChange, onBlur, ref } = form.register(name);
    return {
      name,
      onChange,
      onBlur,
      ref,
      id: name,
      defaultValue: defaults[name],
      label: t(`fields.${name}`),
      ...(fault && { error: <FaultText fault={fault} backTo={`/requests/${page.id}/edit`} /> }),
    };
  };
  return {
    form,
    field,
    values,
    check,
    outlook: quotaOutlook(answers, check.areaHa, context),
  };
}

/** The answers to begin with: what was posted and refused, else the draft, else the usual. Kept from the first rendering. */
function useDefaults({ request, context }: EditPage, reply: EditReply | undefined): RequestValues {
  const first = context.entities[0]?.id ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: later loads of the page must not overwrite what is typed.
  return useMemo(() => {
    const start: Partial<Record<string, unknown>> = request
      ? request.form
      : { ...usualValues, entityId: first };
    const kept = Object.fromEntries(
      requestFields.map((name) => [name, String(start[name] ?? '')]),
    ) as RequestValues;
    return { ...kept, ...reply?.posted.values };
  }, []);
}
