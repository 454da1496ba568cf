import { z } from 'zod';
import { type AreaGeometry, isAreaGeometry, normalise } from '#app/features/areas/area.ts';
import { typedNumber } from '#app/lib/typed-number.ts';
import { urlFault } from './source-url.ts';

const words = (max: number) =>
  z
    .string({ error: 'faults.required' })
    .trim()
    .min(1, { error: 'faults.required' })
    .max(max, { error: 'faults.too-long' });

const day = z
  .string()
  .trim()
  .default('')
  .transform((text) => (text === '' ? null : text))
  .pipe(z.iso.date({ error: 'faults.date' }).nullable());

const checkbox = z
  .string()
  .optional()
  .transform((value) => value !== undefined);

/** An address is refused with its own fault. */
const url = words(2000).superRefine((text, context) => {
  const message = urlFault(text);
  if (message) context.addIssue({ code: 'custom', message });
});

/** Pasted GeoJSON; blank is everywhere. */
const coverage = z
  .string()
  .default('')
  .transform((text, context): AreaGeometry | null => {
    if (text.trim() === '') return null;
    const area = readCoverage(text);
    if (!area) context.addIssue({ code: 'custom', message: 'faults.coverage' });
    return area;
  });

/** A Polygon or MultiPolygon, or a Feature of one; null for anything else. */
export function readCoverage(text: string): AreaGeometry | null {
  try {
    const value: unknown = JSON.parse(text);
    const inner =
      typeof value === 'object' && value !== null && 'geometry' in value ? value.geometry : value;
    return isAreaGeometry(inner) ? normalise(inner) : null;
  } catch {
    return null;
  }
}

/** A source as its form posts it. Messages are keys of the `offers` namespace. */
export const sourceSchema = z
  .object({
    id: z.string().regex(/^[0-9a-z-]{4,40}$/, { error: 'faults.stale' }),
    nameFr: words(120),
    nameEn: words(120),
    summaryFr: words(600),
    summaryEn: words(600),
    gsdM: z
      .string({ error: 'faults.gsd' })
      .transform(typedNumber)
      .pipe(
        z
          .number({ error: 'faults.gsd' })
          .min(0.01, { error: 'faults.gsd' })
          .max(10_000, { error: 'faults.gsd' }),
      ),
    fromDay: day,
    toDay: day,
    url,
    coverage,
    active: checkbox,
  })
  .transform(({ nameFr, nameEn, summaryFr, summaryEn, ...rest }, context) => {
    const { fromDay, toDay } = rest;
    if (fromDay !== null && toDay !== null && toDay < fromDay) {
      context.addIssue({ code: 'custom', path: ['toDay'], message: 'faults.days' });
    }
    return {
      ...rest,
      name: { fr: nameFr, en: nameEn },
      summary: { fr: summaryFr, en: summaryEn },
    };
  });
export type SourceContent = z.output<typeof sourceSchema>;
