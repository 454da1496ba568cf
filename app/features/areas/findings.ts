import type { AreaFault, AreaFaultCode } from './area-fault.ts';
import type { Ring } from './edges.ts';
import type { LonLat } from './geometry.ts';

type Touch = { a: Ring; b: Ring; at: LonLat };

/** What the edges of rings were found to do, each place once. */
export class Findings {
  /** Places where two rings of one part touch without crossing. */
  readonly touches: Touch[] = [];
  private readonly crossed = new Set<string>();
  private readonly tangledParts = new Set<number>();
  private readonly byPlace = new Map<string, { fault: AreaFault; ring: Ring; edges: number[] }>();
  private readonly spikes: { ring: Ring; at: LonLat; edges: number[] }[] = [];
  private readonly numbers: ReadonlyMap<Ring, number>;

  constructor(rings: readonly Ring[]) {
    this.numbers = new Map(rings.map((ring, number) => [ring, number]));
  }

  get count(): number {
    return this.byPlace.size + this.spikes.length;
  }

  /** A ring meets itself. */
  within(ring: Ring, code: AreaFaultCode, at: LonLat, i: number, j: number): void {
    const key = `${this.numbers.get(ring)} ${at}`;
    const known = this.byPlace.get(key);
    if (known) known.edges.push(i, j);
    else this.byPlace.set(key, { fault: faultIn(code, ring, at), ring, edges: [i, j] });
    if (known && code === 'self-intersection') known.fault = faultIn(code, ring, at);
  }

  /** A ring goes back over itself from this place on. */
  spike(ring: Ring, at: LonLat, i: number, j: number): void {
    this.spikes.push({ ring, at, edges: [i, j] });
  }

  /** Two rings cross, run along one another, or touch. */
  between(a: Ring, b: Ring, how: 'cross' | 'along' | 'touch', at: LonLat): void {
    if (how === 'touch') {
      if (a.part === b.part) this.touches.push({ a, b, at });
      return;
    }
    this.crossed.add(this.pairKey(a, b));
    if (a.part === b.part) this.tangledParts.add(a.part);
    const sameCode = how === 'cross' ? 'rings-cross' : 'hole-on-outline';
    const otherCode = how === 'cross' ? 'overlapping-parts' : 'adjacent-parts';
    const isOnePart = a.part === b.part;
    // Parts that overlap or lie side by side do so as a whole: one place says it. Crossings of a hole are mended one by one.
    const key = isOnePart && how === 'cross' ? `${this.pairKey(a, b)} ${at}` : this.partKey(a, b);
    const known = this.byPlace.get(key);
    if (known && (isOnePart || how === 'along')) return;
    const fault = faultIn(isOnePart ? sameCode : otherCode, b, at);
    if (!isOnePart) fault.params = { part: a.part + 1, other: b.part + 1 };
    this.byPlace.set(key, {
      fault: known?.fault.code === fault.code ? known.fault : fault,
      ring: b,
      edges: [],
    });
  }

  /** Whether two rings cross or share a stretch: whether one lies inside the other then has no answer. */
  haveCrossed(a: Ring, b: Ring): boolean {
    return this.crossed.has(this.pairKey(a, b));
  }

  /** Whether any two rings of a part do. */
  isPartTangled(part: number): boolean {
    return this.tangledParts.has(part);
  }

  /** Whether a ring crosses itself, so that it has no clear inside. */
  isTangled(ring: Ring): boolean {
    return [...this.byPlace.values()].some(
      (found) => found.ring === ring && found.fault.code === 'self-intersection',
    );
  }

  faults(): AreaFault[] {
    const ofSpikes = new Set(this.spikes.flatMap(({ edges }) => edges));
    // A spike's sides also touch and overlap the ring at its foot: that is the same fault.
    const others = [...this.byPlace.values()].filter(
      ({ edges }) => !edges.some((edge) => ofSpikes.has(edge)),
    );
    const own = (ring: Ring) =>
      others.filter((found) => found.ring === ring && found.fault.code === 'self-intersection');
    return [
      ...this.spikes.map(({ ring, at }) => faultIn('spike', ring, at)),
      ...others.map(({ fault, ring }) => {
        const isAlone = fault.code === 'self-intersection' && own(ring).length === 1;
        return isAlone && ring.corners.length === 4
          ? { ...fault, code: 'bow-tie' as const }
          : fault;
      }),
    ];
  }

  private pairKey(a: Ring, b: Ring): string {
    const [one = 0, two = 0] = [this.numbers.get(a), this.numbers.get(b)];
    return one < two ? `${one}/${two}` : `${two}/${one}`;
  }

  private partKey(a: Ring, b: Ring): string {
    return a.part === b.part
      ? `along ${this.pairKey(a, b)}`
      : `parts ${Math.min(a.part, b.part)}/${Math.max(a.part, b.part)}`;
  }
}

/** A fault of a ring, its place by default the ring's first corner; parts and holes are counted from 1 in words. */
export function faultIn(code: AreaFaultCode, ring: Ring, at = ring.corners[0]): AreaFault {
  return { code, ...(at && { at }), params: { part: ring.part + 1, ring: ring.index } };
}
