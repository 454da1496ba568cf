import { z } from 'zod';
import type { Act } from '#app/features/requests/workflow.ts';

/** Messages are i18n keys of the `reviews` namespace; the page translates them. */
const tooLong = { error: 'faults.too-long' };
const words = z.string().trim().min(1, { error: 'faults.text-needed' }).max(4000, tooLong);
const anyWords = z.string().trim().max(4000, tooLong).default('');
const sensorId = z.string({ error: 'faults.sensor-needed' }).min(1, {
  error: 'faults.sensor-needed',
});
const confirmed = z.literal('yes', { error: 'faults.confirm-needed' });

/** The submission that was read: a decision on another one is refused, because nobody has read it. */
const version = z.coerce.number({ error: 'faults.stale' }).int();

/** What an officer decides, one shape for each act of the review page. */
export const decisionSchema = z.discriminatedUnion(
  'act',
  [
    z.object({ act: z.literal('approve'), version, sensorId, text: anyWords }),
    z.object({
      act: z.literal('approve-part'),
      version,
      sensorId,
      part: z.string().trim().min(1, { error: 'faults.part-needed' }).max(200_000, tooLong),
      text: anyWords,
    }),
    z.object({ act: z.literal('return'), version, text: words }),
    z.object({ act: z.literal('waitlist'), version, text: words }),
    z.object({
      act: z.literal('refuse'),
      version,
      reason: z.string({ error: 'faults.reason-needed' }).min(1, {
        error: 'faults.reason-needed',
      }),
      text: words,
    }),
    z.object({
      act: z.literal('order'),
      version,
      orderId: z.string().regex(/^[0-9a-z]{8,40}$/, { error: 'faults.stale' }),
      comment: z.string().trim().max(1000, tooLong).default(''),
    }),
    z.object({ act: z.literal('accept-as-is'), version, text: words }),
    z.object({ act: z.literal('cancel-by-desk'), version, text: words, confirm: confirmed }),
    z.object({ act: z.literal('comment'), version, text: words }),
    z.object({ act: z.literal('close'), version }),
  ],
  { error: 'faults.stale' },
);
export type Decision = z.output<typeof decisionSchema>;

/** The acts that the review page has a form for, in the order in which it shows them. */
export const reviewActs = [
  'approve',
  'approve-part',
  'return',
  'waitlist',
  'refuse',
  'order',
  'accept-as-is',
  'close',
  'cancel-by-desk',
  'comment',
] as const satisfies readonly Act[];
export type ReviewAct = (typeof reviewActs)[number];

/** Of the acts that the transition table allows, those to show. */
export const shownActs = (allowed: readonly Act[]): ReviewAct[] =>
  reviewActs.filter((act) => allowed.includes(act));

/** Where an officer goes after an act: to the next request once this one is off the desk, else back to this one. */
export function afterDecision(requestId: string, act: ReviewAct): string {
  const page =
    act === 'return' || act === 'refuse' ? '/desk' : `/desk/requests/${requestId}/review`;
  return `${page}?done=${act}`;
}
