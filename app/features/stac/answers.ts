import { type ApiLink, geojson, json } from './links.ts';
import type { Given } from './search-request.ts';

type Page = { texts: readonly string[]; matched: number | null };

/** An item collection, of items that are JSON already. */
export function itemCollection({ texts, matched }: Page, links: readonly ApiLink[]): string {
  const count = matched === null ? '' : `,"numberMatched":${matched}`;
  return `{"type":"FeatureCollection","features":[${texts.join(',')}],"numberReturned":${texts.length}${count},"links":${JSON.stringify(links)}}`;
}

type Asked = {
  base: string;
  /** The address that was asked, without its query. */
  at: string;
  query: URLSearchParams;
  next: string | null;
  /** What was posted there. */
  body?: Given;
};

/** The links of a page of results. The next one is asked for as this one was. */
export function searchLinks({ base, at, query, next, body }: Asked): ApiLink[] {
  const self = query.size > 0 ? `${at}?${query}` : at;
  const root: ApiLink = { rel: 'root', href: `${base}/stac`, type: json };
  if (body) {
    const following: ApiLink[] = next
      ? [nextLink({ href: at, method: 'POST', body: { ...body, token: next }, merge: false })]
      : [];
    return [{ rel: 'self', href: at, type: geojson }, root, ...following];
  }
  const links: ApiLink[] = [{ rel: 'self', href: self, type: geojson }, root];
  if (next === null) return links;
  const following = new URLSearchParams(query);
  following.set('token', next);
  return [...links, nextLink({ href: `${at}?${following}`, method: 'GET' })];
}

const nextLink = (link: Omit<ApiLink, 'rel' | 'type'>): ApiLink => ({
  rel: 'next',
  type: geojson,
  ...link,
});

/** The links of the list of collections: what is left of it comes after `offset`. */
export function collectionsLinks(given: {
  base: string;
  query: URLSearchParams;
  search: { limit: number; offset: number };
  total: number;
}): ApiLink[] {
  const { base, query, search, total } = given;
  const at = `${base}/stac/collections`;
  const links: ApiLink[] = [
    { rel: 'self', href: query.size > 0 ? `${at}?${query}` : at, type: json },
    { rel: 'root', href: `${base}/stac`, type: json },
    { rel: 'parent', href: `${base}/stac`, type: json },
  ];
  const offset = search.offset + search.limit;
  if (offset >= total) return links;
  const following = new URLSearchParams(query);
  following.set('offset', String(offset));
  return [...links, { rel: 'next', href: `${at}?${following}`, type: json }];
}
