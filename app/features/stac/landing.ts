import { conformsTo } from './conformance.ts';
import { type ApiLink, geojson, json, openApiType, queryablesRel, schemaJson } from './links.ts';
import { authSchemes } from './present-item.ts';

/** The landing page: a STAC catalog 1.1.0 whose links lead to everything else. */
export function landingPage(
  collections: readonly { id: string; name: string }[],
  base: string,
): Record<string, unknown> {
  const at = `${base}/stac`;
  const links: ApiLink[] = [
    { rel: 'self', href: at, type: json },
    { rel: 'root', href: at, type: json, title: 'DINAMIS' },
    { rel: 'conformance', href: `${at}/conformance`, type: json },
    { rel: 'service-desc', href: `${at}/api`, type: openApiType },
    { rel: 'service-doc', href: `${at}/api.html`, type: 'text/html' },
    { rel: 'data', href: `${at}/collections`, type: json },
    { rel: 'search', href: `${at}/search`, type: geojson, method: 'GET' },
    { rel: 'search', href: `${at}/search`, type: geojson, method: 'POST' },
    { rel: queryablesRel, href: `${at}/queryables`, type: schemaJson },
    { rel: 'aggregate', href: `${at}/aggregate`, type: json, method: 'GET' },
    { rel: 'aggregate', href: `${at}/aggregate`, type: json, method: 'POST' },
    { rel: 'aggregations', href: `${at}/aggregations`, type: json },
    ...collections.map(({ id, name }) => ({
      rel: 'child',
      href: `${at}/collections/${encodeURIComponent(id)}`,
      type: json,
      title: name,
    })),
  ];
  return {
    type: 'Catalog',
    stac_version: '1.1.0',
    stac_extensions: ['https://stac-extensions.github.io/authentication/v1.1.0/schema.json'],
    id: 'dinamis',
    title: 'DINAMIS',
    description:
      'The very-high-resolution satellite imagery that DINAMIS holds for French laboratories and public agencies. Anyone may search what is public; members sign in to see and retrieve the rest.',
    conformsTo,
    'auth:schemes': authSchemes(base),
    links,
  };
}
