import type { Db } from '#app/lib/db.server.ts';
import {
  type Aggregation,
  aggregateItems,
  type Facet as Counting,
} from './aggregate-items.server.ts';
import { type CatalogueQuery, filtersOf } from './catalogue-query.ts';
import { countItems } from './count-items.server.ts';
import { type Counted, cloudSteps, type Facet, facetsOf, yearsOf } from './facets.ts';
import { platformName } from './platform-name.ts';
import { filterOf } from './search-of.server.ts';
import { type Timeline, timelineOf } from './timeline.ts';
import type { Viewer } from './visibility.server.ts';

export type CatalogueFigures = { total: number; facets: Facet[]; timeline: Timeline };

/**
 * How many scenes a search finds, and how many it would find with another choice. A facet counts the search without its own
 * choice: where none is made, one reading answers for several.
 */
export async function catalogueFigures(
  db: Db,
  viewer: Viewer,
  query: CatalogueQuery,
  sensors: readonly { id: string; name: string }[],
): Promise<CatalogueFigures> {
  const asked = filtersOf(query);
  const ask = (change: Partial<CatalogueQuery>, wanted: Counting[]) =>
    aggregateItems(db, viewer, filterOf({ ...asked, ...change }), wanted);
  const whole = await ask({}, ['sensor', 'platform', 'month']);
  const listOf = async (
    isChosen: boolean,
    change: Partial<CatalogueQuery>,
    counting: 'sensor' | 'platform' | 'month',
  ): Promise<Counted[]> => bucketsOf(isChosen ? await ask(change, [counting]) : whole, counting);
  const months = await listOf(
    query.from !== null || query.to !== null,
    { from: null, to: null },
    'month',
  );
  const counted = {
    sensors: await listOf(query.sensorIds.length > 0, { sensorIds: [] }, 'sensor'),
    platforms: await listOf(query.platforms.length > 0, { platforms: [] }, 'platform'),
    years: yearsOf(months),
    clouds: await countClouds(db, viewer, asked),
  };
  const names = new Map(sensors.map(({ id, name }) => [id, name]));
  return {
    total: whole.total,
    facets: facetsOf(query, counted, {
      sensor: (id) => names.get(id) ?? id,
      platform: platformName,
    }),
    timeline: timelineOf(months, query),
  };
}

const bucketsOf = ({ buckets }: Aggregation, counting: 'sensor' | 'platform' | 'month') =>
  buckets[counting] ?? [];

async function countClouds(db: Db, viewer: Viewer, asked: CatalogueQuery): Promise<Counted[]> {
  return Promise.all(
    cloudSteps.map(async (maxCloudPct) => ({
      value: String(maxCloudPct),
      count: await countItems(db, viewer, filterOf({ ...asked, maxCloudPct })),
    })),
  );
}
