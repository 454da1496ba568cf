import { type Actor, activeAffiliations } from '#app/features/accounts/actor.ts';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { platformName } from '#app/features/catalogue/platform-name.ts';
import { type CatalogueRow, collectItems } from '#app/features/catalogue/search-items.server.ts';
import { mayRetrieve } from '#app/features/licences/licence.ts';
import { listAcceptances, listLicences } from '#app/features/licences/licences.server.ts';
import { viewsOf } from '#app/features/quotas/ledger.ts';
import { listSensors } from '#app/features/sensors/sensors.server.ts';
import type { Locale } from '#app/i18n/i18n.ts';
import type { Db } from '#app/lib/db.server.ts';
import { listAskedOver } from './asked-over.server.ts';
import { surveyAside } from './beside.server.ts';
import { listFreeAlternatives } from './free-alternatives.server.ts';
import type { Held, HeldScene } from './held.ts';
import { type Need, type Shortfall, shortfallsOf } from './need.ts';
import { passesOf } from './passes.ts';
import type { Survey } from './survey.ts';

/** More scenes than this over one area add nothing to what is held there; the newest are looked at. */
const maxSurveyed = 1000;
/** A longer list is not read; what a best set names is always in it. */
const maxListed = 60;

export type HeldQuestion = {
  aoi: AreaGeometry;
  need: Need;
  /** The request that is being written, which does not count as another's. */
  requestId: string | null;
  /** The scenes to count instead of those that meet the need. */
  chosen?: readonly string[];
};

/** What the archive answers to an area and a need, as far as this person may know: scenes, coverage, other requests, free imagery. */
export async function findHeld(
  db: Db,
  actor: Actor,
  question: HeldQuestion & { locale: Locale },
): Promise<Held> {
  const { aoi, need, requestId, locale } = question;
  const [{ judged, found }, ready, asked, free] = await Promise.all([
    surveyHeld(db, actor, question),
    licencesReadyFor(db, actor),
    listAskedOver(db, actor, { aoi, butId: requestId }),
    listFreeAlternatives(db, { aoi, need, locale }),
  ]);
  const scenes = judged.map((scene) => heldScene(scene, found, ready));
  return {
    need,
    coverage: found.coverage,
    meetingPct: found.meetingPct,
    scenes: listed(scenes, found.best),
    sceneCount: scenes.length,
    best: found.best,
    asked,
    free,
  };
}

/** The share of an area that scenes which meet the need hold, and what a review wants to know of it. Heavy as the whole. */
export async function findHeldShare(
  db: Db,
  actor: Actor,
  question: HeldQuestion,
): Promise<{ pct: number; heldHa: number; scenes: number }> {
  const { judged, found } = await surveyHeld(db, actor, { ...question, chosen: undefined });
  const scenes = judged.filter(({ shortfalls }) => shortfalls.length === 0).length;
  return { pct: found.coverage.heldPct, heldHa: found.coverage.heldHa, scenes };
}

type Judged = {
  row: CatalogueRow & { footprint: AreaGeometry };
  shortfalls: Shortfall[];
  counted: boolean;
};

async function surveyHeld(
  db: Db,
  actor: Actor,
  { aoi, need, chosen }: Omit<HeldQuestion, 'chosen'> & { chosen?: readonly string[] | undefined },
): Promise<{ judged: Judged[]; found: Survey }> {
  const rows = await scenesOver(db, actor, aoi);
  const passes = passesOf(rows);
  const judged = passes.flatMap((pass) =>
    pass.map((row) => {
      const shortfalls = shortfallsOf({ ...row, views: pass.length }, need);
      const counted = chosen ? chosen.includes(row.id) : shortfalls.length === 0;
      return { row, shortfalls, counted, pass: pass[0]?.id ?? row.id };
    }),
  );
  const found = await surveyAside({
    aoi,
    views: viewsOf(need.mode),
    scenes: judged.map(({ row, shortfalls, counted, pass }) => ({
      id: row.id,
      footprint: row.footprint,
      acquiredAt: row.acquiredAt,
      cloudCoverPct: row.cloudCoverPct,
      pass,
      meets: shortfalls.length === 0,
      counted,
    })),
  });
  return { judged, found };
}

async function scenesOver(db: Db, actor: Actor, aoi: AreaGeometry) {
  const rows = await collectItems(db, actor, { intersects: aoi, max: maxSurveyed });
  const sensors = new Map((await listSensors(db)).map((sensor) => [sensor.id, sensor]));
  return rows.flatMap(({ footprint, ...row }) => {
    if (!footprint) return [];
    // The trial provider's pixels are as large as its files are small: the sensor's own stand for them.
    const sensor = row.synthetic ? sensors.get(row.sensorId) : undefined;
    const gsdM = sensor ? (sensor.gsdPanM ?? sensor.gsdMsM) : row.gsdM;
    return [{ ...row, footprint, gsdM }];
  });
}

/** The licences under which this person may retrieve today. */
async function licencesReadyFor(db: Db, actor: Actor): Promise<Set<string>> {
  const mine = await listAcceptances(db, actor);
  const entityIds = activeAffiliations(actor).map(({ entityId }) => entityId);
  const ready = (await listLicences(db)).filter(
    ({ version }) => mayRetrieve(entityIds, version.id, mine).ok,
  );
  return new Set(ready.map(({ id }) => id));
}

function heldScene(
  { row, shortfalls, counted }: Judged,
  found: Survey,
  ready: Set<string>,
): HeldScene {
  const { insideHa = 0, insidePct = 0 } = found.inside[row.id] ?? {};
  return {
    id: row.id,
    platformName: platformName(row.platform),
    sensorName: row.sensorName,
    acquiredAt: row.acquiredAt.toISOString(),
    cloudCoverPct: row.cloudCoverPct,
    gsdM: row.gsdM,
    insideHa,
    insidePct,
    shortfalls,
    counted,
    access: ready.has(row.licenceId) ? 'ready' : 'licence',
  };
}

function listed(scenes: HeldScene[], best: Held['best']): HeldScene[] {
  const named = new Set(Object.values(best).flat());
  const order = (scene: HeldScene) => (scene.shortfalls.length === 0 ? 0 : 1);
  const sorted = scenes
    .filter(({ insideHa }) => insideHa > 0)
    .sort(
      (a, b) =>
        order(a) - order(b) ||
        b.insidePct - a.insidePct ||
        b.acquiredAt.localeCompare(a.acquiredAt) ||
        a.id.localeCompare(b.id),
    );
  return sorted.filter(({ id }, rank) => rank < maxListed || named.has(id));
}
