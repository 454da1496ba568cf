import { Agent } from 'node:http';
import { startApp } from '../../test/support/app.ts';
import { figure, load, quantile } from './measure.ts';

const turns = 5;

/**
 * Server-rendered pages against an empty one of the same server: the sign-out page, which has the same shell, the same
 * session look-ups and one button.
 */
export async function pages() {
  const app = await startApp({ LOG_LEVEL: 'error', WORKER: '0' });
  const cookie = await app.signIn('ana');
  const paths = {
    empty: '/logout',
    request: '/requests/demopartlydelivered',
    catalogue: '/catalogue',
  };
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const round = (path: string, ms: number) =>
    load({ url: app.url + path, headers: () => ({ cookie }), connections: 16, ms, agent });
  for (const path of Object.values(paths)) await round(path, 1500);
  // In turns, so that whatever else the machine does slows all of them alike.
  const measured = new Map<string, Awaited<ReturnType<typeof round>>[]>();
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [name, path] of Object.entries(paths)) {
      const result = await round(path, 1500);
      if (result.failed > 0) throw new Error(`${path}: ${result.failed} requests failed`);
      measured.set(name, [...(measured.get(name) ?? []), result]);
    }
  }
  const middle = (name: string, figure: 'perSecond' | 'p50' | 'p95') =>
    quantile(measured.get(name)?.map((result) => result[figure]) ?? [], 0.5);
  console.log('page       requests/s  p50 ms  p95 ms  of the empty page’s rate');
  for (const name of Object.keys(paths)) {
    const perSecond = middle(name, 'perSecond');
    const ratio = perSecond / middle('empty', 'perSecond');
    console.log(
      `${name.padEnd(10)} ${figure(perSecond, 0).padStart(10)}  ${figure(middle(name, 'p50')).padStart(6)}  ${figure(middle(name, 'p95')).padStart(6)}  ${figure(ratio, 2)}`,
    );
  }
  agent.destroy();
  await app.stop();
}
