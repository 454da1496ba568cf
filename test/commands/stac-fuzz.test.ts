import { expect, it } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { serveStac } from '../support/stac.ts';
import { fuzzStac, plantForFuzzing } from '../support/stac-fuzz.ts';

it('mutated searches are answered or refused in words, never with a fault, never late', async () => {
  const db = await openTestDatabase();
  await plantForFuzzing(db, 300);
  const figures = await fuzzStac(await serveStac(db), 20_261_124, 600);
  // Both happen: neither are all of them nonsense, nor is nonsense taken for sense.
  expect(figures.byStatus[200]).toBeGreaterThan(60);
  expect(figures.byStatus[400]).toBeGreaterThan(60);
}, 120_000);
