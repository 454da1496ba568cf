import type { Statement } from 'better-sqlite3';
import { boundsOf, partsOf } from '#app/features/catalogue/bounds.ts';
import { meets, shapeOf, shapeOfBox } from '#app/features/catalogue/meets.ts';
import type { Db } from '#db/client.server.ts';
import { usesPostgres } from '#db/kit.ts';
import { openRTree } from './catalogue-file.ts';
import type { Query } from './catalogue-world.ts';

const isPublic = `withdrawn_at is null and visibility = 'public'
  and (embargo_until is null or embargo_until <= ${Date.now()})`;

/** The same searches by place, where there is one, then time: what the R*Tree finds is filtered, sorted and looked at until there is enough. */
export function rTreeOf(url: string): (query: Query) => string[] | null {
  const client = openRTree(url);
  const statements = new Map<string, Statement>();
  return (query) => {
    const shape = query.intersects
      ? shapeOf(query.intersects)
      : query.bbox
        ? shapeOfBox(query.bbox)
        : null;
    const bounds = query.intersects ? boundsOf(query.intersects) : query.bbox;
    const parts = bounds ? partsOf(bounds) : [];
    if (parts.length === 0) return null;
    const place = 'west <= ? and east >= ? and south <= ? and north >= ?';
    const near = `select distinct id / 2 as near_no from boxes where ${parts.map(() => place).join(' or ')}`;
    const conditions = [
      'items.row_no = near_no',
      isPublic,
      ...(query.from ? ['acquired_at >= ?'] : []),
      ...(query.to ? ['acquired_at <= ?'] : []),
      ...(query.maxCloudPct === undefined ? [] : ['cloud_cover_pct <= ?']),
    ];
    const order = query.leastCloudFirst
      ? 'cloud_cover_pct is null, cloud_cover_pct, row_no'
      : 'acquired_at desc, row_no desc';
    const text = `select id, footprint from (${near}) cross join items
      where ${conditions.join(' and ')} order by ${order}`;
    const statement = statements.get(text) ?? client.prepare(text).raw();
    statements.set(text, statement);
    const values = [
      ...parts.flatMap(([west, south, east, north]) => [east, west, north, south]),
      ...[query.from, query.to].flatMap((at) => (at ? [at.getTime()] : [])),
      ...(query.maxCloudPct === undefined ? [] : [query.maxCloudPct]),
    ];
    const found: string[] = [];
    for (const row of statement.iterate(...values)) {
      const [id, footprint] = row as [string, string];
      if (!shape || meets(JSON.parse(footprint), shape)) found.push(id);
      if (found.length === query.limit) break;
    }
    return found;
  };
}

type Seen = { id: string; rowNo: number; at: number; cloud: number | null };

/** Every scene compared with every one of these searches: slow, plain, and right. */
export async function bruteForce(db: Db, asked: readonly Query[]): Promise<Map<Query, string[]>> {
  const tests = asked.map((query) => ({
    query,
    shape: query.intersects
      ? shapeOf(query.intersects)
      : query.bbox
        ? shapeOfBox(query.bbox)
        : null,
    seen: [] as Seen[],
  }));
  const place = usesPostgres ? '$1' : '?1';
  for (let last = 0; ; ) {
    const rows = await db.rows(
      `select row_no, id, acquired_at, cloud_cover_pct, footprint, withdrawn_at, visibility, embargo_until
        from items where row_no > ${place} order by row_no limit 20000`,
      [last],
    );
    if (rows.length === 0) break;
    last = Number(rows.at(-1)?.[0]);
    for (const row of rows) look(row, tests);
  }
  return new Map(tests.map(({ query, seen }) => [query, firstOf(query, seen)]));
}

type Test = { query: Query; shape: ReturnType<typeof shapeOf> | null; seen: Seen[] };

function look(row: unknown[], tests: readonly Test[]): void {
  const [rowNo, id, acquiredAt, cloudPct, written, withdrawnAt, visibility, embargoUntil] = row;
  const at = Number(acquiredAt);
  const isKnown = withdrawnAt === null && visibility === 'public';
  if (!isKnown || (embargoUntil !== null && Number(embargoUntil) > Date.now())) return;
  const footprint = typeof written === 'string' ? JSON.parse(written) : written;
  const cloud = cloudPct === null ? null : Number(cloudPct);
  for (const { query, shape, seen } of tests) {
    if (query.from && at < query.from.getTime()) continue;
    if (query.to && at > query.to.getTime()) continue;
    if (query.maxCloudPct !== undefined && (cloud === null || cloud > query.maxCloudPct)) continue;
    if (shape && !(footprint && meets(footprint, shape))) continue;
    seen.push({ id: String(id), rowNo: Number(rowNo), at, cloud });
  }
}

function firstOf(query: Query, seen: Seen[]): string[] {
  const inOrder = query.leastCloudFirst
    ? (a: Seen, b: Seen) => (a.cloud ?? 1000) - (b.cloud ?? 1000) || a.rowNo - b.rowNo
    : (a: Seen, b: Seen) => b.at - a.at || b.rowNo - a.rowNo;
  return seen
    .sort(inOrder)
    .slice(0, query.limit)
    .map(({ id }) => id);
}
