import { z } from 'zod';

/** How far a scene is known: to everyone, to people of member entities, or to those of the entity it was bought for. */
export const visibilities = ['public', 'members', 'entity'] as const;
export type Visibility = (typeof visibilities)[number];

/** The form by which the desk says who may know of a scene. Messages are keys of `curation`. */
export const visibilitySchema = z
  .object({
    visibility: z.enum(visibilities, { error: 'faults.visibility' }),
    entityId: z.string().max(64).default(''),
    embargoUntil: z
      .string()
      .default('')
      .refine((text) => text === '' || isDay(text), { error: 'faults.embargo' }),
  })
  .refine(
    ({ visibility, entityId, embargoUntil }) =>
      entityId !== '' || (visibility !== 'entity' && embargoUntil === ''),
    {
      error: 'faults.entityId',
      path: ['entityId'],
    },
  );

/** The form that withdraws a scene. */
export const withdrawalSchema = z.object({
  reason: z
    .string()
    .trim()
    .min(10, { error: 'faults.reason' })
    .max(2000, { error: 'faults.reason' }),
  confirm: z.literal('yes', { error: 'faults.confirm' }),
});

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
