import type { z } from 'zod';

/** What an action answers (status 400) for a form that is not valid: i18n keys by field, and the values to show again. */
export type FormReply = {
  errors: Record<string, string>;
  values: Record<string, string | string[]>;
};

type Parsed<S extends z.ZodType> =
  | { ok: true; value: z.output<S> }
  | { ok: false; reply: FormReply };

/** Reads a posted form with a schema. A repeated name becomes a list. */
export function parseForm<S extends z.ZodType>(schema: S, form: FormData): Parsed<S> {
  const values = valuesOf(form);
  const parsed = schema.safeParse(values);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors: FormReply['errors'] = {};
  for (const issue of parsed.error.issues) {
    errors[issue.path.join('.') || 'root'] ??= issue.message;
  }
  return { ok: false, reply: { errors, values } };
}

/** The text values of a posted form; a file is left out, because it cannot be shown again. */
export function valuesOf(form: FormData): FormReply['values'] {
  const values: FormReply['values'] = {};
  for (const key of new Set(form.keys())) {
    const all = form.getAll(key).filter((v): v is string => typeof v === 'string');
    const [first] = all;
    if (first !== undefined) values[key] = all.length > 1 ? all : first;
  }
  return values;
}
