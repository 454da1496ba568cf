import {
  type Acquisition,
  acquisitionOf,
  stripTime,
  type ViewAngles,
  viewAnglesOf,
} from './acquisition.ts';
import { type Band, bandIdsOfGroup, readBands } from './bands.ts';
import { documentKind } from './document-kind.ts';
import type { Georeference, LonLat } from './footprint.ts';
import { epsgOf, extentVerticesOf, georeferenceOf } from './georeference.ts';
import { type OrderBlock, readOrderBlock } from './order-block.ts';
import type { FileKind } from './package-report.ts';
import { commonPlatform, type Platform, platformOf, platformOfProfile } from './platform.ts';
import {
  attributeAt,
  attributeOf,
  descendants,
  elementsAt,
  numberAt,
  textAt,
  type XmlDocument,
  type XmlElement,
} from './read-xml.ts';

/** A strip of imagery that the product was made of. */
export type StripSource = { id: string | null; platform: string | null; acquiredAt: string | null };

/** One image file: where it stands in the mosaic of tiles (from 1), and which bands it holds ([] where not said: all). */
export type Tile = { href: string; row: number; col: number; bandIds: string[] };

/** What one DIM_*.XML says. Addresses are relative to that file, as written. Absent or placeholder values are null. */
export type DimapProduct = Platform &
  ViewAngles & {
    profile: string;
    formatVersion: string | null;
    datasetName: string | null;
    jobId: string | null;
    /** Null where neither a strip nor a located value has a readable date. */
    acquisition: Acquisition | null;
    sources: StripSource[];
    /** 'SENSOR', 'ORTHO', 'MOSAIC'… */
    processingLevel: string | null;
    /** 'P', 'MS', 'PMS', 'MS-FS', 'PAN'… */
    spectralProcessing: string | null;
    /** 'BASIC', 'REFLECTANCE', 'LINEAR_STRETCH'… */
    radiometricProcessing: string | null;
    bands: Band[];
    bandCount: number | null;
    rows: number | null;
    columns: number | null;
    bitsPerSample: number | null;
    signed: boolean;
    /** Pixel spacing of the product in metres, else the sensor's ground sample distance. */
    gsdM: number | null;
    epsg: number | null;
    vertices: LonLat[];
    georeference: Georeference | null;
    cloudCoverPct: number | null;
    snowCoverPct: number | null;
    order: OrderBlock;
    processingFacility: string | null;
    software: { name: string; version: string } | null;
    producedAt: string | null;
    producer: string | null;
    tiles: Tile[];
    /** Every other file that the document names, once each. */
    namedFiles: { href: string; kind: FileKind }[];
  };

export type ProductFault = 'dimap-v1' | 'not-a-product';

/** Reads a product document of DIMAP V2 (Pléiades, Pléiades Neo, SPOT 6/7 and their kin; any level, any tiling). */
export function parseProduct(
  document: XmlDocument,
): { ok: true; product: DimapProduct } | { ok: false; fault: ProductFault } {
  const kind = documentKind(document);
  if (kind === 'dimap-v1') return { ok: false, fault: 'dimap-v1' };
  if (kind !== 'product') return { ok: false, fault: 'not-a-product' };
  return { ok: true, product: readProduct(document) };
}

function readProduct({ root, styleHref }: XmlDocument): DimapProduct {
  const profile = textAt(root, 'Metadata_Identification/METADATA_PROFILE') ?? '';
  const identifications = elementsAt(root, 'Dataset_Sources/Source_Identification');
  const strips = elementsAt(root, 'Dataset_Sources/Source_Identification/Strip_Source');
  const platform = commonPlatform(strips.map(platformOf)) ?? platformOfProfile(profile);
  const angles = viewAnglesOf(root, platform.constellation);
  const georeference = georeferenceOf(root);
  const bandCount = numberAt(root, 'Raster_Data/Raster_Dimensions/NBANDS');
  return {
    ...platform,
    ...angles,
    profile,
    formatVersion: attributeAt(root, 'Metadata_Identification/METADATA_FORMAT', 'version'),
    datasetName: textAt(root, 'Dataset_Identification/DATASET_NAME'),
    jobId: textAt(root, `${delivery}/JOB_ID`),
    acquisition: acquisitionOf(root, strips),
    sources: identifications.flatMap(readStrips),
    processingLevel: textAt(root, `${settings}/PROCESSING_LEVEL`),
    spectralProcessing: textAt(root, `${settings}/SPECTRAL_PROCESSING`),
    radiometricProcessing: textAt(root, `${settings}/Radiometric_Settings/RADIOMETRIC_PROCESSING`),
    bands: readBands(root, platform.constellation, bandCount),
    bandCount,
    rows: numberAt(root, 'Raster_Data/Raster_Dimensions/NROWS'),
    columns: numberAt(root, 'Raster_Data/Raster_Dimensions/NCOLS'),
    bitsPerSample: numberAt(root, 'Raster_Data/Raster_Encoding/NBITS'),
    signed: textAt(root, 'Raster_Data/Raster_Encoding/SIGN') === 'SIGNED',
    gsdM: spacingM(root, georeference) ?? angles.sampleDistanceM,
    epsg: epsgOf(root),
    vertices: extentVerticesOf(root),
    georeference,
    cloudCoverPct: percentAt(root, 'Dataset_Content/CLOUD_COVERAGE'),
    snowCoverPct: percentAt(root, 'Dataset_Content/SNOW_COVERAGE'),
    order: readOrderBlock(root),
    processingFacility: textAt(root, `${facility}/PROCESSING_CENTER`),
    software: readSoftware(root),
    producedAt: dateAt(root, `${delivery}/PRODUCTION_DATE`),
    producer: textAt(root, 'Product_Information/Producer_Information/PRODUCER_NAME'),
    tiles: elementsAt(root, 'Raster_Data/Data_Access/Data_Files').flatMap(readTiles),
    namedFiles: readNamedFiles(root, styleHref),
  };
}

