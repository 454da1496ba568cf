import type { Polygon } from 'geojson';
import type {
  ProviderAttempt,
  ProviderOrderSpec,
  ProviderOrderStatus,
} from '#app/features/orders/provider.ts';
import { randomFrom } from './sandbox-random.ts';
import { type Box, polygonOf, stripsOver } from './sandbox-strips.ts';

/**
 * What an order's comment may ask of the sandbox, so that a person or a test can see each end on purpose:
 * - `sandbox:clear`    no cloud, no failure: every strip at its first attempt;
 * - `sandbox:partial`  as clear, in at least two strips (halves of a small area), hence at least two deliveries;
 * - `sandbox:half`     as partial, but the last strip stays under cloud: expires with a part delivered;
 * - `sandbox:expire`   every attempt is cloudy: expires with nothing delivered (needs a threshold under 100 %);
 * - `sandbox:fail`     the order fails at its first attempt.
 */
export type SandboxScenario = 'clear' | 'partial' | 'half' | 'expire' | 'fail';

export function scenarioOf(comment: string | null | undefined): SandboxScenario | null {
  const word = /\bsandbox:(\w+)/.exec(comment ?? '')?.[1];
  return scenarios.find((scenario) => scenario === word) ?? null;
}

const scenarios: readonly SandboxScenario[] = ['clear', 'partial', 'half', 'expire', 'fail'];

export type PlanOptions = {
  seed: number;
  /** Simulated time of the order; nothing is tried before. The start of the window where not said. */
  placedAt?: Date;
  /** Probability that an attempt makes the whole order fail; 0. */
  failureRate?: number;
  /** Probability that clouds spoil an attempt; 0.4. */
  cloudiness?: number;
};

/** One look at the strip; mono has one, stereo two, tristereo three, within a minute and a half. */
export type SimulatedView = { acquiredAt: Date; incidenceDeg: number; azimuthDeg: number };

export type SimulatedAttempt = {
  /** Constant for one order and seed: the rank of the attempt, from 1. */
  rank: number;
  plannedAt: Date;
  outcome: 'validated' | 'cloudy' | 'failed';
  /** When the outcome is known. */
  decidedAt: Date;
  /** When the parcel is ready; null but for a validated attempt. */
  deliveredAt: Date | null;
  cloudCoverPct: number;
  incidenceDeg: number;
  footprint: Polygon;
  views: SimulatedView[];
};

