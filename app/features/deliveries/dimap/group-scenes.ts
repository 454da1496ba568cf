import { bboxOf, type Footprint } from './footprint.ts';
import type { ProductReport, SceneReport } from './package-report.ts';
import { commonPlatform } from './platform.ts';

/** Two products without a strip's name are of one acquisition only within this delay, and only in different bands. */
const sameAcquisitionSeconds = 30;

/**
 * Gathers products into scenes, one per acquisition: the panchromatic and multispectral products of a bundle are one
 * scene. Stereo views follow each other within seconds, so a shared strip decides wherever products name theirs; two
 * extracts of one strip that do not touch are two scenes. Products must be dated.
 */
export function groupScenes(products: readonly ProductReport[]): SceneReport[] {
  const groups: ProductReport[][] = [];
  for (const product of products) {
    const group = groups.find((members) =>
      members.every((member) => isSameAcquisition(member, product)),
    );
    if (group) group.push(product);
    else groups.push([product]);
  }
  return groups.flatMap((members) => sceneOf(members) ?? []);
}

function isSameAcquisition(a: ProductReport, b: ProductReport): boolean {
  if (a.platform !== b.platform || a.constellation !== b.constellation) return false;
  if (secondsApart(a, b) > sameAcquisitionSeconds || !mayTouch(a.footprint, b.footprint))
    return false;
  const [idsOfA, idsOfB] = [sourceIdsOf(a), sourceIdsOf(b)];
  if (idsOfA.length > 0 && idsOfB.length > 0) return idsOfA.some((id) => idsOfB.includes(id));
  return a.spectralProcessing !== b.spectralProcessing;
}

function sceneOf(members: readonly ProductReport[]): SceneReport | null {
  const times = members.flatMap(({ acquisition }) => acquisition ?? []);
  const acquiredAt = times.map(({ startsAt }) => startsAt).sort()[0];
  const acquiredUntil = times
    .map(({ endsAt }) => endsAt)
    .sort()
    .at(-1);
  // The finest product stands for the scene where one must be chosen.
  const [finest] = members.toSorted((a, b) => (a.gsdM ?? Infinity) - (b.gsdM ?? Infinity));
  if (!finest || acquiredAt === undefined || acquiredUntil === undefined) return null;
  const exact = members.find(({ footprint, approximate }) => footprint !== null && !approximate);
  const placed = finest.footprint && !finest.approximate ? finest : (exact ?? finest);
  const platform = commonPlatform(members);
  return {
    id: finest.id,
    productIds: members.map(({ id }) => id),
    platform: platform?.platform ?? null,
    constellation: platform?.constellation ?? null,
    acquiredAt,
    acquiredUntil,
    footprint: placed.footprint,
    approximate: placed.approximate,
    cloudCoverPct: worst(members.map(({ cloudCoverPct }) => cloudCoverPct)),
    incidenceDeg:
      members.map(({ incidenceDeg }) => incidenceDeg).find((deg) => deg !== null) ?? null,
    gsdM: finest.gsdM,
    sourceIds: [...new Set(members.flatMap(sourceIdsOf))],
  };
}

const sourceIdsOf = (product: ProductReport): string[] =>
  product.sources.flatMap(({ id }) => id ?? []);

function secondsApart(a: ProductReport, b: ProductReport): number {
  if (!a.acquisition || !b.acquisition) return Infinity;
  return Math.abs(Date.parse(a.acquisition.startsAt) - Date.parse(b.acquisition.startsAt)) / 1000;
}

/** Do the boxes meet? Yes where one is unknown or crosses the antimeridian, which is not worth a finer question. */
function mayTouch(a: Footprint | null, b: Footprint | null): boolean {
  if (a?.type !== 'Polygon' || b?.type !== 'Polygon') return true;
  const [westA, southA, eastA, northA] = bboxOf(a);
  const [westB, southB, eastB, northB] = bboxOf(b);
  return westA <= eastB && westB <= eastA && southA <= northB && southB <= northA;
}

function worst(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
