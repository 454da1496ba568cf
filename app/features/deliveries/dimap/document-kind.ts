import { attributeAt, elementAt, textAt, type XmlDocument } from './read-xml.ts';

/** `product` describes an image, `volume` lists components, `other` is a DIMAP V2 document of another use (RPC, strip, lineage). */
export type DocumentKind = 'product' | 'volume' | 'other' | 'dimap-v1' | 'unknown';

/**
 * Says what a document is by what it holds. DIMAP V1 (SPOT 1 to 5, METADATA.DIM) names its heading `Metadata_Id` and a
 * format version of 1.x; DIMAP V2 names it `Metadata_Identification` (OGC-registered profile of Airbus, versions 2.x).
 * SPOT's lists use the profiles DATASET (SPOT_LIST), PRODUCT (SPOT_PROD) and VOLUME (SPOT_VOL).
 */
export function documentKind({ rootName, root }: XmlDocument): DocumentKind {
  if (rootName !== 'Dimap_Document') return 'unknown';
  if (elementAt(root, 'Metadata_Id') !== null) return 'dimap-v1';
  const heading = 'Metadata_Identification';
  if (textAt(root, `${heading}/METADATA_FORMAT`) !== 'DIMAP') return 'unknown';
  const version = attributeAt(root, `${heading}/METADATA_FORMAT`, 'version') ?? '';
  if (/^1(\.|$)/.test(version)) return 'dimap-v1';
  if (elementAt(root, 'Raster_Data') !== null) return 'product';
  const profile = textAt(root, `${heading}/METADATA_PROFILE`) ?? '';
  return ['VOLUME', 'DATASET', 'PRODUCT'].includes(profile) ? 'volume' : 'other';
}
