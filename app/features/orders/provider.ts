import type { MultiPolygon, Polygon } from 'geojson';

/** What is asked of a provider: one area, one sensor, one window. */
export type ProviderOrderSpec = {
  /** Ours; the idempotency key, and the CUSTOMER_REFERENCE of what is delivered. */
  orderId: string;
  sensorId: string;
  /** [lon, lat], EPSG:4326. */
  aoi: Polygon | MultiPolygon;
  windowFrom: Date;
  windowTo: Date;
  mode: 'mono' | 'stereo' | 'tristereo';
  /** 0 to 100. */
  maxCloudPct: number;
  /** From the zenith at the ground. */
  maxIncidenceDeg: number;
  processingLevel: 'primary' | 'ortho';
  bands: 'bundle' | 'pansharpened' | 'multispectral' | 'panchromatic';
  imageFormat: 'geotiff' | 'jpeg2000';
  /** Finest ground sample distance of the sensor's delivered product. */
  gsdM: number;
  swathKm: number;
  /** Free words to the provider. */
  comment?: string | null;
};

/**
 * The closed vocabulary of an order's progress at a provider. The words are those of the SpatioTemporal Asset Tasking API
 * (https://github.com/stapi-spec/stapi-spec, order status codes) where it has one. A provider's word that fits none is
 * `unknown`, and is shown as such, never hidden.
 */
export const providerOrderStatuses = [
  'received',
  'accepted',
  'in-collection',
  'completed',
  'failed',
  'cancelled',
  'expired',
  'unknown',
] as const;
export type ProviderOrderStatus = (typeof providerOrderStatuses)[number];

/** Nothing more will come of an order in one of these. */
export const isProviderEnd = (status: ProviderOrderStatus) =>
  status === 'completed' || status === 'failed' || status === 'cancelled' || status === 'expired';

export type ProviderAttemptState = 'planned' | 'acquired' | 'cloudy' | 'failed' | 'validated';

/** One pass that was, or will be, tried. `acquired` waits for its quality check; `cloudy` is acquired but spoilt. */
export type ProviderAttempt = {
  /** Unique and constant at the provider. */
  reference: string;
  plannedAt: Date;
  state: ProviderAttemptState;
  /** Null until measured. */
  cloudCoverPct: number | null;
  /** Of the steepest view where the pass takes several. */
  incidenceDeg: number | null;
  /** [lon, lat], EPSG:4326. */
  footprint: Polygon | null;
};

/** A parcel that is complete at the provider and readable by us. */
export type ProviderDelivery = { reference: string; folder: string; readyAt: Date };

export type ProviderReport = {
  status: ProviderOrderStatus;
  /** The provider's reason for a failure, refusal or end, as a short code. */
  reasonCode?: string;
  /** Oldest first. */
  attempts: ProviderAttempt[];
  deliveries: ProviderDelivery[];
};

/**
 * What every adapter of a provider implements. Calls go over a network: they may fail with a `ProviderError`, or be
 * answered and the answer lost, so each may be repeated without harm.
 */
export interface Provider {
  id: string;
  /** A proper name, the same in every language. */
  label: string;
  /** True where nothing that it delivers was ever seen by a satellite. */
  synthetic: boolean;
  /** A repeat with the same `orderId` orders nothing more and gives the same reference. */
  place(spec: ProviderOrderSpec): Promise<{ providerReference: string }>;
  status(providerReference: string): Promise<ProviderReport>;
  /** False where it is too late: the order had ended otherwise. True again when repeated. */
  cancel(providerReference: string): Promise<{ cancelled: boolean }>;
}

export type ProviderErrorCode =
  | 'unreachable'
  | 'order-not-found'
  | 'sensor-not-offered'
  | 'order-refused';

/** A provider's refusal or failure. `retry` says whether the same call may succeed later. */
export class ProviderError extends Error {
  readonly code: ProviderErrorCode;
  readonly retry: boolean;

  constructor(code: ProviderErrorCode, detail: string, options: { retry: boolean }) {
    super(`${code}: ${detail}`);
    this.name = 'ProviderError';
    this.code = code;
    this.retry = options.retry;
  }
}
