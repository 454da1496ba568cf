import type { AreaGeometry } from '#app/features/areas/area.ts';
import type { AreaFault } from '#app/features/areas/area-fault.ts';
import { fitFaults } from '#app/features/areas/fit-area.ts';
import type { RequestFault } from './check-request.ts';
import type { SensorFacts } from './request-rules.ts';
import { type RequestForm, sensorsOf } from './request-schema.ts';

/**
 * What the offers asked for refuse of an area's shape: too large, too narrow and, where each polygon is an order of its own, a
 * polygon too small. One fault a sensor and cause. Of a sound area: it is asked once the geometry engine has none to say. The
 * size of the whole and the corners are rules of their own.
 */
export function fitFaultsOf(
  form: Partial<RequestForm>,
  aoi: AreaGeometry,
  sensors: readonly SensorFacts[],
): RequestFault[] {
  return sensorsOf(form).flatMap((id) => {
    const sensor = sensors.find((one) => one.id === id);
    const offer = sensor?.offers.find(({ kind }) => kind === form.kind);
    if (!sensor || !offer) return [];
    const faults = fitFaults(aoi, offer).filter(
      ({ code, params }) =>
        code === 'too-large' ||
        code === 'too-narrow' ||
        (code === 'too-small' && params?.part !== undefined),
    );
    return firstOfEach(faults).map((fault) => asRequestFault(fault, sensor.name));
  });
}

const firstOfEach = (faults: readonly AreaFault[]) =>
  faults.filter((fault, i) => faults.findIndex(({ code }) => code === fault.code) === i);

function asRequestFault({ code, at, params = {} }: AreaFault, sensor: string): RequestFault {
  const { part, minAreaHa, maxAreaHa, minWidthKm, widthKm } = params;
  const figures = {
    sensor,
    ...(part !== undefined && { part }),
    ...(minAreaHa !== undefined && { minHa: minAreaHa }),
    ...(maxAreaHa !== undefined && { maxHa: maxAreaHa }),
    // The width is said to 10 m and never rounded up to what is asked.
    ...(widthKm !== undefined && { widthKm: Math.floor(Number(widthKm) * 100) / 100 }),
    ...(minWidthKm !== undefined && { minWidthKm }),
  };
  const key = `requests:faults.${part === undefined ? 'area' : 'part'}-${code}`;
  return { field: 'aoi', key, params: figures, ...(at && { at }) };
}
