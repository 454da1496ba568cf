import {
  missionCodes,
  type ProductLayout,
  type SandboxScene,
  type TileLayout,
  tileName,
} from './sandbox-layout.ts';
import { type Xml, xml, xmlDocument } from './sandbox-xml.ts';

/** Said in every document, image and preview of a parcel. */
export const syntheticNotice =
  'SYNTHETIC - made by the DINAMIS sandbox provider; no satellite acquired it. Donnees synthetiques, aucune prise de vue reelle.';

/**
 * The product document (DIM_*.XML) in DIMAP V2, with the elements of real Pleiades, Pleiades Neo and SPOT 6 products that
 * describe order, extent, geometry, pixels, angles and sources (Airbus, Pléiades Imagery and SPOT Imagery User Guides,
 * annex «DIMAP V2 format»). What only a real instrument has (calibration, ephemeris, histograms) is left out.
 */
export function productDocument(
  scene: SandboxScene,
  product: ProductLayout,
  tiles: readonly TileLayout[],
  tilePx: number,
): string {
  return xmlDocument(
    xml(
      'Dimap_Document',
      [
        identification(scene, profileOf(scene), 'PRODUCT'),
        datasetIdentification(scene, product),
        datasetContent(scene, product),
        productInformation(scene, product),
        referenceSystem,
        geoposition(scene, product),
        processing(scene, product),
        rasterData(scene, product, tiles, tilePx),
        xml('Radiometric_Data', [
          xml('Dynamic_Range', [xml('ACQUISITION_RANGE', 12), xml('PRODUCT_RANGE', 12)]),
        ]),
        geometricData(scene, product),
        quality(scene, product),
        sources(scene, product),
      ],
      scene.family === 'pleiades-neo' ? { version: '1.2' } : {},
    ),
  );
}

/** Metadata_Identification, alike in every document. */
export const identification = (scene: SandboxScene, profile: string, subprofile: string): Xml =>
  xml('Metadata_Identification', [
    xml('METADATA_FORMAT', 'DIMAP', { version: formatVersions[scene.family] }),
    xml('METADATA_PROFILE', profile),
    xml('METADATA_SUBPROFILE', subprofile),
    xml('METADATA_LANGUAGE', 'en'),
  ]);

const formatVersions = { pleiades: '2.15', 'pleiades-neo': '2.0', spot: '2.12' };

/** PHR_ORTHO, PNEO_SENSOR, S6_ORTHO… */
export function profileOf({ family, missionIndex, level }: SandboxScene): string {
  const head = family === 'spot' ? `S${missionIndex}` : missionCodes[family];
  return `${head}_${level === 'ortho' ? 'ORTHO' : 'SENSOR'}`;
}

/** Producer, delivery and order: what matches a parcel to our order. */
export const productInformation = (scene: SandboxScene, product: ProductLayout | null): Xml =>
  xml('Product_Information', [
    xml('Producer_Information', [
      xml('PRODUCER_NAME', 'DINAMIS sandbox (synthetic)'),
      xml('PRODUCER_CONTACT', syntheticNotice),
    ]),
    xml('Delivery_Identification', [
      xml('PRODUCTION_DATE', scene.producedAt.toISOString()),
      ...(product ? [xml('JOB_ID', product.name)] : []),
      xml('PRODUCT_CODE', 'SYNTHETIC'),
      xml('DELIVERY_TYPE', 'NETWORK'),
      xml('Order_Identification', [
        xml('CUSTOMER_REFERENCE', scene.orderId),
        xml('INTERNAL_REFERENCE', scene.providerReference),
        xml('COMMERCIAL_REFERENCE', scene.providerReference),
        xml('COMMERCIAL_ITEM', 'NONE'),
        xml('COMMENT', syntheticNotice),
      ]),
    ]),
  ]);

/** The strip that both images of a bundle come from; each stereo view has its own. */
export const sourceId = (scene: SandboxScene, { view }: ProductLayout): string =>
  `DS_${missionCodes[scene.family]}${scene.missionIndex}_${view.acquiredAt
    .toISOString()
    .replace(/\D/g, '')
    .slice(0, 15)}_SYNTHETIC`;

