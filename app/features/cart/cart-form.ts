import { z } from 'zod';

/** What is posted to the cart. Without scenes, `add` and `remove` do nothing. */
export const cartSchema = z.object({
  intent: z.enum(['add', 'remove', 'empty']),
  scene: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((value) => (Array.isArray(value) ? value : [value])),
  to: z.string().max(4000).default('/cart'),
});
