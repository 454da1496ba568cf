import type { AreaGeometry } from '#app/features/areas/area.ts';
import type { RequestForm } from '#app/features/requests/request-schema.ts';
import type { ProviderOrderSpec } from './provider.ts';

type Wanted = {
  order: {
    id: string;
    sensorId: string;
    aoi: AreaGeometry;
    windowFrom: Date;
    windowTo: Date;
    comment: string | null;
  };
  form: Partial<RequestForm>;
  sensor: { gsdPanM: number | null; gsdMsM: number; swathKm: number; maxIncidenceDeg: number };
};

/** What a provider is told of an order: the area granted, and the conditions that the request set. */
export function specOf({ order, form, sensor }: Wanted): ProviderOrderSpec {
  const bands = form.bands ?? 'bundle';
  const { id: orderId, sensorId, aoi, windowFrom, windowTo, comment } = order;
  return {
    orderId,
    sensorId,
    aoi,
    windowFrom,
    windowTo,
    comment,
    mode: form.mode ?? 'mono',
    maxCloudPct: form.maxCloudPct ?? 100,
    maxIncidenceDeg: form.maxIncidenceDeg ?? sensor.maxIncidenceDeg,
    processingLevel: form.processingLevel ?? 'primary',
    bands,
    imageFormat: form.format ?? 'geotiff',
    gsdM: bands === 'multispectral' ? sensor.gsdMsM : (sensor.gsdPanM ?? sensor.gsdMsM),
    swathKm: sensor.swathKm,
  };
}
