import { elementsAt, numberAt, textAt, type XmlElement } from './read-xml.ts';

/** Angles at the centre of the product, in degrees; null where the document has no number. */
export type ViewAngles = {
  /** From the zenith at the ground. */
  incidenceDeg: number | null;
  /** From the nadir at the satellite: a few degrees less than the incidence. */
  viewingDeg: number | null;
  /**
   * AZIMUTH_ANGLE as written, clockwise from north; `azimuthOf` says of what.
   * - `satellite` (Pléiades Neo): the direction in which the ground sees the satellite; it agrees with the ephemeris.
   * - `target` (SPOT 6/7): the azimuth that its guide calls the target's; it is not said which end it is taken from.
   * - `scan-axis` (Pléiades, others): the direction of the scan, which says nothing of where the satellite stands.
   */
  azimuthDeg: number | null;
  azimuthOf: 'satellite' | 'target' | 'scan-axis';
  sunAzimuthDeg: number | null;
  sunElevationDeg: number | null;
  /** Ground sample distance of the sensor at the centre, mean of both directions. */
  sampleDistanceM: number | null;
};

export type Acquisition = { startsAt: string; endsAt: string };

/** The start of each strip's imaging (IMAGING_DATE and IMAGING_TIME, UTC), ISO 8601 with milliseconds. */
export const stripTime = (stripSource: XmlElement): string | null =>
  isoTime(
    `${textAt(stripSource, 'IMAGING_DATE') ?? ''}T${textAt(stripSource, 'IMAGING_TIME') ?? '00:00:00'}`,
  );

/** From the strips, else from the times of the located values; null where there is neither. */
export function acquisitionOf(root: XmlElement, strips: readonly XmlElement[]): Acquisition | null {
  const said = strips.map(stripTime).filter((time) => time !== null);
  const located = () =>
    elementsAt(root, locatedPath)
      .map((values) => isoTime(textAt(values, 'TIME') ?? ''))
      .filter((time) => time !== null);
  const times = (said.length > 0 ? said : located()).sort();
  const [startsAt] = times;
  const endsAt = times.at(-1);
  return startsAt === undefined || endsAt === undefined ? null : { startsAt, endsAt };
}

/** Angles from the located value called the centre ('Center', 'CENTER'), else the middle one of the list. */
export function viewAnglesOf(root: XmlElement, constellation: string | null): ViewAngles {
  const located = elementsAt(root, locatedPath);
  const centre =
    located.find((values) => textAt(values, 'LOCATION_TYPE')?.toLowerCase() === 'center') ??
    located[Math.floor(located.length / 2)];
  const angle = (path: string, from: number, to: number) => {
    const value = centre ? numberAt(centre, path) : null;
    return value !== null && value >= from && value <= to ? value : null;
  };
  const across = angle('Ground_Sample_Distance/GSD_ACROSS_TRACK', 0.01, 100);
  const along = angle('Ground_Sample_Distance/GSD_ALONG_TRACK', 0.01, 100);
  return {
    incidenceDeg: angle('Acquisition_Angles/INCIDENCE_ANGLE', 0, 90),
    viewingDeg: angle('Acquisition_Angles/VIEWING_ANGLE', 0, 90),
    azimuthDeg: angle('Acquisition_Angles/AZIMUTH_ANGLE', 0, 360),
    azimuthOf: azimuthMeanings[constellation ?? ''] ?? 'scan-axis',
    sunAzimuthDeg: angle('Solar_Incidences/SUN_AZIMUTH', 0, 360),
    sunElevationDeg: angle('Solar_Incidences/SUN_ELEVATION', -90, 90),
    sampleDistanceM: across !== null && along !== null ? (across + along) / 2 : (across ?? along),
  };
}

/** A UTC instant from DIMAP's writings ('2022-01-30T10:08:27.1Z', '2016-06-17T12:34:56'); null where it is none. */
export function isoTime(text: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(\.\d+)?Z?$/.exec(text.trim());
  if (!match) return null;
  const milliseconds = (match[3] ?? '.').slice(1, 4).padEnd(3, '0');
  const iso = `${match[1]}T${match[2]}.${milliseconds}Z`;
  const time = Date.parse(iso);
  // Date.parse rolls 30 February over into March: only what reads back the same is a date.
  return Number.isNaN(time) || new Date(time).toISOString() !== iso ? null : iso;
}

const locatedPath = 'Geometric_Data/Use_Area/Located_Geometric_Values';

const azimuthMeanings: Record<string, ViewAngles['azimuthOf']> = {
  'pleiades-neo': 'satellite',
  spot: 'target',
};
