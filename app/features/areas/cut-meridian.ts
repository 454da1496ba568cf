import type { Position } from 'geojson';
import { signedPlanarArea, wind } from './geometry.ts';

/**
 * A corner in the plane: its x is `lon + 360 * turn`. The turn is kept apart so that a longitude that comes back to where it
 * was is the same number, to the last bit.
 */
export type Corner = { lon: number; turn: number; lat: number };

export const xOf = ({ lon, turn }: Corner) => lon + 360 * turn;

/** An open ring. */
export type PlaneRing = Corner[];

/** Narrower than this, in degrees, is what rounding leaves beside a meridian: 0.1 mm. */
const HAIR_DEG = 1e-9;

/**
 * Cuts a polygon (outer ring first) at the meridian x = `at`, which is 180 and whole turns: what lies west of it, and what
 * lies east. A corner on the meridian counts as east, so that every edge either crosses or does not. The boundary crosses the
 * meridian an even number of times; sorted by latitude, inside lies between the first and the second, the third and the
 * fourth, and so on.
 */
export function cutAtMeridian(
  rings: PlaneRing[],
  at: number,
): { west: PlaneRing[][]; east: PlaneRing[][] } {
  const isWest = (corner: Corner) => xOf(corner) < at;
  const oriented = rings.map((ring, n) => orient(ring, n === 0 ? 1 : -1));
  const crossing = oriented.filter((ring) => ring.some(isWest) && !ring.every(isWest));
  const whole = oriented.filter((ring) => !crossing.includes(ring));
  const chains = crossing.flatMap((ring) => chainsOf(ring, at, isWest));
  const side = (west: boolean) => {
    const cut = join(chains.filter((chain) => chain.west === west));
    const own = whole.filter((ring) => ring.some(isWest) === west);
    return assemble(
      [...cut, ...own.filter((ring) => ring === oriented[0])],
      own.filter((ring) => ring !== oriented[0]),
    );
  };
  return { west: side(true), east: side(false) };
}

/** A run of corners on one side, from where the boundary enters it to where it leaves; both places are on the meridian. */
type Chain = { west: boolean; corners: Corner[]; enter: number; leave: number };

function chainsOf(ring: PlaneRing, at: number, isWest: (corner: Corner) => boolean): Chain[] {
  const start = ring.findIndex((corner, i) => isWest(corner) !== isWest(before(ring, i)));
  const turned = [...ring.slice(start), ...ring.slice(0, start)];
  const chains: Chain[] = [];
  for (const [i, corner] of turned.entries()) {
    const west = isWest(corner);
    const last = chains[chains.length - 1];
    if (last?.west === west) {
      last.corners.push(corner);
      continue;
    }
    const lat = latAt(before(turned, i), corner, at);
    if (last) last.leave = lat;
    chains.push({ west, corners: [corner], enter: lat, leave: Number.NaN });
  }
  const [first] = chains;
  const last = chains[chains.length - 1];
  if (first && last) last.leave = first.enter;
  return chains.map((chain) => ({ ...chain, corners: withEnds(chain, at) }));
}

function withEnds({ west, corners, enter, leave }: Chain, at: number): Corner[] {
  const on = (lat: number): Corner => ({
    lon: west ? 180 : -180,
    turn: Math.round((at - 180) / 360) + (west ? 0 : 1),
    lat,
  });
  return [on(enter), ...corners, on(leave)];
}

/** Joins the runs of one side along the meridian into rings: each leaves where the next along it enters. */
function join(chains: Chain[]): PlaneRing[] {
  const ends = chains
    .flatMap((chain) => [
      { chain, lat: chain.enter, enters: true },
      { chain, lat: chain.leave, enters: false },
    ])
    .sort((a, b) => a.lat - b.lat || Number(a.enters) - Number(b.enters));
  const next = new Map<Chain, Chain>();
  for (let i = 0; i + 1 < ends.length; i += 2) {
    const [a, b] = [ends[i], ends[i + 1]];
    if (a && b && a.enters !== b.enters)
      next.set(a.enters ? b.chain : a.chain, a.enters ? a.chain : b.chain);
  }
  const rings: PlaneRing[] = [];
  const used = new Set<Chain>();
  for (const first of chains) {
    const ring: PlaneRing = [];
    for (let chain: Chain | undefined = first; chain && !used.has(chain); chain = next.get(chain)) {
      used.add(chain);
      ring.push(...chain.corners);
    }
    if (ring.length > 0) rings.push(withoutRepeats(ring));
  }
  return rings.filter(isWide);
}

/** Gives each hole to the outer ring around it. */
function assemble(shells: PlaneRing[], holes: PlaneRing[]): PlaneRing[][] {
  const polygons = shells.map((shell) => [shell]);
  for (const hole of holes) {
    const inside = polygons.find(([shell]) => shell && hole[0] && isAround(shell, hole[0]));
    (inside ?? polygons[0])?.push(hole);
  }
  return polygons;
}

/** Whether the corner lies in the ring, by counting edges to its east; one on the ring may be told either way. */
export function isAround(ring: PlaneRing, corner: Corner): boolean {
  const x = xOf(corner);
  let inside = false;
  for (const [i, b] of ring.entries()) {
    const a = before(ring, i);
    if (a.lat > corner.lat !== b.lat > corner.lat) {
      const share = (corner.lat - a.lat) / (b.lat - a.lat);
      if (x < xOf(a) + share * (xOf(b) - xOf(a))) inside = !inside;
    }
  }
  return inside;
}

/** The latitude at which the edge passes the meridian: a corner's own where it is on it. */
export function latAt(a: Corner, b: Corner, at: number): number {
  if (xOf(a) === at) return a.lat;
  if (xOf(b) === at) return b.lat;
  return a.lat + ((at - xOf(a)) / (xOf(b) - xOf(a))) * (b.lat - a.lat);
}

function before(ring: PlaneRing, i: number): Corner {
  const corner = ring[(i + ring.length - 1) % ring.length];
  if (!corner) throw new RangeError('a ring without corners has no edges');
  return corner;
}

const orient = (ring: PlaneRing, direction: 1 | -1): PlaneRing => {
  const area = signedPlanarArea(ring.map((corner) => [xOf(corner), corner.lat]));
  return area * direction < 0 ? [...ring].reverse() : ring;
};

const withoutRepeats = (ring: PlaneRing) =>
  ring.filter((corner, i) => {
    const previous = before(ring, i);
    return xOf(corner) !== xOf(previous) || corner.lat !== previous.lat;
  });

function isWide(ring: PlaneRing): boolean {
  const xs = ring.map(xOf);
  return ring.length >= 3 && Math.max(...xs) - Math.min(...xs) > HAIR_DEG;
}

/** The rings as GeoJSON, moved by whole turns so that `turn` becomes 0. */
export function toPositions(rings: PlaneRing[], turn: number): Position[][] {
  return rings.map((ring, n) => {
    const open = ring.map((corner) => [
      corner.turn === turn ? corner.lon : corner.lon + 360 * (corner.turn - turn),
      corner.lat,
    ]);
    const [first = []] = open;
    return wind([...open, [...first]], n === 0 ? 1 : -1);
  });
}
