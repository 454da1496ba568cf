/** A link as STAC API writes it: one that is followed by POST says so, and what to send. */
export type ApiLink = {
  rel: string;
  href: string;
  type?: string;
  title?: string;
  method?: 'GET' | 'POST';
  body?: unknown;
  merge?: boolean;
};

export const queryablesRel = 'http://www.opengis.net/def/rel/ogc/1.0/queryables';
export const geojson = 'application/geo+json';
export const json = 'application/json';
export const schemaJson = 'application/schema+json';
export const openApiType = 'application/vnd.oai.openapi+json;version=3.0';
