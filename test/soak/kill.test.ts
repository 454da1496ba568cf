import { expect, it } from 'vitest';
import { startApp } from '../support/app.ts';
import { damage, runUnderFire, seeded, untilQuiet } from '../support/kill-run.ts';

it('survives fifty kills at random moments: nothing confirmed is lost, nothing is half-done', async () => {
  const app = await startApp();
  try {
    const seed = Date.now() % 1_000_000;
    console.log(`seed ${seed}`);
    const confirmed = await runUnderFire(app, 50, seeded(seed));
    await untilQuiet(app, 600_000);
    console.log(`${confirmed.length} acts confirmed, ${app.mails.length} letters arrived`);
    expect(confirmed.length).toBeGreaterThan(50);
    expect(damage(app, confirmed)).toEqual([]);
  } finally {
    await app.stop();
  }
});
