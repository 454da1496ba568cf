import { z } from 'zod';

/** Messages are i18n keys of the `requests` namespace; the page translates them. */
const required = (max: number) =>
  z.string().trim().min(1, { error: 'faults.required' }).max(max, { error: 'faults.too-long' });

const day = z.iso.date({ error: 'faults.date' });

/** A number out of a text field. Left blank it is missing: a plain coercion would read 0. */
const figure = <S extends z.ZodType>(number: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), number);

const percent = figure(
  z.coerce
    .number({ error: 'faults.number' })
    .int({ error: 'faults.number' })
    .min(0, { error: 'faults.percent' })
    .max(100, { error: 'faults.percent' }),
);

/** One or several professional addresses, one a line or separated by commas. */
const contacts = z
  .string()
  .trim()
  .max(1000, { error: 'faults.too-long' })
  .refine((text) => contactsOf(text).every((c) => z.email().safeParse(c).success), {
    error: 'faults.email',
  });

/** The addresses of the contacts field, in the order typed. */
export function contactsOf(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** What a member says of a request besides its area. The same schema reads the form in the browser and on the server. */
export const requestSchema = z.object({
  entityId: required(64),
  title: required(160),
  project: required(400),
  pole: required(64),
  theme: required(64),
  justification: required(8000).pipe(z.string().min(40, { error: 'faults.justification' })),
  kind: z.enum(['tasking', 'archive'], { error: 'faults.required' }),
  sensor1: required(64),
  sensor2: z.string().max(64).default(''),
  sensor3: z.string().max(64).default(''),
  windowFrom: day,
  windowTo: day,
  mode: z.enum(['mono', 'stereo', 'tristereo'], { error: 'faults.required' }),
  maxCloudPct: percent,
  maxIncidenceDeg: figure(
    z.coerce
      .number({ error: 'faults.number' })
      .min(0, { error: 'faults.angle' })
      .max(60, { error: 'faults.angle' }),
  ),
  processingLevel: z.enum(['primary', 'ortho'], { error: 'faults.required' }),
  bands: z.enum(['bundle', 'pansharpened', 'multispectral', 'panchromatic'], {
    error: 'faults.required',
  }),
  format: z.enum(['geotiff', 'jpeg2000'], { error: 'faults.required' }),
  contacts: contacts.default(''),
  /** How old an image of the archive may be and still do, in years before the window. */
  archiveYears: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.enum(['1', '3', '5', 'any'], { error: 'faults.choice-unknown' }).default('3'),
  ),
  /** Why what is held already does not do; asked for where it covers much of the area. */
  archiveReason: z.string().trim().max(4000, { error: 'faults.too-long' }).default(''),
});
export type RequestForm = z.output<typeof requestSchema>;
export type RequestFormInput = z.input<typeof requestSchema>;
export const requestFields = Object.keys(requestSchema.shape) as (keyof RequestForm)[];

/** The sensors asked for, in order of preference, without repeats or blanks. */
export function sensorsOf(form: Partial<RequestForm>): string[] {
  const asked = [form.sensor1, form.sensor2, form.sensor3].filter(
    (id): id is string => id !== undefined && id !== '',
  );
  return [...new Set(asked)];
}
