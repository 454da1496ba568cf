import { expect, it } from 'vitest';
import { startApp } from '../support/app.ts';
import { damage, runUnderFire, seeded, untilQuiet } from '../support/kill-run.ts';

it('survives four kills at random moments: nothing confirmed is lost, nothing is half-done', async () => {
  const app = await startApp();
  try {
    const confirmed = await runUnderFire(app, 4, seeded(4));
    await untilQuiet(app, 90_000);
    expect(confirmed.length).toBeGreaterThan(3);
    expect(damage(app, confirmed)).toEqual([]);
  } finally {
    await app.stop();
  }
}, 180_000);