const delivery = 'Product_Information/Delivery_Identification';
const settings = 'Processing_Information/Product_Settings';
const facility = 'Processing_Information/Production_Facility';

const readStrips = (identification: XmlElement): StripSource[] =>
  elementsAt(identification, 'Strip_Source').map((strip) => ({
    id: textAt(identification, 'SOURCE_ID'),
    platform: platformOf(strip).platform,
    acquiredAt: stripTime(strip),
  }));

/** Pléiades Neo has one Data_Files per group of bands (RGB, then NIR, red edge and deep blue), each with every tile. */
const readTiles = (dataFiles: XmlElement): Tile[] =>
  elementsAt(dataFiles, 'Data_File').flatMap((file) =>
    elementsAt(file, 'DATA_FILE_PATH').flatMap((path) => {
      const href = attributeOf(path, 'href');
      const rank = (name: string) => Number(attributeOf(file, name) ?? '1') || 1;
      return href === null
        ? []
        : [{ href, row: rank('tile_R'), col: rank('tile_C'), bandIds: bandIdsOfGroup(dataFiles) }];
    }),
  );

/** The resampling step where it is in metres in fact: geographic products write degrees and call them metres. */
function spacingM(root: XmlElement, georeference: Georeference | null): number | null {
  const spacing = numberAt(root, `${settings}/Sampling_Settings/RESAMPLING_SPACING`);
  if (spacing !== null && spacing >= 0.05 && spacing <= 100) return spacing;
  return georeference && georeference.epsg !== 4326 ? georeference.pixelX : null;
}

function percentAt(root: XmlElement, path: string): number | null {
  const value = numberAt(root, path);
  return value !== null && value >= 0 && value <= 100 ? value : null;
}

function dateAt(root: XmlElement, path: string): string | null {
  const text = textAt(root, path);
  return text !== null && /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text))
    ? text
    : null;
}

function readSoftware(root: XmlElement): DimapProduct['software'] {
  const name = textAt(root, `${facility}/SOFTWARE`);
  const version = attributeAt(root, `${facility}/SOFTWARE`, 'version');
  return name === null ? null : { name, version: version ?? '' };
}

function readNamedFiles(root: XmlElement, styleHref: string | null): DimapProduct['namedFiles'] {
  const kinds = new Map<string, FileKind>();
  if (styleHref !== null) kinds.set(styleHref, 'style');
  for (const { element, trail } of descendants(root)) {
    const href = attributeOf(element, 'href');
    const tag = trail.at(-1) ?? '';
    if (href === null || tag === 'DATA_FILE_PATH' || !tag.endsWith('_PATH')) continue;
    const kind = kindOf(trail);
    if (!kinds.has(href) || kinds.get(href) === 'other') kinds.set(href, kind);
  }
  return [...kinds].map(([href, kind]) => ({ href, kind }));
}

function kindOf(trail: readonly string[]): FileKind {
  const tag = trail.at(-1) ?? '';
  if (tag.endsWith('_QL_PATH')) return 'preview';
  if (tag.endsWith('_TN_PATH')) return 'icon';
  // Both spellings exist: Quality_Mask, and QUALITY_MASK in Pléiades Neo.
  if (trail.some((name) => name.toLowerCase() === 'quality_mask')) return 'mask';
  if (trail.includes('Rational_Function_Model')) return 'rpc';
  if (trail.includes('Dataset_Sources') || trail.includes('Processing_Lineage')) return 'lineage';
  return 'other';
}
