import { asc, eq } from 'drizzle-orm';
import { type AreaGeometry, type BBox, boundingBox, boxesMeet } from '#app/features/areas/area.ts';
import { sourceUrl } from '#app/features/offers/source-url.ts';
import type { Locale } from '#app/i18n/i18n.ts';
import type { Db } from '#app/lib/db.server.ts';
import { freeSources } from '#db/schema.ts';
import { overlapsAside } from './beside.server.ts';
import type { FreeAlternative } from './held.ts';
import type { Need } from './need.ts';

/** What costs nothing and exists over an area in the days that would do, in the desk's order; `coarser` marks what is less than asked. */
export async function listFreeAlternatives(
  db: Db,
  { aoi, need, locale }: { aoi: AreaGeometry; need: Need; locale: Locale },
): Promise<FreeAlternative[]> {
  const box = boundingBox(aoi);
  if (!box) return [];
  const rows = await db
    .select()
    .from(freeSources)
    .where(eq(freeSources.active, true))
    .orderBy(asc(freeSources.position));
  const inTime = rows.filter((row) => overlapsDays(row, need));
  const here = await idsOver(inTime, aoi, box);
  return inTime
    .filter(({ id }) => here.has(id))
    .map(({ id, name, summary, gsdM, url }) => ({
      id,
      name: name[locale],
      summary: summary[locale],
      gsdM,
      url: sourceUrl(url, box),
      coarser: need.maxGsdM !== null && gsdM > need.maxGsdM,
    }));
}

const overlapsDays = (
  { fromDay, toDay }: { fromDay: string | null; toDay: string | null },
  { from, to }: Need,
) =>
  (toDay === null || from === null || toDay >= from) &&
  (fromDay === null || to === null || fromDay <= to);

type Source = typeof freeSources.$inferSelect;

/** The sources that exist over the area; one without a coverage is everywhere. */
async function idsOver(
  sources: readonly Source[],
  aoi: AreaGeometry,
  box: BBox,
): Promise<ReadonlySet<string>> {
  const near = sources.flatMap(({ id, coverage }) => {
    const other = coverage && boundingBox(coverage);
    return coverage && other && boxesMeet(box, other) ? [{ id, aoi: coverage }] : [];
  });
  const found = await overlapsAside(
    [{ id: '', aoi }, ...near],
    near.map((_, i) => [0, i + 1] as const),
  );
  const everywhere = sources.filter(({ coverage }) => coverage === null);
  return new Set([...everywhere.map(({ id }) => id), ...found.map(({ b }) => b)]);
}
