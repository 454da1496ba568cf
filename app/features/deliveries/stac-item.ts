import { bboxOf, type Footprint } from './dimap/footprint.ts';
import type {
  FileReport,
  FileRole,
  PackageReport,
  ProductReport,
  SceneReport,
} from './dimap/package-report.ts';

export type StacLink = { rel: string; href: string; type?: string; title?: string };

export type StacBand = {
  name: string;
  'eo:common_name'?: string;
  'eo:center_wavelength'?: number;
  'eo:full_width_half_max'?: number;
};

export type StacAsset = {
  href: string;
  type: string;
  title: string;
  roles?: string[];
  'file:size': number;
  'file:checksum': string;
  bands?: StacBand[];
  data_type?: string;
  gsd?: number;
  'proj:code'?: string | null;
  'proj:shape'?: [number, number];
  'proj:transform'?: [number, number, number, number, number, number];
};

/** A STAC Item 1.1.0. */
export type StacItem = {
  type: 'Feature';
  stac_version: '1.1.0';
  stac_extensions: string[];
  id: string;
  collection: string;
  geometry: Footprint | null;
  bbox?: [number, number, number, number];
  properties: Record<string, unknown> & { datetime: string | null };
  links: StacLink[];
  assets: Record<string, StacAsset>;
};

export type ItemSource = {
  id: string;
  collection: string;
  collectionHref: string;
  scene: SceneReport;
  /** The products of the scene. */
  products: readonly ProductReport[];
  /** The files to offer as assets; `filesOfScene` gives them. */
  files: readonly FileReport[];
  /** `code` is an SPDX identifier or 'other', `href` the text that must be accepted. */
  licence: { code: string; href: string; title: string };
  /** The address under which a file of the parcel is retrieved. */
  hrefFor: (path: string) => string;
  title?: string;
  /** ISO 8601, when the item was first and last written. */
  createdAt: string;
  updatedAt: string;
  /** Further links: self, root, parent, derived_from… */
  links?: readonly StacLink[];
};

/** The files that retrieving one scene of a parcel means: those of its products, and what the whole parcel shares. */
export function filesOfScene(report: PackageReport, scene: SceneReport): FileReport[] {
  return report.files.filter(
    ({ productId }) => productId === null || scene.productIds.includes(productId),
  );
}

/**
 * Writes the STAC Item 1.1.0 of a scene (https://github.com/radiantearth/stac-spec/tree/v1.1.0) with the extensions file,
 * projection, and eo, view and processing where they have something to say. What the delivery does not say is left out,
 * never guessed. `proj:code` alone names the CRS: version 2 of the projection extension forbids `proj:epsg`.
 */
export function buildItem(source: ItemSource): StacItem {
  const { id, collection, scene, products, licence } = source;
  const assets = buildAssets(source);
  const properties = buildProperties(source);
  return {
    type: 'Feature',
    stac_version: '1.1.0',
    stac_extensions: extensionsOf(properties, assets),
    id,
    collection,
    geometry: scene.footprint,
    ...(scene.footprint && { bbox: bboxOf(scene.footprint) }),
    properties: { ...properties, ...projectionOf(products) },
    links: [
      ...(source.links ?? []),
      { rel: 'collection', href: source.collectionHref, type: 'application/json' },
      { rel: 'license', href: licence.href, title: licence.title },
    ],
    assets,
  };
}

function buildProperties(source: ItemSource): StacItem['properties'] {
  const { scene, products } = source;
  const finest = products.find(({ id }) => id === scene.id) ?? products[0];
  const single = scene.acquiredAt === scene.acquiredUntil;
  const instruments = [...new Set(products.flatMap((product) => product.instruments))];
  const levels = distinct(products.map(({ processingLevel }) => processingLevel));
  const facilities = distinct(products.map(({ processingFacility }) => processingFacility));
  const software = products.flatMap((product) => product.software ?? []);
  return {
    datetime: scene.acquiredAt,
    ...(!single && { start_datetime: scene.acquiredAt, end_datetime: scene.acquiredUntil }),
    created: source.createdAt,
    updated: source.updatedAt,
    license: source.licence.code,
    ...withoutNulls({
      title: source.title ?? null,
      platform: scene.platform,
      constellation: scene.constellation,
      instruments: instruments.length > 0 ? instruments : null,
      gsd: scene.gsdM,
      'eo:cloud_cover': scene.cloudCoverPct,
      'eo:snow_cover': finest?.snowCoverPct ?? null,
      'view:incidence_angle': scene.incidenceDeg,
      'view:off_nadir': finest?.viewingDeg ?? null,
      'view:azimuth': finest ? viewAzimuth(finest) : null,
      'view:sun_azimuth': finest?.sunAzimuthDeg ?? null,
      'view:sun_elevation': finest?.sunElevationDeg ?? null,
      'processing:level': levels.length === 1 ? (levels[0] ?? null) : null,
      'processing:facility': facilities.length === 1 ? (facilities[0] ?? null) : null,
      'processing:software':
        software.length > 0
          ? Object.fromEntries(software.map(({ name, version }) => [name, version]))
          : null,
    }),
  };
}

