import { z } from 'zod';

const tooLong = { error: 'faults.too-long' };

/** What an owner or a référent answers to a proposal. Messages are keys of the `requests` namespace. */
export const joinAnswerSchema = z.object({
  act: z.enum(['agree-join', 'decline-join']),
  joinId: z.string().min(1).max(64),
  text: z.string().trim().max(4000, tooLong).default(''),
});

/** What an officer proposes or takes back. Messages are keys of the `reviews` namespace. */
export const joinProposalSchema = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('propose-join'),
    others: z.preprocess(
      (value) => (typeof value === 'string' ? [value] : (value ?? [])),
      z
        .array(z.string().max(64))
        .min(1, { error: 'faults.others-needed' })
        .max(5, { error: 'faults.others-many' }),
    ),
    lead: z.string({ error: 'faults.lead-needed' }).min(1, { error: 'faults.lead-needed' }).max(64),
    text: z.string().trim().min(1, { error: 'faults.text-needed' }).max(4000, tooLong),
  }),
  z.object({ act: z.literal('withdraw-join'), joinId: z.string().min(1).max(64) }),
]);
export type JoinProposal = z.output<typeof joinProposalSchema>;
