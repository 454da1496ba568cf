import { z } from 'zod';
import { type AcquisitionMode, viewsOf } from '#app/features/quotas/ledger.ts';
import { type RequestForm, sensorsOf } from '#app/features/requests/request-schema.ts';

/** What an image must be to serve. Days are `YYYY-MM-DD`, both included; null asks for nothing. */
export type Need = {
  from: string | null;
  to: string | null;
  maxGsdM: number | null;
  maxCloudPct: number | null;
  mode: AcquisitionMode;
};

/** Anything goes. */
export const anyNeed: Need = {
  from: null,
  to: null,
  maxGsdM: null,
  maxCloudPct: null,
  mode: 'mono',
};

/** From this share of the area on, what is held has to be answered for: a request then says why it does not do. */
export const archiveSharePct = 50;

/**
 * How much coarser than asked a scene may be and still count: the pixel of one and the same sensor grows by about a fifth
 * between the nadir and the 30° of incidence that are usually accepted.
 */
const gsdTolerance = 1.2;

/** What is known of a scene that a need asks about. */
export type NeededScene = {
  acquiredAt: Date;
  gsdM: number | null;
  cloudCoverPct: number | null;
  /** How many scenes of its own pass show the area, itself included. */
  views: number;
};

/** Why a scene that is held does not meet the need, with the scene's own figures. */
export type Shortfall = {
  code: 'older' | 'newer' | 'coarser' | 'gsd-unknown' | 'cloudier' | 'cloud-unknown' | 'few-views';
  params: Record<string, string | number>;
};

/** All that a scene lacks of what was asked; empty when it may do. */
export function shortfallsOf(scene: NeededScene, need: Need): Shortfall[] {
  return [
    ...ofDate(scene, need),
    ...ofGsd(scene, need),
    ...ofCloud(scene, need),
    ...ofViews(scene, need),
  ];
}

function ofDate({ acquiredAt }: NeededScene, { from, to }: Need): Shortfall[] {
  const day = acquiredAt.toISOString().slice(0, 10);
  if (from !== null && day < from) return [{ code: 'older', params: { day: from } }];
  if (to !== null && day > to) return [{ code: 'newer', params: { day: to } }];
  return [];
}

function ofGsd({ gsdM }: NeededScene, { maxGsdM }: Need): Shortfall[] {
  if (maxGsdM === null) return [];
  if (gsdM === null) return [{ code: 'gsd-unknown', params: {} }];
  return gsdM > maxGsdM * gsdTolerance ? [{ code: 'coarser', params: { gsdM, maxGsdM } }] : [];
}

function ofCloud({ cloudCoverPct }: NeededScene, { maxCloudPct }: Need): Shortfall[] {
  if (maxCloudPct === null || maxCloudPct >= 100) return [];
  if (cloudCoverPct === null) return [{ code: 'cloud-unknown', params: {} }];
  return cloudCoverPct > maxCloudPct
    ? [{ code: 'cloudier', params: { cloudPct: cloudCoverPct, maxCloudPct } }]
    : [];
}

function ofViews({ views }: NeededScene, { mode }: Need): Shortfall[] {
  const wanted = viewsOf(mode);
  return views < wanted ? [{ code: 'few-views', params: { views, wanted } }] : [];
}

type SensorGsd = { id: string; gsdPanM: number | null; gsdMsM: number };

/**
 * The need behind the answers of a request. An archive is asked for days that have passed; an acquisition for days to
 * come, so that an image does when it is not older, on the first of them, than the years the person allows. The pixel is
 * that of the coarsest sensor asked for, since any of them would do.
 */
export function needOf(
  answers: Partial<RequestForm>,
  { sensors, today }: { sensors: readonly SensorGsd[]; today: string },
): Need {
  const asked = sensorsOf(answers).flatMap((id) => sensors.find((s) => s.id === id) ?? []);
  const pixels = asked.map(({ gsdPanM, gsdMsM }) =>
    answers.bands === 'multispectral' ? gsdMsM : (gsdPanM ?? gsdMsM),
  );
  const past = answers.kind === 'archive';
  return {
    from: past ? (answers.windowFrom ?? null) : oldestDay(answers, today),
    to: past ? (answers.windowTo ?? null) : null,
    maxGsdM: pixels.length > 0 ? Math.max(...pixels) : null,
    maxCloudPct: answers.maxCloudPct ?? null,
    mode: answers.mode ?? 'mono',
  };
}

function oldestDay({ archiveYears = '3', windowFrom }: Partial<RequestForm>, today: string) {
  if (archiveYears === 'any') return null;
  const [year = '', ...rest] = (windowFrom ?? today).split('-');
  return [String(Number(year) - Number(archiveYears)).padStart(4, '0'), ...rest].join('-');
}

const day = z.iso.date().nullable().catch(null);
const needSchema = z.object({
  from: day,
  to: day,
  maxGsdM: z.number().positive().nullable().catch(null),
  maxCloudPct: z.number().min(0).max(100).nullable().catch(null),
  mode: z.enum(['mono', 'stereo', 'tristereo']).catch('mono'),
});

/** A need from a JSON text. What it leaves out or says wrongly asks for nothing. */
export function readNeed(text: string): Need {
  try {
    return needSchema.parse(JSON.parse(text));
  } catch {
    return anyNeed;
  }
}