export const isSensorLevel = ({ level }: SandboxScene) => level === 'primary';

const datasetIdentification = (scene: SandboxScene, { name }: ProductLayout): Xml =>
  xml('Dataset_Identification', [
    xml('DATASET_TYPE', isSensorLevel(scene) ? 'RASTER_SENSOR' : 'RASTER_ORTHO'),
    xml('DATASET_NAME', `SYNTHETIC_${name}`, { version: '1.0' }),
    xml('DATASET_TN_PATH', '', { href: `ICON_${name}.JPG` }),
    xml('DATASET_TN_FORMAT', 'image/jpeg'),
    xml('DATASET_QL_PATH', '', { href: `PREVIEW_${name}.JPG` }),
    xml('DATASET_QL_FORMAT', 'image/jpeg'),
    xml('Legal_Constraints', [
      xml('COPYRIGHT', syntheticNotice),
      xml('LICENSE', 'None: synthetic pixels, free of rights'),
    ]),
  ]);

function datasetContent(scene: SandboxScene, product: ProductLayout): Xml {
  const [west, south, east, north] = product.box;
  const position = (name: string, lon: number, lat: number): Xml =>
    xml(name, [
      xml('LON', lon),
      xml('LAT', lat),
      ...(isSensorLevel(scene) ? [] : [xml('X', lon), xml('Y', lat)]),
      xml('COL', edge((lon - west) / (east - west), product.width)),
      xml('ROW', edge((north - lat) / (north - south), product.height)),
    ]);
  const ring = (scene.footprint.coordinates[0] ?? []).slice(0, -1);
  return xml('Dataset_Content', [
    xml('SURFACE_AREA', surfaceKm2(product), { unit: 'square km' }),
    xml('CLOUD_COVERAGE', scene.cloudCoverPct, { unit: 'percent' }),
    xml('SNOW_COVERAGE', 0, { unit: 'percent' }),
    xml('Dataset_Components', [
      lineage('Processing', processingPath(product)),
      lineage('Strip Source', stripPath(scene, product)),
      ...(isSensorLevel(scene) ? [rpcComponent(product)] : []),
    ]),
    xml('Dataset_Extent', [
      xml('EXTENT_TYPE', 'Bounding_Polygon'),
      ...clockwiseFromNorthWest(ring).map(([lon = 0, lat = 0]) => position('Vertex', lon, lat)),
      position('Center', (west + east) / 2, (south + north) / 2),
    ]),
  ]);
}

/** Columns and rows are counted from 1. */
const edge = (part: number, size: number) => Math.min(size, Math.max(1, Math.round(part * size)));

/** As real products list them: the north-western corner first, then clockwise. */
function clockwiseFromNorthWest(ring: readonly number[][]): readonly number[][] {
  const score = ([lon = 0, lat = 0]: readonly number[]) => lat - lon;
  const area = ring.reduce((sum, [x = 0, y = 0], rank) => {
    const [nextX = 0, nextY = 0] = ring[(rank + 1) % ring.length] ?? [];
    return sum + x * nextY - nextX * y;
  }, 0);
  const turned = area > 0 ? ring.toReversed() : ring;
  const scores = turned.map(score);
  const first = scores.indexOf(Math.max(...scores));
  return [...turned.slice(first), ...turned.slice(0, first)];
}

/** Of the whole image, pixels without data included. */
const surfaceKm2 = ({ width, height, pixelM }: ProductLayout) =>
  Math.round(width * height * (pixelM / 1000) ** 2 * 1000) / 1000;

const component = (title: string, content: string, type: string, href: string): Xml =>
  xml('Component', [
    xml('COMPONENT_TITLE', title),
    xml('COMPONENT_CONTENT', content),
    xml('COMPONENT_TYPE', type),
    xml('COMPONENT_PATH', '', { href }),
  ]);

const lineage = (title: string, href: string) =>
  component(title, 'Lineage Information', 'DIMAP', href);

