import { Agent } from 'node:http';
import { startApp } from '../../test/support/app.ts';
import { figure, load } from './measure.ts';

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
  const measured: Record<string, { perSecond: number; p50: number; p95: number }> = {};
  const round = (path: string, ms: number) =>
    load({ url: app.url + path, headers: () => ({ cookie }), connections: 16, ms, agent });
  for (const path of Object.values(paths)) await round(path, 1500);
  console.log('page       requests/s  p50 ms  p95 ms  of the empty page’s rate');
  for (const [name, path] of Object.entries(paths)) {
    const result = await round(path, 5000);
    if (result.failed > 0) throw new Error(`${path}: ${result.failed} requests failed`);
    measured[name] = result;
    const ratio = result.perSecond / (measured.empty?.perSecond ?? 1);
    console.log(
      `${name.padEnd(10)} ${figure(result.perSecond, 0).padStart(10)}  ${figure(result.p50).padStart(6)}  ${figure(result.p95).padStart(6)}  ${figure(ratio, 2)}`,
    );
  }
  agent.destroy();
  await app.stop();
}
