import {
  identification,
  isSensorLevel,
  type MaskKind,
  productInformation,
  profileOf,
  sourceId,
  syntheticNotice,
} from './sandbox-dimap.ts';
import { missionCodes, type ProductLayout, type SandboxScene } from './sandbox-layout.ts';
import type { Box } from './sandbox-strips.ts';
import { type Xml, xml, xmlDocument } from './sandbox-xml.ts';

/** A text file of a parcel; the path is relative to it. */
export type TextFile = { path: string; text: string };

/**
 * The documents that lead to the products, as each family nests them: VOL_PHR.XML or VOL_PNEO.XML beside the image
 * folders; for SPOT, SPOT_LIST.XML, then a SPOT_PROD.XML and a SPOT_VOL.XML for each view.
 */
export function volumeDocuments(
  scene: SandboxScene,
  products: readonly ProductLayout[],
): TextFile[] {
  if (scene.family === 'spot') return spotDocuments(scene, products);
  const neo = scene.family === 'pleiades-neo';
  const name = neo ? 'VOL_PNEO.XML' : 'VOL_PHR.XML';
  const title = `${missionCodes[scene.family]} Volume Description`;
  const components = products.map((product) => productComponent(scene, product, product.folder));
  const subprofile = neo ? 'ORDER_VOLUME' : 'SINGLE_VOLUME';
  return [{ path: name, text: volume(scene, ['VOLUME', subprofile], title, components) }];
}

function spotDocuments(scene: SandboxScene, products: readonly ProductLayout[]): TextFile[] {
  const paths = [...new Set(products.map(volumeFolder))];
  const nested = paths.flatMap((path): TextFile[] => {
    const [product = '', volumeName = ''] = path.split('/');
    const members = products.filter((member) => volumeFolder(member) === path);
    const images = members.map((member) =>
      productComponent(scene, member, member.folder.slice(path.length + 1)),
    );
    const inner = [part(volumeName, `${volumeName}/SPOT_VOL.XML`)];
    return [
      {
        path: `${path}/SPOT_VOL.XML`,
        text: volume(scene, ['VOLUME', 'SINGLE_VOLUME'], 'SPOT Volume Description', images),
      },
      {
        path: `${product}/SPOT_PROD.XML`,
        text: volume(scene, ['PRODUCT', 'SINGLE_PRODUCT'], 'SPOT Product Description', inner),
      },
    ];
  });
  const names = paths.map((path) => path.split('/')[0] ?? '');
  return [{ path: 'SPOT_LIST.XML', text: spotList(scene, names) }, ...nested];
}

/** The PROD and VOL folders, one for each view. */
const volumeFolder = ({ folder }: ProductLayout) => folder.split('/').slice(0, 2).join('/');

/** SPOT's list has its components right under the root. */
const spotList = (scene: SandboxScene, names: readonly string[]): string =>
  xmlDocument(
    xml('Dimap_Document', [
      identification(scene, 'DATASET', 'SINGLE_DATASET'),
      datasetName(scene, 'Product Description'),
      productInformation(scene, null),
      xml(
        'Dataset_Components',
        names.map((name) => part(name, `${name}/SPOT_PROD.XML`)),
      ),
    ]),
  );

const volume = (
  scene: SandboxScene,
  [profile, subprofile]: readonly [string, string],
  title: string,
  components: readonly Xml[],
): string =>
  xmlDocument(
    xml('Dimap_Document', [
      identification(scene, profile, subprofile),
      datasetName(scene, title),
      productInformation(scene, null),
      xml('Dataset_Content', [xml('Dataset_Components', components)]),
    ]),
  );

const datasetName = (scene: SandboxScene, title: string): Xml =>
  xml('Dataset_Identification', [
    xml('DATASET_NAME', `${title} (synthetic)`),
    xml('DATASET_ID', scene.providerReference),
    xml('Legal_Constraints', [xml('COPYRIGHT', syntheticNotice)]),
  ]);

const part = (title: string, href: string): Xml =>
  xml('Component', [
    xml('COMPONENT_TITLE', title),
    xml('COMPONENT_TYPE', 'DIMAP'),
    xml('COMPONENT_PATH', '', { href }),
  ]);

function productComponent(scene: SandboxScene, { name, spectral }: ProductLayout, folder: string) {
  const href = (file: string) => ({ href: `${folder}/${file}` });
  return xml('Component', [
    xml('COMPONENT_TITLE', `${isSensorLevel(scene) ? 'SENSOR' : 'ORTHO'} ${spectral} (synthetic)`),
    xml('COMPONENT_TYPE', 'DIMAP'),
    xml('COMPONENT_PATH', '', href(`DIM_${name}.XML`)),
    xml('COMPONENT_TN_PATH', '', href(`ICON_${name}.JPG`)),
    xml('COMPONENT_TN_FORMAT', 'image/jpeg'),
  ]);
}

