import type { BBox } from '#app/features/areas/area.ts';
import { partsOf } from './bounds.ts';
import { type Cited, publisher } from './citation.ts';

export type Described = Cited & {
  /** A sentence or two, in the reader's language. */
  description: string;
  platform: string;
  bbox: BBox | null;
  createdAt: Date;
  /** The page of the licence. */
  licenceUrl: string;
  /** Where the STAC item is. */
  itemUrl: string;
  /** Where the whole scene is, for those who may; null where its files are elsewhere, or gone. */
  zipUrl: string | null;
  pictureUrl: string | null;
  catalogueUrl: string;
  locale: string;
  isWithdrawn: boolean;
};

/**
 * A scene as a `Dataset` of https://schema.org/Dataset, with what search engines for data ask for
 * (https://developers.google.com/search/docs/appearance/structured-data/dataset).
 */
export function datasetLd(scene: Described): Record<string, unknown> {
  const organisation = { '@type': 'Organization', name: publisher, url: scene.catalogueUrl };
  return {
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    '@id': scene.url,
    url: scene.url,
    identifier: scene.id,
    name: scene.name,
    description: scene.description,
    inLanguage: scene.locale,
    license: scene.licenceUrl,
    creditText: scene.credit,
    creator: organisation,
    publisher: organisation,
    includedInDataCatalog: {
      '@type': 'DataCatalog',
      name: publisher,
      url: scene.catalogueUrl,
    },
    temporalCoverage: scene.acquiredAt.toISOString(),
    dateCreated: scene.acquiredAt.toISOString(),
    datePublished: scene.createdAt.toISOString(),
    measurementTechnique: scene.platform,
    ...(scene.bbox && { spatialCoverage: placesOf(scene.bbox) }),
    ...(scene.pictureUrl && { image: scene.pictureUrl }),
    ...(scene.isWithdrawn
      ? { creativeWorkStatus: 'Withdrawn' }
      : { distribution: distributionsOf(scene) }),
  };
}

/** Boxes are "south west north east"; two where the antimeridian is crossed. */
function placesOf(bbox: BBox) {
  return partsOf(bbox).map(([west, south, east, north]) => ({
    '@type': 'Place',
    geo: { '@type': 'GeoShape', box: `${south} ${west} ${north} ${east}` },
  }));
}

const distributionsOf = ({ itemUrl, zipUrl }: Described) => [
  { '@type': 'DataDownload', contentUrl: itemUrl, encodingFormat: 'application/geo+json' },
  ...(zipUrl
    ? [{ '@type': 'DataDownload', contentUrl: zipUrl, encodingFormat: 'application/zip' }]
    : []),
];
