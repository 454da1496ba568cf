import { z } from 'zod';
import { typedNumber } from '#app/lib/typed-number.ts';

export const grantUnits = ['km2', 'ha'] as const;
const haPer = { km2: 100, ha: 1 } as const;

const amount = z
  .string({ error: 'faults.amount' })
  .transform(typedNumber)
  .pipe(z.number({ error: 'faults.amount' }));

/**
 * A grant as the form posts it, giving whole hectares: an amount that is none is refused and not rounded. Messages are keys of
 * the `quotas` namespace.
 */
export const grantSchema = z
  .object({
    id: z.string().regex(/^[0-9a-z]{8,40}$/, { error: 'faults.stale' }),
    amount,
    unit: z.enum(grantUnits, { error: 'faults.unit' }),
    reason: z
      .string()
      .trim()
      .min(1, { error: 'faults.reason' })
      .max(400, { error: 'faults.too-long' }),
  })
  .transform(({ amount, unit, ...rest }, context) => {
    const exact = amount * haPer[unit];
    const amountHa = Math.round(exact);
    if (amountHa < 1 || amountHa > 1_000_000_000 || Math.abs(exact - amountHa) > 1e-6) {
      context.addIssue({ code: 'custom', path: ['amount'], message: 'faults.whole-hectares' });
    }
    return { ...rest, amountHa };
  });
