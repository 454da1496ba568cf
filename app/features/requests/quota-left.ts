import { quotaCostHa } from '#app/features/quotas/ledger.ts';
import { type RequestForm, sensorsOf } from './request-schema.ts';

export type OpenEnvelope = {
  id: string;
  name: string;
  family: string;
  entityId: string | null;
  freeHa: number;
};

/** What a request costs in quota and what is left for it, in hectares. Null envelope: none is open for its first sensor. */
export type QuotaOutlook = { costHa: number; envelope: OpenEnvelope | null; over: boolean };

/**
 * The cost of an area in the mode asked for, beside the envelope of the preferred sensor's family: the entity's own
 * before the common one, as at approval. Null while no sensor is chosen.
 */
export function quotaOutlook(
  answers: Partial<RequestForm>,
  areaHa: number,
  context: {
    sensors: readonly { id: string; family: string }[];
    envelopes: readonly OpenEnvelope[];
  },
): QuotaOutlook | null {
  const [first] = sensorsOf(answers);
  const family = context.sensors.find(({ id }) => id === first)?.family;
  if (!family) return null;
  const ofFamily = context.envelopes.filter((envelope) => envelope.family === family);
  const envelope =
    ofFamily.find(({ entityId }) => entityId === answers.entityId) ??
    ofFamily.find(({ entityId }) => entityId === null) ??
    null;
  const costHa = quotaCostHa(areaHa, answers.mode ?? 'mono');
  return { costHa, envelope, over: envelope !== null && costHa > envelope.freeHa };
}
