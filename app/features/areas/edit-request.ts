import type { Position } from 'geojson';
import { z } from 'zod';
import { type AreaGeometry, isAreaGeometry, isLooseArea } from './geometry.ts';

/** A line longer than this is no cut that a person draws. */
const MOST_LINE_POINTS = 5000;
const FARTHEST_M = 500_000;

const surface = z.custom<AreaGeometry>(isAreaGeometry);
const place = z
  .tuple([z.number().min(-540).max(540), z.number().min(-90).max(90)])
  .rest(z.number());
const positions = z.array(place).min(2).max(MOST_LINE_POINTS);
const line = z
  .union([positions, z.object({ type: z.literal('LineString'), coordinates: positions })])
  .transform((given): Position[] => (Array.isArray(given) ? given : given.coordinates));

const metres = z.number().min(-FARTHEST_M).max(FARTHEST_M);
const schema = z.discriminatedUnion('operation', [
  z.object({ operation: z.literal('buffer'), metres }),
  z.object({ operation: z.literal('simplify'), metres: metres.positive() }),
  z.object({ operation: z.literal('split'), line }),
  z.object({ operation: z.literal('merge') }),
  z.object({ operation: z.literal('unite'), geometry: surface }),
  z.object({ operation: z.literal('subtract'), geometry: surface }),
  z.object({ operation: z.literal('repair') }),
  z.object({ operation: z.literal('enlarge'), offerId: z.string() }),
]);

/** An operation as it is asked for; an offer by its id. */
export type EditRequest = z.infer<typeof schema>;

/** The operation that a form names with its figures as JSON, or null when either makes no sense. */
export function readEdit(operation: string, params: string): EditRequest | null {
  const figures = parsed(params === '' ? '{}' : params);
  if (typeof figures !== 'object' || figures === null) return null;
  const read = schema.safeParse({ ...figures, operation });
  return read.success ? read.data : null;
}

/** The area to edit: a repair takes what has no usable numbers too. */
export function readEditedArea(text: string): AreaGeometry | null {
  const value = parsed(text);
  return isLooseArea(value) ? value : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