export const rpcPath = ({ name }: ProductLayout) => `RPC_${name}.XML`;
export const processingPath = ({ name }: ProductLayout) => `LINEAGE/PROCESSING_${name}_DIM.XML`;
export const stripPath = (scene: SandboxScene, product: ProductLayout) =>
  `LINEAGE/STRIP_${sourceId(scene, product)}_DIM.XML`;
export const maskPath = (kind: MaskKind, { name }: ProductLayout) =>
  `MASKS/${kind}_${name}_MSK.GML`;

const rpcComponent = (product: ProductLayout) =>
  component('RPC Model', 'Geoposition Model', 'DIMAP', rpcPath(product));

const referenceSystem = xml('Coordinate_Reference_System', [
  xml('Geodetic_CRS', [
    xml('CRS_TABLES', 'EPSG', { version: '6.3' }),
    xml('GEODETIC_CRS_TYPE', 'GEOGRAPHIC2D'),
    xml('GEODETIC_CRS_NAME', 'WGS84'),
    xml('GEODETIC_CRS_CODE', 'urn:ogc:def:crs:EPSG::4326'),
  ]),
]);

function geoposition(scene: SandboxScene, product: ProductLayout): Xml {
  if (isSensorLevel(scene))
    return xml('Geoposition', [
      rasterSystem('SENSOR', 'CENTER', 'POINT'),
      xml('Geoposition_Models', [xml('Rational_Function_Model', [rpcComponent(product)])]),
    ]);
  const [west, south, east, north] = product.box;
  return xml('Geoposition', [
    rasterSystem('GROUND', 'UL', 'CELL'),
    xml('Geoposition_Insert', [
      xml('ULXMAP', west, { unit: 'deg' }),
      xml('ULYMAP', north, { unit: 'deg' }),
      xml('XDIM', (east - west) / product.width, { unit: 'deg' }),
      xml('YDIM', (north - south) / product.height, { unit: 'deg' }),
    ]),
  ]);
}

const rasterSystem = (geometry: string, orientation: string, type: string): Xml =>
  xml('Raster_CRS', [
    xml('RASTER_GEOMETRY', geometry),
    xml('PIXEL_ORIENTATION', orientation),
    xml('PIXEL_CRS_TYPE', type),
    xml('PIXEL_ORIGIN', 1),
  ]);

function processing(scene: SandboxScene, product: ProductLayout): Xml {
  const level = isSensorLevel(scene) ? 'SENSOR' : 'ORTHO';
  return xml('Processing_Information', [
    xml('Production_Facility', [
      xml('SOFTWARE', 'DINAMIS sandbox', { version: '1' }),
      xml('PROCESSING_CENTER', 'Synthetic'),
    ]),
    xml('Product_Settings', [
      xml('PROCESSING_LEVEL', level),
      xml('SPECTRAL_PROCESSING', product.spectral),
      xml('Geometric_Settings', [xml('GEOMETRIC_PROCESSING', level)]),
      xml('Radiometric_Settings', [xml('RADIOMETRIC_PROCESSING', 'BASIC')]),
      xml('Sampling_Settings', [
        xml('RESAMPLING_SPACING', product.pixelM, { unit: 'm' }),
        xml('RESAMPLING_KERNEL', 'SYNTHETIC'),
      ]),
    ]),
    xml('Processing_Lineage', [lineage('Processing', processingPath(product))]),
  ]);
}

