import { elementsAt, numberAt, textAt, textsAt, type XmlElement } from './read-xml.ts';

export type Band = {
  /** As the product writes it: 'P', 'B0', 'NED', 'RE'… */
  id: string;
  /** A common name of the STAC EO extension v2, null where the identifier is not known. */
  commonName: string | null;
  centreWavelengthUm: number | null;
  fullWidthUm: number | null;
};

type Known = { commonName: string; rangesNm: Record<string, readonly [number, number]> };

/**
 * Published spectral ranges, in nanometres, used where the product does not carry its own (ESA Earth Online:
 * Pléiades, Pléiades Neo and SPOT 6/7 instrument pages, https://earth.esa.int/eogateway/missions).
 */
const knownBands: Record<string, Known> = {
  P: {
    commonName: 'pan',
    rangesNm: { pleiades: [470, 830], 'pleiades-neo': [450, 800], spot: [450, 750] },
  },
  B: {
    commonName: 'blue',
    rangesNm: { pleiades: [430, 550], 'pleiades-neo': [450, 520], spot: [450, 520] },
  },
  G: {
    commonName: 'green',
    rangesNm: { pleiades: [500, 620], 'pleiades-neo': [530, 590], spot: [530, 600] },
  },
  R: {
    commonName: 'red',
    rangesNm: { pleiades: [590, 710], 'pleiades-neo': [620, 690], spot: [620, 690] },
  },
  NIR: {
    commonName: 'nir',
    rangesNm: { pleiades: [740, 940], 'pleiades-neo': [770, 880], spot: [760, 890] },
  },
  DB: { commonName: 'coastal', rangesNm: { 'pleiades-neo': [400, 450] } },
  RE: { commonName: 'rededge', rangesNm: { 'pleiades-neo': [700, 750] } },
};

const otherNames: Record<string, string> = { PAN: 'P', B0: 'B', B1: 'G', B2: 'R', B3: 'NIR' };

/** The bands of a product in the order of the file(s), with what is known of each. */
export function readBands(
  root: XmlElement,
  constellation: string | null,
  count: number | null,
): Band[] {
  return bandIds(root, count).map((id) => describe(root, constellation, id));
}

/** The band identifiers that one Data_Files block (one file per tile) holds, in order; empty where it does not say. */
export const bandIdsOfGroup = (dataFiles: XmlElement): string[] =>
  textsAt(dataFiles, 'Raster_Display/Raster_Index_List/Raster_Index/BAND_ID');

/**
 * From the index of each file; else the display order, which is the file's order for three bands and more (GDAL's DIMAP
 * driver reads it so); else the calibration list; else plain numbers.
 */
function bandIds(root: XmlElement, count: number | null): string[] {
  const indexed = elementsAt(root, 'Raster_Data/Data_Access/Data_Files').flatMap(bandIdsOfGroup);
  const index = 'Raster_Data/Raster_Display/Raster_Index_List/Raster_Index/BAND_ID';
  const display = ['RED', 'GREEN', 'BLUE', 'ALPHA'].map((colour) =>
    textAt(root, `Raster_Data/Raster_Display/Band_Display_Order/${colour}_CHANNEL`),
  );
  const calibrated = textsAt(root, `${measurements}/Band_Radiance/BAND_ID`);
  const lists = [
    indexed,
    textsAt(root, index),
    (count ?? 0) > 2 ? display.filter((id) => id !== null).slice(0, count ?? 0) : [],
    calibrated,
  ].map((ids) => [...new Set(ids)]);
  const fitting = lists.find((ids) => ids.length > 0 && (count === null || ids.length === count));
  return fitting ?? Array.from({ length: count ?? 0 }, (_, rank) => `band-${rank + 1}`);
}

const measurements =
  'Radiometric_Data/Radiometric_Calibration/Instrument_Calibration/Band_Measurement_List';

function describe(root: XmlElement, constellation: string | null, id: string): Band {
  const known = knownBands[otherNames[id.toUpperCase()] ?? id.toUpperCase()];
  const range = ownRangeUm(root, id) ?? publishedRangeUm(known, constellation);
  return {
    id,
    commonName: known?.commonName ?? null,
    centreWavelengthUm: range && round((range[0] + range[1]) / 2),
    fullWidthUm: range && round(range[1] - range[0]),
  };
}

/** The range in the product itself; its unit is told by the figures, since real products write micrometres as nanometres. */
function ownRangeUm(root: XmlElement, id: string): [number, number] | null {
  const element = elementsAt(root, `${measurements}/Band_Spectral_Range`).find(
    (range) => textAt(range, 'BAND_ID') === id,
  );
  if (!element) return null;
  const min = numberAt(element, 'FWHM/MIN') ?? numberAt(element, 'MIN');
  const max = numberAt(element, 'FWHM/MAX') ?? numberAt(element, 'MAX');
  if (min === null || max === null || min <= 0 || max <= min) return null;
  return min > 50 ? [min / 1000, max / 1000] : [min, max];
}

function publishedRangeUm(
  known: Known | undefined,
  constellation: string | null,
): [number, number] | null {
  const range = constellation === null ? undefined : known?.rangesNm[constellation];
  return range ? [range[0] / 1000, range[1] / 1000] : null;
}

const round = (um: number) => Math.round(um * 1e5) / 1e5;
