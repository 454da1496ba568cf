import {
  faultsOf,
  type RuleFault,
  type SensorFacts,
} from '#app/features/requests/request-rules.ts';
import { type RequestForm, sensorsOf } from '#app/features/requests/request-schema.ts';

/** `ok`: nothing to say. `look`: worth a look before deciding. `no`: a rule of the field is broken. */
export type CheckVerdict = 'ok' | 'look' | 'no';

export type Check = {
  code: 'licence' | 'area' | 'window' | 'sensor' | 'held' | 'quota';
  verdict: CheckVerdict;
  params: Record<string, number>;
  /** The broken rules, as keys of the `requests` namespace. */
  faults: RuleFault[];
};

export type CheckFacts = {
  form: Partial<RequestForm>;
  areaHa: number;
  sensors: readonly SensorFacts[];
  acceptedLicenceIds: readonly string[];
  /** `YYYY-MM-DD`. */
  today: string;
  /** Share of the area that the catalogue holds already, 0 to 100. */
  heldPct: number;
  /** What each sensor asked would cost, and what is free in the envelope that would pay; null without one. */
  prices: readonly { costHa: number; freeHa: number | null }[];
};

const groups = {
  licence: ['faults.licence'],
  area: ['faults.area-small'],
  window: [
    'faults.window-reversed',
    'faults.window-not-past',
    'faults.window-short',
    'faults.window-past',
  ],
  sensor: [
    'faults.sensor-unknown',
    'faults.archive-only',
    'faults.no-offer',
    'faults.mode',
    'faults.incidence',
  ],
} as const;

/** What an officer looks at before deciding, always the same six points in the same order. */
export function checksOf(facts: CheckFacts): Check[] {
  const faults = faultsOf(facts.form, facts);
  const of = (codes: readonly string[]) => faults.filter((fault) => codes.includes(fault.code));
  const check = (code: keyof typeof groups, verdict: (found: RuleFault[]) => CheckVerdict) => {
    const found = of(groups[code]);
    return { code, verdict: verdict(found), params: {}, faults: found };
  };
  const broken = (found: RuleFault[]): CheckVerdict => (found.length > 0 ? 'no' : 'ok');
  return [
    check('licence', broken),
    check('area', broken),
    check('window', (found) => windowVerdict(found, facts)),
    check('sensor', (found) => sensorVerdict(found, facts)),
    heldCheck(facts.heldPct),
    quotaCheck(facts.prices),
  ];
}

/** A window that began while the request waited is only to be looked at; one that is over cannot be served. */
function windowVerdict(found: RuleFault[], { form, today }: CheckFacts): CheckVerdict {
  if (found.length === 0) return 'ok';
  const begun = found.every((fault) => fault.code === 'faults.window-past');
  return begun && form.windowTo !== undefined && form.windowTo >= today ? 'look' : 'no';
}

function sensorVerdict(found: RuleFault[], { form, sensors }: CheckFacts): CheckVerdict {
  if (found.length > 0) return 'no';
  const asked = sensors.filter((sensor) => sensorsOf(form).includes(sensor.id));
  return asked.every((sensor) => sensor.status === 'operational') ? 'ok' : 'look';
}

function heldCheck(heldPct: number): Check {
  const verdict = heldPct >= 100 ? 'no' : heldPct > 0 ? 'look' : 'ok';
  return { code: 'held', verdict, params: { pct: heldPct }, faults: [] };
}

/** One sensor that can be paid for is enough to go on; all of them is better. */
function quotaCheck(prices: CheckFacts['prices']): Check {
  const paid = prices.filter(({ costHa, freeHa }) => freeHa !== null && freeHa >= costHa).length;
  const verdict = paid === 0 ? 'no' : paid < prices.length ? 'look' : 'ok';
  return { code: 'quota', verdict, params: { paid, asked: prices.length }, faults: [] };
}
