import { expect, it } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { serveStac } from '../support/stac.ts';
import { fuzzStac, plantForFuzzing } from '../support/stac-fuzz.ts';

it('20,000 mutated searches: no fault, none above two seconds', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const db = await openTestDatabase();
  await plantForFuzzing(db, 3000);
  const figures = await fuzzStac(await serveStac(db), seed, 20_000);
  console.log(`seed ${seed}: ${JSON.stringify(figures)}`);
  expect(figures.sent).toBe(20_000);
});
