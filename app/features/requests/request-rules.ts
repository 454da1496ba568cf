import type { RequestForm } from './request-schema.ts';
import { sensorsOf } from './request-schema.ts';

/** What the rules need to know of a sensor and of its offers. */
export type SensorFacts = {
  id: string;
  name: string;
  family: string;
  status: 'operational' | 'archive-only' | 'commissioning' | 'lost';
  maxIncidenceDeg: number;
  /** Pixel on the ground at nadir, in metres; null without a panchromatic band. */
  gsdPanM: number | null;
  gsdMsM: number;
  modes: readonly ('mono' | 'stereo' | 'tristereo')[];
  offers: readonly {
    id: string;
    kind: 'tasking' | 'archive';
    minAreaHa: number;
    minWidthKm: number | null;
    maxAreaHa: number | null;
    perPolygon: boolean;
    maxVertices: number;
    licenceId: string;
    licenceName: string;
  }[];
};

export type RuleContext = {
  sensors: readonly SensorFacts[];
  areaHa: number;
  /** Licences whose text in force the entity has accepted. */
  acceptedLicenceIds: readonly string[];
  /** The day of the person who asks, `YYYY-MM-DD`. */
  today: string;
};

/** A rule that the request breaks: the field it belongs to, an i18n key of `requests`, and its figures. */
export type RuleFault = {
  field: keyof RequestForm | 'aoi';
  code: string;
  params?: Record<string, string | number>;
};

const dayMs = 86_400_000;
/** The shortest window that may be asked, in days: no acquisition can be asked for one chosen day. */
export const minWindowDays = 2;

/** Every rule of the field that these answers break; empty when the request may be sent. Asked live and again on the server. */
export function faultsOf(form: Partial<RequestForm>, context: RuleContext): RuleFault[] {
  return [...windowFaults(form, context), ...sensorFaults(form, context)];
}

function windowFaults(form: Partial<RequestForm>, { today }: RuleContext): RuleFault[] {
  const { windowFrom, windowTo, kind } = form;
  if (!windowFrom || !windowTo) return [];
  const days = (Date.parse(windowTo) - Date.parse(windowFrom)) / dayMs + 1;
  if (days < 1) return [{ field: 'windowTo', code: 'faults.window-reversed' }];
  if (kind === 'archive') {
    return windowFrom > today ? [{ field: 'windowFrom', code: 'faults.window-not-past' }] : [];
  }
  const faults: RuleFault[] = [];
  if (days < minWindowDays) {
    faults.push({
      field: 'windowTo',
      code: 'faults.window-short',
      params: { days: minWindowDays },
    });
  }
  if (windowFrom < today) faults.push({ field: 'windowFrom', code: 'faults.window-past' });
  return faults;
}

function sensorFaults(form: Partial<RequestForm>, context: RuleContext): RuleFault[] {
  const fields = ['sensor1', 'sensor2', 'sensor3'] as const;
  return sensorsOf(form).flatMap((id) => {
    const field = fields.find((f) => form[f] === id) ?? 'sensor1';
    const sensor = context.sensors.find((s) => s.id === id);
    if (!sensor) return [{ field, code: 'faults.sensor-unknown' }];
    return oneSensorFaults(form, context, sensor, field);
  });
}

function oneSensorFaults(
  form: Partial<RequestForm>,
  context: RuleContext,
  sensor: SensorFacts,
  field: 'sensor1' | 'sensor2' | 'sensor3',
): RuleFault[] {
  const faults: RuleFault[] = [];
  const params = { sensor: sensor.name };
  const offer = sensor.offers.find((o) => o.kind === form.kind);
  if (form.kind && !offer) {
    const code = sensor.status === 'archive-only' ? 'faults.archive-only' : 'faults.no-offer';
    return [{ field, code, params }];
  }
  if (form.mode && !sensor.modes.includes(form.mode)) {
    faults.push({ field: 'mode', code: 'faults.mode', params });
  }
  if (form.maxIncidenceDeg !== undefined && form.maxIncidenceDeg > sensor.maxIncidenceDeg) {
    const code = 'faults.incidence';
    faults.push({
      field: 'maxIncidenceDeg',
      code,
      params: { ...params, max: sensor.maxIncidenceDeg },
    });
  }
  if (offer && context.areaHa > 0 && context.areaHa < offer.minAreaHa) {
    const code = 'faults.area-small';
    faults.push({ field: 'aoi', code, params: { ...params, minHa: offer.minAreaHa } });
  }
  if (offer && form.entityId && !context.acceptedLicenceIds.includes(offer.licenceId)) {
    const code = 'faults.licence';
    faults.push({
      field,
      code,
      params: { ...params, licence: offer.licenceName, licenceId: offer.licenceId },
    });
  }
  return faults;
}
