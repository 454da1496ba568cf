import { fork } from 'node:child_process';
import { Agent } from 'node:http';
import { aggregateItems } from '#app/features/catalogue/aggregate-items.server.ts';
import { countItems } from '#app/features/catalogue/count-items.server.ts';
import { type ItemSearch, searchItems } from '#app/features/catalogue/search-items.server.ts';
import type { Db } from '#db/client.server.ts';
import { usesPostgres } from '#db/kit.ts';
import { catalogueDatabase } from './catalogue-file.ts';
import { bruteForce, rTreeOf } from './catalogue-peers.ts';
import { type Query, queries } from './catalogue-world.ts';
import { figure, load, quantile } from './measure.ts';

/**
 * The catalogue's search over a million scenes (or as many as are asked), in this process and over HTTP, as a visitor
 * who may know of what is public. Its answers are compared with a peer's, scene by scene, and with a look at every scene.
 */
export async function catalogue(count = 1_000_000): Promise<void> {
  const { url, db } = await catalogueDatabase(count);
  const asked = queries(count >= 100_000 ? 100 : 40);
  console.log(`${count} scenes, ${asked.length} searches; milliseconds as p50 / p95 / p99`);
  await inProcess(db, url, asked);
  await deepPages(db);
  await counting(db, asked);
  if (!usesPostgres) await overHttp(url);
  await db.close();
}

const searchOf = ({ kind: _kind, leastCloudFirst, ...search }: Query): ItemSearch => ({
  ...search,
  ...(leastCloudFirst && { sort: [{ by: 'cloudCoverPct', descending: false }] }),
});

async function inProcess(db: Db, url: string, asked: readonly Query[]): Promise<void> {
  const peer = usesPostgres ? null : rTreeOf(url);
  const truth = await bruteForce(db, asked.slice(0, 24));
  const kinds = [...new Set(asked.map(({ kind }) => kind))];
  console.log(
    `${''.padEnd(42)} ${'ours'.padEnd(24)} ${'of it processor time'.padEnd(24)} ${peer ? `${'R*Tree'.padEnd(26)} p99 ratio` : ''}`,
  );
  let compared = 0;
  for (const kind of kinds) {
    const own: number[] = [];
    const theirs: number[] = [];
    const busy: number[] = [];
    for (const measured of [false, true]) {
      for (const query of asked.filter((q) => q.kind === kind)) {
        const began = performance.now();
        const before = process.cpuUsage();
        const { items } = await searchItems(db, null, searchOf(query));
        if (!measured) continue;
        own.push(performance.now() - began);
        const { user, system } = process.cpuUsage(before);
        busy.push((user + system) / 1000);
        const ids = items.map(({ id }) => id);
        expectSame(query, ids, truth.get(query), 'a look at every scene');
        if (!peer) continue;
        const peerBegan = performance.now();
        const answer = peer(query);
        if (!answer) continue;
        theirs.push(performance.now() - peerBegan);
        expectSame(query, ids, answer, 'the R*Tree');
        compared += 1;
      }
    }
    const ratio = quantile(theirs, 0.99) / quantile(own, 0.99);
    console.log(
      `${kind.padEnd(42)} ${spread(own).padEnd(24)} ${spread(busy).padEnd(24)} ${theirs.length > 0 ? `${spread(theirs).padEnd(26)} ${figure(ratio)}×` : ''}`,
    );
  }
  console.log(
    `answers equal: ${compared} with the R*Tree, ${truth.size} with a look at every scene`,
  );
}

const spread = (times: readonly number[]) =>
  [0.5, 0.95, 0.99].map((share) => figure(quantile(times, share), 2)).join(' / ');

function expectSame(
  query: Query,
  own: readonly string[],
  other: readonly string[] | undefined,
  name: string,
): void {
  if (other && own.join() !== other.join()) {
    throw new Error(
      `${name} answers otherwise than we to ${JSON.stringify(query)}:\n${own}\n${other}`,
    );
  }
}

/** Pages of ten over Europe: the thousandth against the first. */
async function deepPages(db: Db): Promise<void> {
  const first: number[] = [];
  const deep: number[] = [];
  const bbox: ItemSearch['bbox'] = [-100, -60, 60, 70];
  let after: string | null = '';
  for (let page = 1; page <= 1050 && after !== null; page += 1) {
    const began = performance.now();
    const found: Awaited<ReturnType<typeof searchItems>> = await searchItems(db, null, {
      bbox,
      limit: 10,
      after,
    });
    if (page > 1000) deep.push(performance.now() - began);
    after = found.next;
  }
  for (let n = 0; n < 50; n += 1) {
    const began = performance.now();
    await searchItems(db, null, { bbox, limit: 10 });
    first.push(performance.now() - began);
  }
  console.log(`page 1: ${spread(first)}; pages 1001 to 1050: ${spread(deep)}`);
}

/** Each figure is asked once: afterwards it is kept. */
async function counting(db: Db, asked: readonly Query[]): Promise<void> {
  const timed = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  for (const kind of new Set(asked.map((query) => query.kind))) {
    const searches = asked
      .filter((query) => query.kind === kind && !query.leastCloudFirst)
      .slice(0, 30);
    if (searches.length === 0) continue;
    const counts: number[] = [];
    const facets: number[] = [];
    for (const query of searches) {
      const { limit: _limit, ...filter } = searchOf(query);
      counts.push(await timed(() => countItems(db, null, filter)));
      facets.push(await timed(() => aggregateItems(db, null, filter)));
    }
    console.log(
      `count ${kind.padEnd(42)} ${spread(counts).padEnd(24)} all facets ${spread(facets)}`,
    );
  }
  const world = await timed(() => countItems(db, null, {}));
  const facets = await timed(() => aggregateItems(db, null, {}));
  const again = await timed(() => aggregateItems(db, null, {}));
  console.log(
    `count of the world ${figure(world)}, all facets ${figure(facets)}, again ${figure(again, 2)}`,
  );
}

/** The STAC API's own search, in a process of its own, asked over eight connections. */
async function overHttp(url: string): Promise<void> {
  const server = fork('scripts/bench/catalogue-server.ts', {
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      DATABASE_URL: url,
      NODE_ENV: 'production',
      DEMO: '1',
      LOG_LEVEL: 'error',
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('message', (message) => resolve(Number(message)));
    server.once('exit', () => reject(new Error('the server did not start')));
  });
  const boxes = queries(200, 7).flatMap(({ kind, bbox }) =>
    bbox && kind.startsWith('city') ? [bbox] : [],
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  try {
    for (const path of ['/search', '/stac/search']) {
      let n = 0;
      const next = () =>
        `http://127.0.0.1:${port}${path}?limit=10&bbox=${boxes[n++ % boxes.length]?.join()}`;
      const round = (ms: number) =>
        load({ url: next, headers: () => ({}), connections: 8, ms, agent });
      await round(2000);
      const before = await busyMs(port);
      const { perSecond, p50, p95, failed } = await round(6000);
      const each = ((await busyMs(port)) - before) / (perSecond * 6);
      if (failed > 0) throw new Error(`${path}: ${failed} requests failed`);
      console.log(
        `${path.padEnd(14)} ${figure(perSecond, 0)} requests a second, p50 ${figure(p50)}, p95 ${figure(p95)} ms; ${figure(each, 2)} ms of processor time each`,
      );
    }
  } finally {
    agent.destroy();
    server.kill();
  }
}

const busyMs = async (port: number) =>
  Number(await (await fetch(`http://127.0.0.1:${port}/busy`)).json());
