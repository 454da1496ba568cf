import type { AreaGeometry, LonLat } from '#app/features/areas/area.ts';
import { measuredHa, quickFaultOf } from '#app/features/areas/measured.ts';
import type { AreaFault } from '#app/features/areas/ring-faults.ts';
import { faultsOf, type RuleContext } from './request-rules.ts';
import { type RequestForm, requestFields, requestSchema, sensorsOf } from './request-schema.ts';

/** The answers as the form holds them: all text. */
export type RequestValues = Record<keyof RequestForm, string>;

/** What a new request starts with: the usual figures. */
export const usualValues: Partial<RequestValues> = {
  kind: 'tasking',
  mode: 'mono',
  maxCloudPct: '10',
  maxIncidenceDeg: '30',
  processingLevel: 'ortho',
  bands: 'bundle',
  format: 'geotiff',
  archiveYears: '3',
};

/** A fault of a request: where it is, an i18n key with its namespace, its figures, and its place on Earth if it has one. */
export type RequestFault = {
  field: keyof RequestForm | 'aoi' | 'coordinates';
  key: string;
  params?: Record<string, string | number>;
  at?: LonLat;
};

export type CheckContext = Omit<RuleContext, 'areaHa' | 'acceptedLicenceIds'> & {
  /** The entities that the person may ask for, each with the licences it has accepted. */
  entities: readonly { id: string; acceptedLicenceIds: readonly string[] }[];
  poles: readonly { code: string }[];
  themes: readonly { code: string }[];
};

export type RequestCheck = {
  areaHa: number;
  /** What is still blank. */
  missing: RequestFault[];
  /** What the person's typing breaks: lengths, dates, addresses, entries that are not in a list. */
  form: RequestFault[];
  /** The rules of the field that the answers break together. */
  rules: RequestFault[];
  /** The area's own fault. */
  area: RequestFault[];
};

const blank = /faults\.(required|area-needed)$/;

/**
 * All that keeps a request from being sent. The page asks at each change, the server once more; only the server's
 * geometry engine finds every fault of an area, and adds it.
 */
export function checkRequest(
  values: RequestValues,
  aoi: AreaGeometry | null,
  context: CheckContext,
): RequestCheck {
  const areaHa = measuredHa(aoi);
  const answers = answersOf(values);
  const entity = context.entities.find(({ id }) => id === answers.entityId);
  const acceptedLicenceIds = entity?.acceptedLicenceIds ?? [];
  const typed = [...schemaFaults(values), ...listFaults(values, context)];
  return {
    areaHa,
    missing: [...areaMissing(aoi), ...typed.filter((f) => blank.test(f.key))],
    form: typed.filter((f) => !blank.test(f.key)),
    rules: faultsOf(answers, { ...context, areaHa, acceptedLicenceIds }).map(
      ({ field, code, params }) => ({ field, key: `requests:${code}`, ...(params && { params }) }),
    ),
    area: aoi ? areaFaults(quickFaultOf(aoi, limitsOf(answers, context))) : [],
  };
}

/** Every fault of a check, what is blank first. */
export const allFaults = (check: RequestCheck): RequestFault[] => [
  ...check.missing,
  ...check.area,
  ...check.rules,
  ...check.form,
];

/** The area's fault as a fault of the request. */
export function areaFaults(fault: AreaFault | null): RequestFault[] {
  if (!fault) return [];
  const { code, at, params } = fault;
  const key = `areas:fault.${code}`;
  return [{ field: 'aoi', key, ...(params && { params }), ...(at && { at }) }];
}

/** What may be read of each answer, whatever the others are. */
export function answersOf(values: Partial<RequestValues>): Partial<RequestForm> {
  const read = requestFields.flatMap((field) => {
    if (!values[field]) return [];
    const parsed = requestSchema.shape[field].safeParse(values[field]);
    return parsed.success ? [[field, parsed.data]] : [];
  });
  return Object.fromEntries(read) as Partial<RequestForm>;
}

/** What a draft keeps: text as it was typed, finished or not; choices and figures that can be read. */
export function draftOf(values: Partial<RequestValues>): Partial<RequestForm> {
  const typed = ['title', 'project', 'justification', 'contacts', 'archiveReason'] as const;
  const words = typed.flatMap((field) => {
    const text = values[field];
    return text === undefined ? [] : [[field, text.slice(0, 8000)]];
  });
  return { ...answersOf(values), ...Object.fromEntries(words) } as Partial<RequestForm>;
}

/** The most corners that every offer asked for takes: the smallest of their limits. */
export function limitsOf(
  answers: Partial<RequestForm>,
  { sensors }: Pick<CheckContext, 'sensors'>,
): { maxVertices?: number } {
  const limits = sensorsOf(answers).flatMap((id) => {
    const offers = sensors.find((sensor) => sensor.id === id)?.offers ?? [];
    return offers.filter(({ kind }) => kind === answers.kind).map((offer) => offer.maxVertices);
  });
  return limits.length > 0 ? { maxVertices: Math.min(...limits) } : {};
}

/** The offers asked for: those of the sensors, of the kind. */
export function offerIdsOf(
  answers: Partial<RequestForm>,
  { sensors }: Pick<CheckContext, 'sensors'>,
): string[] {
  return sensorsOf(answers).flatMap((id) => {
    const offers = sensors.find((sensor) => sensor.id === id)?.offers ?? [];
    return offers.filter(({ kind }) => kind === answers.kind).map((offer) => offer.id);
  });
}

function schemaFaults(values: RequestValues): RequestFault[] {
  const parsed = requestSchema.safeParse(values);
  if (parsed.success) return [];
  const faults = new Map<string, RequestFault>();
  for (const issue of parsed.error.issues) {
    const field = requestFields.find((known) => known === issue.path[0]);
    if (!field || faults.has(field)) continue;
    const key = values[field]?.trim() ? issue.message : 'faults.required';
    faults.set(field, { field, key: `requests:${key}` });
  }
  return [...faults.values()];
}

function listFaults(values: RequestValues, context: CheckContext): RequestFault[] {
  const faults: RequestFault[] = [];
  const unknown = (list: readonly { code: string }[], code: string) =>
    code !== '' && !list.some((entry) => entry.code === code);
  if (values.entityId !== '' && !context.entities.some(({ id }) => id === values.entityId)) {
    faults.push({ field: 'entityId', key: 'requests:faults.entity' });
  }
  for (const [field, list] of [
    ['pole', context.poles],
    ['theme', context.themes],
  ] as const) {
    if (unknown(list, values[field])) {
      faults.push({ field, key: 'requests:faults.choice-unknown' });
    }
  }
  return faults;
}

const areaMissing = (aoi: AreaGeometry | null): RequestFault[] =>
  aoi ? [] : [{ field: 'aoi', key: 'requests:faults.area-needed' }];