/** LINEAGE/PROCESSING_*: how it was made. */
export const processingDocument = (scene: SandboxScene): string =>
  xmlDocument(
    xml('Dimap_Document', [
      identification(scene, profileOf(scene), 'PROCESSING'),
      xml('Processing_Information', [
        xml('PROCESSING_DESC', syntheticNotice),
        xml('PRODUCTION_DATE', scene.producedAt.toISOString()),
      ]),
    ]),
  );

/** LINEAGE/STRIP_*: the pass that it would have come from. */
export const stripDocument = (scene: SandboxScene, product: ProductLayout): string =>
  xmlDocument(
    xml('Dimap_Document', [
      identification(scene, profileOf(scene), 'STRIP'),
      xml('Dataset_Identification', [
        xml('DATASET_NAME', sourceId(scene, product)),
        xml('Legal_Constraints', [xml('COPYRIGHT', syntheticNotice)]),
      ]),
      xml('Acquisition_Configuration', [
        xml('ACQUISITION_DATE', product.view.acquiredAt.toISOString()),
      ]),
    ]),
  );

/**
 * RPC_*.XML: the rational functions (NITF RPC00B order of terms) of an image that looks straight down on flat ground:
 * column goes with longitude, line against latitude, pixels counted from 1.
 */
export function rpcDocument(
  scene: SandboxScene,
  { name, box, width, height }: ProductLayout,
): string {
  const [west, south, east, north] = box;
  const neo = scene.family === 'pleiades-neo';
  const model = [
    ...coefficients('SAMP_NUM', { 2: 1 }),
    ...coefficients('SAMP_DEN', { 1: 1 }),
    ...coefficients('LINE_NUM', { 3: -1 }),
    ...coefficients('LINE_DEN', { 1: 1 }),
    xml('ERR_BIAS_X', 0),
    xml('ERR_BIAS_Y', 0),
  ];
  const validity = xml('RFM_Validity', [
    xml('Inverse_Model_Validity_Domain', [
      xml('FIRST_LON', west),
      xml('FIRST_LAT', south),
      xml('LAST_LON', east),
      xml('LAST_LAT', north),
    ]),
    xml('LONG_SCALE', (east - west) / 2),
    xml('LONG_OFF', (west + east) / 2),
    xml('LAT_SCALE', (north - south) / 2),
    xml('LAT_OFF', (south + north) / 2),
    xml('HEIGHT_SCALE', 500),
    xml('HEIGHT_OFF', 0),
    xml('SAMP_SCALE', width / 2),
    xml('SAMP_OFF', (width + 1) / 2),
    xml('LINE_SCALE', height / 2),
    xml('LINE_OFF', (height + 1) / 2),
  ]);
  return xmlDocument(
    xml('Dimap_Document', [
      identification(scene, profileOf(scene), 'RPC'),
      xml('Dataset_Identification', [
        xml('DATASET_NAME', name),
        xml('Legal_Constraints', [xml('COPYRIGHT', syntheticNotice)]),
      ]),
      xml('Rational_Function_Model', [
        xml('Resource_Reference', [
          xml('RESOURCE_TITLE', 'NITF', { version: '2.1' }),
          xml('RESOURCE_ID', 'RPC00B'),
        ]),
        xml('Global_RFM', [xml(neo ? 'GroundtoImage_Values' : 'Inverse_Model', model), validity]),
      ]),
    ]),
  );
}

const coefficients = (name: string, terms: Readonly<Record<number, number>>): Xml[] =>
  Array.from({ length: 20 }, (_, rank) => xml(`${name}_COEFF_${rank + 1}`, terms[rank + 1] ?? 0));

/** A mask in the OGC Earth Observation profile of O&M (10-157r4, eop:Mask); positions are latitude first, as EPSG:4326 says. */
export function maskDocument(kind: MaskKind, name: string, boxes: readonly Box[]): string {
  return xmlDocument(
    xml(
      'eop:Mask',
      [
        xml('gml:description', syntheticNotice),
        xml('gml:name', `${kind}_${name}`),
        xml(
          'eop:maskMembers',
          boxes.map((box, rank) =>
            xml(
              'eop:MaskFeature',
              [
                xml('eop:maskType', kind === 'CLD' ? 'CLOUD' : 'ROI', {
                  codeSpace: 'urn:dinamis:sandbox',
                }),
                xml('eop:extentOf', [
                  xml(
                    'gml:Polygon',
                    [
                      xml('gml:exterior', [
                        xml('gml:LinearRing', [xml('gml:posList', positions(box))]),
                      ]),
                    ],
                    { 'gml:id': `${kind}_P${rank + 1}`, srsName: 'urn:ogc:def:crs:EPSG::4326' },
                  ),
                ]),
              ],
              { 'gml:id': `${kind}_${rank + 1}` },
            ),
          ),
        ),
      ],
      {
        'xmlns:eop': 'http://www.opengis.net/eop/2.1',
        'xmlns:gml': 'http://www.opengis.net/gml/3.2',
        'gml:id': `${kind}_${name}`,
      },
    ),
  );
}

const positions = ([west, south, east, north]: Box): string =>
  [
    [south, west],
    [south, east],
    [north, east],
    [north, west],
    [south, west],
  ]
    .flat()
    .join(' ');