export type SimulatedPlan = {
  placedAt: Date;
  collectsFrom: Date;
  attempts: SimulatedAttempt[];
  end: 'completed' | 'expired' | 'failed';
  endsAt: Date;
  /** How many passes it takes to cover the area. */
  strips: number;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Simulated delays of a desk at work: to accept, to judge an image, to produce it. */
const delays = { acceptMs: 6 * hourMs, judgeMs: 6 * hourMs, produceMs: dayMs };

/**
 * The whole life of an order, decided at once and always the same for one specification and seed. A pass comes about every
 * two or three days at 10:30 local solar time, as the Sun-synchronous orbits of Pléiades and SPOT do at French latitudes,
 * films one strip, and is `cloudy` exactly where its cloud cover exceeds what was accepted.
 */
export function planOrder(spec: ProviderOrderSpec, options: PlanOptions): SimulatedPlan {
  const placedAt = options.placedAt ?? spec.windowFrom;
  const collectsFrom = latest(placedAt, spec.windowFrom);
  const scenario = scenarioOf(spec.comment);
  const random = randomFrom(options.seed);
  const halves = scenario === 'partial' || scenario === 'half';
  const strips = stripsOver(spec.aoi, spec.swathKm, halves ? 2 : 1);
  const luck = luckOf(scenario, options, strips.length);
  const times = passTimes(spec, collectsFrom, luck.certain ? strips.length : 1, random);
  const plan: SimulatedPlan = {
    placedAt,
    collectsFrom,
    attempts: [],
    end: 'expired',
    endsAt: latest(spec.windowTo, collectsFrom),
    strips: strips.length,
  };
  let done = 0;
  for (const plannedAt of times) {
    const strip = strips[done];
    if (!strip) break;
    const attempt = attemptAt(
      spec,
      plannedAt,
      strip,
      plan.attempts.length + 1,
      luck.at(done),
      random,
    );
    plan.attempts.push(attempt);
    if (attempt.outcome === 'failed') return { ...plan, end: 'failed', endsAt: attempt.decidedAt };
    if (attempt.outcome === 'validated') done += 1;
  }
  const lastDelivery =
    plan.attempts.findLast(({ deliveredAt }) => deliveredAt)?.deliveredAt ?? null;
  if (done === strips.length && lastDelivery)
    return { ...plan, end: 'completed', endsAt: lastDelivery };
  return { ...plan, endsAt: latest(plan.endsAt, lastDelivery ?? plan.endsAt) };
}

/** What is seen of a plan at one moment of simulated time. */
export type PlanState = {
  status: ProviderOrderStatus;
  reasonCode?: string;
  attempts: (Omit<ProviderAttempt, 'reference'> & { rank: number })[];
  /** The attempts whose parcels are ready, oldest first. */
  delivered: SimulatedAttempt[];
};

/** The plan as known at a moment: what came to pass, and the date of the next pass; nothing later is told. */
export function stateAt(plan: SimulatedPlan, at: Date, cancelledAt: Date | null = null): PlanState {
  const now = cancelledAt && cancelledAt < at ? cancelledAt : at;
  const cancelled = cancelledAt !== null && cancelledAt <= at && cancelledAt < plan.endsAt;
  const known = plan.attempts.filter(({ plannedAt }) => plannedAt <= now);
  const next = cancelled || now >= plan.endsAt ? undefined : plan.attempts[known.length];
  const accepted = now.getTime() >= plan.placedAt.getTime() + delays.acceptMs;
  return {
    ...statusAt(plan, now, cancelled, accepted),
    attempts: [
      ...known.map((attempt) => knownAttempt(attempt, now)),
      ...(next && accepted ? [plannedAttempt(next)] : []),
    ],
    delivered: plan.attempts.filter(({ deliveredAt }) => deliveredAt && deliveredAt <= now),
  };
}

function statusAt(
  plan: SimulatedPlan,
  now: Date,
  cancelled: boolean,
  accepted: boolean,
): Pick<PlanState, 'status' | 'reasonCode'> {
  if (cancelled) return { status: 'cancelled', reasonCode: 'cancelled-by-customer' };
  if (now >= plan.endsAt) {
    if (plan.end === 'failed') return { status: 'failed', reasonCode: 'sandbox-failure' };
    if (plan.end === 'expired') return { status: 'expired', reasonCode: 'window-over' };
    return { status: 'completed' };
  }
  if (!accepted) return { status: 'received' };
  return { status: now >= plan.collectsFrom ? 'in-collection' : 'accepted' };
}

function knownAttempt(attempt: SimulatedAttempt, now: Date): PlanState['attempts'][number] {
  const decided = now >= attempt.decidedAt;
  return {
    rank: attempt.rank,
    plannedAt: attempt.plannedAt,
    state: decided ? attempt.outcome : 'acquired',
    cloudCoverPct: decided && attempt.outcome !== 'failed' ? attempt.cloudCoverPct : null,
    incidenceDeg: attempt.incidenceDeg,
    footprint: attempt.footprint,
  };
}

const plannedAttempt = ({
  rank,
  plannedAt,
  incidenceDeg,
  footprint,
}: SimulatedAttempt): PlanState['attempts'][number] => ({
  rank,
  plannedAt,
  state: 'planned',
  cloudCoverPct: null,
  incidenceDeg,
  footprint,
});

type Luck = { spoilt: number; failed: number };

/** The odds for each strip, and whether enough passes must come for all of them. */
function luckOf(
  scenario: SandboxScenario | null,
  { cloudiness = 0.4, failureRate = 0 }: PlanOptions,
  strips: number,
): { certain: boolean; at(strip: number): Luck } {
  const always = (luck: Luck) => () => luck;
  const clear = { spoilt: 0, failed: 0 };
  const overcast = { spoilt: 1, failed: 0 };
  if (scenario === 'fail') return { certain: false, at: always({ spoilt: 0, failed: 1 }) };
  if (scenario === 'expire') return { certain: false, at: always(overcast) };
  if (scenario === 'half')
    return { certain: true, at: (strip) => (strip < strips - 1 ? clear : overcast) };
  if (scenario) return { certain: true, at: always(clear) };
  return { certain: false, at: always({ spoilt: cloudiness, failed: failureRate }) };
}

/** When the sensor passes in the window: every two or three days, or as often as it takes to pass `needed` times. */
function passTimes(
  { aoi, windowTo }: ProviderOrderSpec,
  from: Date,
  needed: number,
  random: () => number,
): Date[] {
  if (from >= windowTo) return [];
  const days = dailyPasses(lonOf(aoi), from, windowTo, random);
  const times: Date[] = [];
  for (let day = random() < 0.5 ? 0 : 1; day < days.length; day += random() < 0.5 ? 2 : 3) {
    const time = days[day];
    if (time) times.push(time);
  }
  if (times.length >= needed) return times;
  const perDay = Math.ceil(needed / days.length);
  return days.flatMap((day) =>
    Array.from({ length: perDay }, (_, rank) => new Date(day.getTime() + rank * 1000)),
  );
}

function dailyPasses(lon: number, from: Date, to: Date, random: () => number): Date[] {
  const localMs = (10.5 - lon / 15) * hourMs;
  const midnight = Math.floor(from.getTime() / dayMs) * dayMs;
  const days: Date[] = [];
  for (let day = midnight - dayMs; day <= to.getTime() + dayMs; day += dayMs) {
    const time = Math.floor(day + localMs + (random() - 0.5) * 0.5 * hourMs);
    if (time >= from.getTime() && time <= to.getTime() - 2 * 60_000) days.push(new Date(time));
  }
  return days.length > 0 ? days : [new Date((from.getTime() + to.getTime()) / 2)];
}

function attemptAt(
  spec: ProviderOrderSpec,
  plannedAt: Date,
  strip: Box,
  rank: number,
  luck: Luck,
  random: () => number,
): SimulatedAttempt {
  const failed = random() < luck.failed;
  const cloudCoverPct = cloudOf(spec.maxCloudPct, random() < luck.spoilt, random());
  const outcome = failed ? 'failed' : cloudCoverPct > spec.maxCloudPct ? 'cloudy' : 'validated';
  const views = viewsOf(spec, plannedAt, random);
  const decidedAt = new Date(plannedAt.getTime() + delays.judgeMs);
  return {
    rank,
    plannedAt,
    outcome,
    decidedAt,
    deliveredAt: outcome === 'validated' ? new Date(plannedAt.getTime() + delays.produceMs) : null,
    cloudCoverPct,
    incidenceDeg: Math.max(...views.map(({ incidenceDeg }) => incidenceDeg)),
    footprint: polygonOf(strip),
    views,
  };
}

/** To a tenth of a percent, above the threshold where spoilt and at most on it where not. */
function cloudOf(maxCloudPct: number, spoilt: boolean, chance: number): number {
  const tenths = Math.floor(maxCloudPct * 10);
  if (!spoilt) return Math.round(chance ** 2 * tenths) / 10;
  return Math.min(1000, tenths + 1 + Math.round(chance * (1000 - tenths - 1))) / 10;
}

function viewsOf(spec: ProviderOrderSpec, plannedAt: Date, random: () => number): SimulatedView[] {
  const widest = Math.max(0, spec.maxIncidenceDeg);
  const roll = random();
  const azimuthDeg = round(random() * 360);
  // Forward and backward looks are steep, the middle one is not; a single look rolls anywhere allowed.
  const shares = {
    mono: [roll],
    stereo: [0.6 + 0.4 * roll, 0.5 + 0.4 * roll],
    tristereo: [0.6 + 0.4 * roll, 0.1 + 0.1 * roll, 0.6 + 0.3 * roll],
  };
  return shares[spec.mode].map((share, rank) => ({
    acquiredAt: new Date(plannedAt.getTime() + rank * 40_000),
    incidenceDeg: round(share * widest),
    azimuthDeg: round((azimuthDeg + rank * 90) % 360),
  }));
}

const round = (degrees: number) => Math.floor(degrees * 100) / 100;

const latest = (a: Date, b: Date) => (a >= b ? a : b);

function lonOf(aoi: ProviderOrderSpec['aoi']): number {
  const ring = aoi.type === 'Polygon' ? aoi.coordinates[0] : aoi.coordinates[0]?.[0];
  return ring?.[0]?.[0] ?? 0;
}