function rasterData(
  scene: SandboxScene,
  product: ProductLayout,
  tiles: readonly TileLayout[],
  tilePx: number,
): Xml {
  const last = tiles.at(-1);
  const [rows, columns] = [last?.row ?? 1, last?.col ?? 1];
  const neo = scene.family === 'pleiades-neo';
  return xml('Raster_Data', [
    xml('Data_Access', [
      xml('DATA_FILE_ORGANISATION', 'BAND_COMPOSITE'),
      xml('DATA_FILE_FORMAT', 'image/tiff'),
      xml('DATA_FILE_TILES', String(tiles.length > 1)),
      ...product.groups.map((group) =>
        xml('Data_Files', [
          ...tiles.map((tile) =>
            xml(
              'Data_File',
              [xml('DATA_FILE_PATH', '', { href: tileName(product.name, group, tile) })],
              {
                tile_R: tile.row,
                tile_C: tile.col,
              },
            ),
          ),
          ...(neo
            ? [
                rasterDisplay(
                  group.bands.map(({ id }) => id),
                  true,
                ),
              ]
            : []),
        ]),
      ),
    ]),
    xml('Raster_Dimensions', [
      xml('NROWS', product.height),
      xml('NCOLS', product.width),
      xml('NBANDS', product.groups.flatMap(({ bands }) => bands).length),
      xml('Tile_Set', [
        xml('NTILES', tiles.length),
        xml('Regular_Tiling', [
          xml('NTILES_SIZE', '', {
            nrows: Math.min(tilePx, product.height),
            ncols: Math.min(tilePx, product.width),
          }),
          xml('NTILES_COUNT', '', { ntiles_R: rows, ntiles_C: columns }),
          ...(neo
            ? [xml('NTILES_OVERLAP', '', { nrows: 0, ncols: 0 })]
            : [xml('OVERLAP_ROW', 0), xml('OVERLAP_COL', 0)]),
        ]),
      ]),
    ]),
    xml('Raster_Encoding', [
      xml('DATA_TYPE', 'INTEGER'),
      xml('NBITS', 16),
      xml('SIGN', 'UNSIGNED'),
      xml('COMPRESSION_TYPE', 'NONE'),
    ]),
    ...(neo
      ? []
      : [
          rasterDisplay(
            product.groups.flatMap(({ bands }) => bands).map(({ id }) => id),
            false,
          ),
        ]),
  ]);
}

const channels = ['RED', 'GREEN', 'BLUE', 'ALPHA'];

const rasterDisplay = (ids: readonly string[], indexed: boolean): Xml =>
  xml('Raster_Display', [
    ...(indexed
      ? [
          xml(
            'Raster_Index_List',
            ids.map((id, rank) =>
              xml('Raster_Index', [
                xml('BAND_ID', id),
                xml('BAND_NAME', id),
                xml('BAND_INDEX', rank + 1),
              ]),
            ),
          ),
        ]
      : []),
    xml(
      'Band_Display_Order',
      ids.length === 1
        ? [xml('PAN_CHANNEL', ids[0] ?? 'P')]
        : ids.map((id, rank) => xml(`${channels[rank]}_CHANNEL`, id)),
    ),
    xml('Special_Value', [xml('SPECIAL_VALUE_TEXT', 'NODATA'), xml('SPECIAL_VALUE_COUNT', 0)]),
    xml('Special_Value', [
      xml('SPECIAL_VALUE_TEXT', 'SATURATED'),
      xml('SPECIAL_VALUE_COUNT', 4095),
    ]),
  ]);

function geometricData(scene: SandboxScene, product: ProductLayout): Xml {
  const { view, width, height, box } = product;
  const places: [string, number][] = [
    ['Top Center', 1],
    ['Center', Math.ceil(height / 2)],
    ['Bottom Center', height],
  ];
  const sun = sunOver((box[1] + box[3]) / 2, view.acquiredAt);
  const deg = (name: string, value: number) => xml(name, value, { unit: 'deg' });
  return xml('Geometric_Data', [
    xml(
      'Use_Area',
      places.map(([place, row]) =>
        xml('Located_Geometric_Values', [
          xml('LOCATION_TYPE', place),
          xml('COL', Math.ceil(width / 2)),
          xml('ROW', row),
          xml('TIME', view.acquiredAt.toISOString()),
          xml('Acquisition_Angles', [
            ...(scene.family === 'pleiades-neo' ? [deg('IMAGE_ORIENTATION', 180)] : []),
            deg('AZIMUTH_ANGLE', view.azimuthDeg),
            deg('VIEWING_ANGLE', viewingDeg(scene.family, view.incidenceDeg)),
            deg('INCIDENCE_ANGLE', view.incidenceDeg),
          ]),
          xml('Solar_Incidences', [
            deg('SUN_AZIMUTH', sun.azimuthDeg),
            deg('SUN_ELEVATION', sun.elevationDeg),
          ]),
          xml('Ground_Sample_Distance', [
            xml('GSD_ACROSS_TRACK', product.pixelM, { unit: 'm' }),
            xml('GSD_ALONG_TRACK', product.pixelM, { unit: 'm' }),
          ]),
        ]),
      ),
    ),
  ]);
}

