import { type AreaGeometry, isAreaGeometry, normalise } from '#app/features/areas/area.ts';
import {
  type CoordinateFault,
  type CoordinateOrder,
  parseCoordinates,
} from '#app/features/areas/coordinates.ts';
import type { RequestFault, RequestValues } from './check-request.ts';
import { requestFields } from './request-schema.ts';

export type PostedRequest = {
  values: RequestValues;
  aoi: AreaGeometry | null;
  /** The typed coordinates that could not be read; `aoi` is then the one before. */
  fault: RequestFault | null;
  coordinates: string;
  order: CoordinateOrder;
  /** What the owner answers to the desk's question. */
  answer: string;
};

/** What a refused form is answered with: what was posted, and what is wrong with it. */
export type EditReply = { posted: PostedRequest; faults: RequestFault[] };

/** 50,000 corners with 17 digits a number, twice over; what is longer is not read. In characters. */
export const MAX_AREA_TEXT = 4_000_000;

/** Reads a posted request form. Typed coordinates come before the area of the map, which the page posts as GeoJSON in `aoi`. */
export function readPostedRequest(form: FormData): PostedRequest {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const values = Object.fromEntries(requestFields.map((f) => [f, text(f)])) as RequestValues;
  const coordinates = text('coordinates');
  const order: CoordinateOrder = text('order') === 'lonlat' ? 'lonlat' : 'latlon';
  const drawn = readArea(text('aoi'));
  const typed = coordinates.trim() === '' ? null : parseCoordinates(coordinates, order);
  return {
    values,
    aoi: typed && 'geometry' in typed ? typed.geometry : drawn,
    fault: typed && 'fault' in typed ? coordinateFault(typed.fault) : null,
    coordinates,
    order,
    answer: text('answer'),
  };
}

/** The coordinates' fault as a fault of the request; the line is among its figures. */
export const coordinateFault = ({ code, line, params }: CoordinateFault): RequestFault => ({
  field: 'coordinates',
  key: `areas:coordinateFault.${code}`,
  params: { ...params, line },
});

/** A GeoJSON surface from a text, normalised; null for anything else. */
export function readArea(text: string): AreaGeometry | null {
  if (text === '' || text.length > MAX_AREA_TEXT) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isAreaGeometry(value) ? normalise(value) : null;
  } catch {
    return null;
  }
}
