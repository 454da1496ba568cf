import { z } from 'zod';

/** The form by which a person accepts a licence for an entity. Messages are i18n keys of `licences`. */
export const acceptanceSchema = z.object({
  licenceVersionId: z.string().min(1, { error: 'faults.version' }).max(64),
  entityId: z.string({ error: 'faults.entity' }).min(1, { error: 'faults.entity' }).max(64),
  accept: z.literal('yes', { error: 'faults.accept' }),
  to: z.string().max(2000).default(''),
});
