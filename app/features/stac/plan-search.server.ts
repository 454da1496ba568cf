import { and, type SQL } from 'drizzle-orm';
import type { Geometry } from 'geojson';
import type { ItemFilter } from '#app/features/catalogue/item-filters.server.ts';
import type { CatalogueRow } from '#app/features/catalogue/item-rows.server.ts';
import { BadParameter } from './bad-parameter.ts';
import type { Condition } from './cql2/condition.ts';
import { evaluate, type RecordOf } from './cql2/evaluate.ts';
import { FilterSql } from './cql2/filter-sql.server.ts';
import { choiceOf, conjuncts, regionOf, type Span, spanOf } from './cql2/plan-filter.ts';
import { loadSpatial, type Spatial } from './cql2/relate.server.ts';
import type { QueryableName } from './queryables.ts';
import { safeDate } from './safe-date.ts';
import type { StacSearch } from './search-request.ts';

type Asked = Pick<
  StacSearch,
  'bbox' | 'intersects' | 'interval' | 'ids' | 'collections' | 'filter'
>;

/**
 * What a search asks, as the catalogue understands it. Of a CQL2 filter, the time and the place go to the indexes, what the
 * database can say to the database, and the rest is asked of the rows. @throws BadParameter for surfaces that cross themselves
 */
export async function planSearch(asked: Asked): Promise<ItemFilter> {
  const { bbox, intersects, ids, collections, filter } = asked;
  const spatial = intersects || usesPlaces(filter) ? await loadSpatial() : null;
  if (spatial && intersects) refuseFaulty(spatial, intersects, 'intersects');
  const parts = filter ? planFilter(filter, intersects, spatial) : null;
  const { from, to } = spanTogether(asked);
  const place = intersects ?? parts?.place;
  const named = ids ?? (filter && choiceOf(filter, 'id'));
  return {
    ...(bbox && { bbox }),
    ...(place && { intersects: place }),
    ...(Number.isFinite(from) && { from: safeDate(from) }),
    ...(Number.isFinite(to) && { to: safeDate(to) }),
    ...(named && { ids: named }),
    ...(collections && { sensorIds: collections }),
    ...(parts?.where && { where: parts.where }),
    ...(parts?.matches && { matches: parts.matches }),
  };
}

function spanTogether({ interval, filter }: Asked): Span {
  const of = filter ? spanOf(filter, 'datetime') : { from: -Infinity, to: Infinity };
  return {
    from: Math.max(of.from, interval?.from?.getTime() ?? -Infinity),
    to: Math.min(of.to, interval?.to?.getTime() ?? Infinity),
  };
}

/** What is asked of the rows, one by one, may take so long for one search. */
const mostMs = 600;

type FilterParts = {
  where: SQL | undefined;
  matches: ((row: CatalogueRow) => boolean) | null;
  /** What has to be touched, when the search names no place of its own. */
  place: Geometry | null;
};

function planFilter(
  filter: Condition,
  intersects: Geometry | null,
  spatial: Spatial | null,
): FilterParts {
  if (spatial) refuseFaultyIn(filter, spatial);
  const rest: Condition[] = [];
  let place: Geometry | null = null;
  for (const part of conjuncts(filter)) {
    const region = intersects || place ? null : regionOf(part);
    if (region) place = together(region.geometries);
    if (!region?.exact) rest.push(part);
  }
  const writer = new FilterSql();
  const said = rest.map((part) => ({ part, exact: writer.exact(part) }));
  // What is quick to ask comes first.
  const asked = said
    .flatMap(({ part, exact }) => (exact === null ? [part] : []))
    .toSorted((a, b) => Number(mentionsPlaces(a)) - Number(mentionsPlaces(b)));
  const where = and(...said.map(({ part, exact }) => exact ?? writer.necessary(part) ?? undefined));
  const relate = spatial?.relate ?? (() => false);
  let spentMs = 0;
  const matches = (row: CatalogueRow) => {
    const began = performance.now();
    if (spentMs > mostMs) {
      throw new BadParameter('filter', 'it takes too long: ask for a smaller place or time too.');
    }
    const of = recordOf(row);
    const answer = asked.every((part) => evaluate(part, of, relate) === true);
    spentMs += performance.now() - began;
    return answer;
  };
  return { where, matches: asked.length > 0 ? matches : null, place };
}

const together = (geometries: Geometry[]): Geometry => {
  const [first] = geometries;
  return geometries.length === 1 && first ? first : { type: 'GeometryCollection', geometries };
};

/** What a row says of each queryable. */
function recordOf(row: CatalogueRow): RecordOf {
  const at = (date: Date) => ({ ms: date.getTime(), day: false });
  return (name) => {
    switch (name as QueryableName) {
      case 'id':
        return row.id;
      case 'collection':
        return row.sensorId;
      case 'geometry':
        return row.footprint;
      case 'datetime':
        return at(row.acquiredAt);
      case 'created':
        return at(row.createdAt);
      case 'platform':
        return row.platform;
      case 'gsd':
        return row.gsdM;
      case 'eo:cloud_cover':
        return row.cloudCoverPct;
      case 'view:incidence_angle':
        return row.incidenceDeg;
    }
  };
}

/** The geometries that a filter names, however deep. */
function geometriesIn(condition: Condition): Geometry[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(geometriesIn);
    case 'not':
    case 'unknown':
      return geometriesIn(condition.of);
    case 'spatial':
      return [condition.left, condition.right].flatMap((place) =>
        place.kind === 'geometry' ? [place.geometry] : [],
      );
    default:
      return [];
  }
}

const usesPlaces = (filter: Condition | null): boolean => filter !== null && mentionsPlaces(filter);

function mentionsPlaces(condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.some(mentionsPlaces);
    case 'not':
    case 'unknown':
      return mentionsPlaces(condition.of);
    default:
      return condition.kind === 'spatial';
  }
}

function refuseFaultyIn(filter: Condition, spatial: Spatial): void {
  for (const geometry of geometriesIn(filter)) refuseFaulty(spatial, geometry, 'filter');
}

function refuseFaulty({ faultOf }: Spatial, geometry: Geometry, parameter: string): void {
  const fault = faultOf(geometry);
  if (fault) throw new BadParameter(parameter, `the geometry is not valid: ${fault}.`);
}