/**
 * `view:azimuth` is taken at the point below the satellite, towards the scene (view extension): the opposite of the
 * direction in which the ground sees the satellite, to within the convergence of the meridians between the two. The
 * azimuths of other missions do not mean that, and are left out.
 */
function viewAzimuth({ azimuthDeg, azimuthOf }: ProductReport): number | null {
  return azimuthDeg === null || azimuthOf !== 'satellite' ? null : (azimuthDeg + 180) % 360;
}

/** On the item where all products share it, null (none) in sensor geometry; each image asset repeats its own. */
function projectionOf(products: readonly ProductReport[]): { 'proj:code'?: string | null } {
  const codes = distinct(products.map(codeOf));
  return codes.length === 1 ? { 'proj:code': codes[0] ?? null } : {};
}

const codeOf = ({ epsg }: ProductReport) => (epsg === null ? null : `EPSG:${epsg}`);

function buildAssets({ files, products, hrefFor }: ItemSource): StacItem['assets'] {
  const assets: StacItem['assets'] = {};
  for (const file of files) {
    const key = freeKey(assetKey(file.path), assets);
    const product = products.find(({ id }) => id === file.productId);
    assets[key] = {
      href: hrefFor(file.path),
      type: file.mediaType,
      title: file.path,
      ...(rolesOf[file.role].length > 0 && { roles: rolesOf[file.role] }),
      'file:size': file.bytes,
      // Multihash: sha2-256 (0x12), 32 bytes (0x20), then the digest.
      'file:checksum': `1220${file.sha256}`,
      ...(product && file.role === 'data' && imageFields(product, file.path)),
    };
  }
  return assets;
}

const rolesOf: Record<FileRole, string[]> = {
  data: ['data'],
  metadata: ['metadata'],
  overview: ['overview'],
  thumbnail: ['thumbnail'],
  mask: ['metadata', 'mask'],
  rpc: ['metadata', 'rpc'],
  other: [],
};

function imageFields(product: ProductReport, path: string): Partial<StacAsset> {
  const tile = product.tiles.find((candidate) => candidate.path === path);
  const ids = tile?.bandIds ?? [];
  const bands = product.bands.filter(({ id }) => ids.length === 0 || ids.includes(id));
  const { rows, columns, georeference } = product;
  const alone = product.tiles.every(({ row, col }) => row === 1 && col === 1);
  const dataType = dataTypeOf(product);
  return {
    bands: bands.map(bandOf),
    'proj:code': codeOf(product),
    ...(dataType && { data_type: dataType }),
    ...(product.gsdM !== null && { gsd: product.gsdM }),
    ...(alone && rows !== null && columns !== null && { 'proj:shape': [rows, columns] }),
    ...(alone && georeference && { 'proj:transform': transformOf(georeference) }),
  };
}

const transformOf = (
  geo: NonNullable<ProductReport['georeference']>,
): StacAsset['proj:transform'] & object => [
  geo.pixelX,
  0,
  geo.upperLeftX,
  0,
  -geo.pixelY,
  geo.upperLeftY,
];

const bandOf = (band: ProductReport['bands'][number]): StacBand => ({
  name: band.id,
  ...(band.commonName !== null && { 'eo:common_name': band.commonName }),
  ...(band.centreWavelengthUm !== null && { 'eo:center_wavelength': band.centreWavelengthUm }),
  ...(band.fullWidthUm !== null && { 'eo:full_width_half_max': band.fullWidthUm }),
});

/** NBITS counts the significant bits (12 of 16): the sample itself is the next whole width. */
function dataTypeOf({ bitsPerSample, signed }: ProductReport): string | null {
  const width = [8, 16, 32].find((bits) => bitsPerSample !== null && bitsPerSample <= bits);
  return width === undefined ? null : `${signed ? 'int' : 'uint'}${width}`;
}

/** Only the extensions in use: eo, view and processing each require one of their fields to be present. */
function extensionsOf(properties: StacItem['properties'], assets: StacItem['assets']): string[] {
  const said = (prefix: string) => Object.keys(properties).some((name) => name.startsWith(prefix));
  const bands = Object.values(assets).flatMap((asset) => asset.bands ?? []);
  const bandsSay = bands.some((band) => Object.keys(band).some((name) => name.startsWith('eo:')));
  return [
    ...(said('eo:') || bandsSay ? ['https://stac-extensions.github.io/eo/v2.0.0/schema.json'] : []),
    ...(said('view:') ? ['https://stac-extensions.github.io/view/v1.0.0/schema.json'] : []),
    'https://stac-extensions.github.io/projection/v2.0.0/schema.json',
    'https://stac-extensions.github.io/file/v2.1.0/schema.json',
    ...(said('processing:')
      ? ['https://stac-extensions.github.io/processing/v1.2.0/schema.json']
      : []),
  ];
}

/** 'IMG_P_001/MASKS/CLD_x_MSK.GML' → 'cld_x_msk-gml': stable, and safe in an address. */
const assetKey = (path: string) =>
  path
    .slice(path.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'file';

function freeKey(key: string, assets: StacItem['assets']): string {
  let free = key;
  for (let rank = 2; Object.hasOwn(assets, free); rank += 1) free = `${key}-${rank}`;
  return free;
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

const withoutNulls = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
