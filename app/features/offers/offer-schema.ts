import { z } from 'zod';
import { MOST_VERTICES } from '#app/features/areas/area-fault.ts';
import { typedNumber } from '#app/lib/typed-number.ts';

/** Larger than any country that is asked for; a slip of the keyboard is larger still. */
const mostKm2 = 10_000_000;
const mostKm = 1000;

/** A typed figure within bounds; its fault is one key whatever is wrong. Messages are keys of the `offers` namespace. */
const figure = (error: string, least: number, most: number) =>
  z
    .string({ error })
    .transform(typedNumber)
    .pipe(z.number({ error }).min(least, { error }).max(most, { error }));

/** A figure that may be left blank. */
const optional = (error: string, least: number, most: number) =>
  z
    .string()
    .default('')
    .transform((text) => (text.trim() === '' ? null : (typedNumber(text) ?? Number.NaN)))
    .pipe(z.number({ error }).min(least, { error }).max(most, { error }).nullable());

const checkbox = z
  .string()
  .optional()
  .transform((value) => value !== undefined);

const hectares = (km2: number) => Math.round(km2 * 100);

/** What the desk changes of an offer: typed in square kilometres, kept in whole hectares. */
export const offerSchema = z
  .object({
    minAreaKm2: figure('faults.area', 0.01, mostKm2),
    minWidthKm: optional('faults.width', 0.01, mostKm),
    maxAreaKm2: optional('faults.area', 0.01, mostKm2),
    perPolygon: checkbox,
    maxVertices: figure('faults.vertices', 4, MOST_VERTICES).pipe(
      z.number().int({ error: 'faults.vertices' }),
    ),
    licenceId: z.string({ error: 'faults.licence' }).min(1, { error: 'faults.licence' }).max(64),
    active: checkbox,
  })
  .transform(({ minAreaKm2, maxAreaKm2, ...rest }, context) => {
    const minAreaHa = hectares(minAreaKm2);
    const maxAreaHa = maxAreaKm2 === null ? null : hectares(maxAreaKm2);
    if (maxAreaHa !== null && maxAreaHa < minAreaHa) {
      context.addIssue({ code: 'custom', path: ['maxAreaKm2'], message: 'faults.max-below-min' });
    }
    return { ...rest, minAreaHa, maxAreaHa };
  });
export type OfferChange = z.output<typeof offerSchema>;