/** Altitudes of the orbits in kilometres (https://earth.esa.int/eogateway/missions). */
const altitudesKm = { pleiades: 694, 'pleiades-neo': 620, spot: 694 };

/** At the satellite, from the incidence at the ground, on a sphere. */
function viewingDeg(family: SandboxScene['family'], incidenceDeg: number): number {
  const ratio = 6371 / (6371 + altitudesKm[family]);
  const sine = ratio * Math.sin((incidenceDeg * Math.PI) / 180);
  return Math.round(((Math.asin(sine) * 180) / Math.PI) * 1000) / 1000;
}

/** The Sun at 10:30 local solar time, to a degree or two: declination from the day of the year (Cooper, 1969). */
function sunOver(latDeg: number, at: Date): { azimuthDeg: number; elevationDeg: number } {
  const radians = Math.PI / 180;
  const day = (at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 0)) / 86_400_000;
  const declination = 23.45 * radians * Math.sin(((284 + day) / 365) * 2 * Math.PI);
  const [lat, hour] = [latDeg * radians, -22.5 * radians];
  const sine =
    Math.sin(lat) * Math.sin(declination) + Math.cos(lat) * Math.cos(declination) * Math.cos(hour);
  const azimuth = Math.atan2(
    Math.sin(hour),
    Math.cos(hour) * Math.sin(lat) - Math.tan(declination) * Math.cos(lat),
  );
  const hundredths = (angle: number) => Math.round((angle / radians) * 100) / 100;
  return {
    azimuthDeg: hundredths(azimuth + Math.PI),
    elevationDeg: hundredths(Math.asin(sine)),
  };
}

export const maskKinds = ['CLD', 'ROI'] as const;
export type MaskKind = (typeof maskKinds)[number];
const maskNames = { CLD: 'Cloud_Cotation (CLD)', ROI: 'Area_Of_Interest (ROI)' };

const quality = (scene: SandboxScene, product: ProductLayout): Xml =>
  xml(
    'Quality_Assessment',
    maskKinds.map((kind) =>
      xml('Imaging_Quality_Measurement', [
        xml('QUALITY_TABLES', missionCodes[scene.family]),
        xml('MEASURE_NAME', maskNames[kind]),
        xml('MEASURE_TYPE', 'AUTOMATIC'),
        xml('Quality_Mask', [
          component(maskNames[kind], 'GML MASK', 'ENCAPSULATED', maskPath(kind, product)),
        ]),
      ]),
    ),
  );

function sources(scene: SandboxScene, product: ProductLayout): Xml {
  const [date = '', time = ''] = product.view.acquiredAt.toISOString().split('T');
  return xml('Dataset_Sources', [
    xml('Source_Identification', [
      xml('SOURCE_ID', sourceId(scene, product)),
      xml('SOURCE_TYPE', 'Strip_Source'),
      xml('SOURCE_DESCRIPTION', syntheticNotice),
      xml('Strip_Source', [
        xml('MISSION', missionCodes[scene.family]),
        xml('MISSION_INDEX', scene.missionIndex),
        xml('INSTRUMENT', missionCodes[scene.family]),
        xml('INSTRUMENT_INDEX', scene.missionIndex),
        xml('IMAGING_DATE', date),
        xml('IMAGING_TIME', time),
        xml('BAND_MODE', scene.bands === 'panchromatic' ? 'P' : 'PX'),
      ]),
      component('Strip Source', 'Lineage Information', 'DIMAP', stripPath(scene, product)),
    ]),
  ]);
}
