import { foldText } from '#app/lib/fold-text.ts';

/** What a catalogue row takes from a STAC item of another catalogue (0.6 to 1.1), and the item as we keep it (1.1.0). */
export type ReadStac = {
  id: string;
  /** Its collection there; null where it names none. */
  collection: string | null;
  platform: string | null;
  acquiredAt: Date;
  cloudCoverPct: number | null;
  incidenceDeg: number | null;
  gsdM: number | null;
  /** As it was given: not yet looked at. Null where there is none. */
  geometry: unknown;
  /** Without `collection`, `geometry` and `bbox`, which the catalogue writes. */
  stac: Record<string, unknown>;
};

export type StacFaultCode =
  | 'not-an-item'
  | 'no-id'
  | 'bad-id'
  | 'no-datetime'
  | 'bad-datetime'
  | 'not-a-surface';

export type StacReading =
  | { ok: true; item: ReadStac }
  | { ok: false; fault: { code: StacFaultCode; detail: string } };

type Properties = Record<string, unknown>;

/** Reads an item. `idTemplate` gives an id to what has none: `{name}` stands for a property, as in `{catalog_id}_{quadkey}`. */
export function readStac(value: unknown, idTemplate?: string): StacReading {
  if (!isObject(value) || value.type !== 'Feature' || !isObject(value.properties)) {
    return refused('not-an-item', isObject(value) ? String(value.type ?? '') : '');
  }
  const properties = renamed(value.properties);
  const id = idOf(value, properties, idTemplate);
  if (id === null) return refused('no-id', '');
  if (!isAddressable(id)) return refused('bad-id', id.slice(0, 80));
  const moment = momentOf(properties);
  if (!moment.ok) return refused(moment.code, moment.detail);
  if (!mayBeSurface(value.geometry)) return refused('not-a-surface', typeOf(value.geometry));
  const platform = textOf(properties.platform);
  return {
    ok: true,
    item: {
      id,
      collection: textOf(value.collection) ?? textOf(properties.collection),
      platform: platform === null ? null : slug(platform),
      acquiredAt: moment.at,
      cloudCoverPct: within(properties['eo:cloud_cover'], 0, 100),
      incidenceDeg: incidenceOf(properties),
      gsdM: within(properties.gsd, Number.MIN_VALUE, 100_000),
      geometry: value.geometry ?? null,
      stac: keptItem(value, id, properties),
    },
  };
}

const refused = (code: StacFaultCode, detail: string): StacReading => ({
  ok: false,
  fault: { code, detail },
});

/** What earlier versions called otherwise (0.6 to 0.9). */
const newNames: Record<string, string> = {
  'eo:gsd': 'gsd',
  'eo:platform': 'platform',
  'eo:constellation': 'constellation',
  'eo:off_nadir': 'view:off_nadir',
  'eo:azimuth': 'view:azimuth',
  'eo:sun_azimuth': 'view:sun_azimuth',
  'eo:sun_elevation': 'view:sun_elevation',
  'eo:epsg': 'proj:epsg',
};

function renamed(properties: Properties): Properties {
  if (!Object.keys(properties).some((name) => name in newNames)) return properties;
  const entries = Object.entries(properties).map(([name, value]): [string, unknown] => {
    const now = newNames[name];
    return [now !== undefined && !(now in properties) ? now : name, value];
  });
  return Object.fromEntries(entries);
}

function idOf(item: Properties, properties: Properties, template: string | undefined) {
  const given = textOf(item.id) ?? (typeof item.id === 'number' ? String(item.id) : null);
  if (given !== null || template === undefined) return given;
  let isWhole = true;
  const made = template.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = properties[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    isWhole = false;
    return '';
  });
  return isWhole && made !== '' ? made : null;
}

/** It is part of an address, before `.json` too. */
const isAddressable = (id: string) =>
  /^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,159}$/.test(id) && !id.endsWith('.json');

type Moment =
  | { ok: true; at: Date }
  | { ok: false; code: 'no-datetime' | 'bad-datetime'; detail: string };

/** The moment, or the beginning of the time that is given in its place. */
function momentOf({ datetime, start_datetime: start }: Properties): Moment {
  const text = textOf(datetime) ?? textOf(start);
  if (text === null) return { ok: false, code: 'no-datetime', detail: '' };
  const at = readMoment(text);
  return at ? { ok: true, at } : { ok: false, code: 'bad-datetime', detail: text.slice(0, 80) };
}

const rfc3339 =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)([Zz]|[+-]\d\d(?::?\d\d)?)?$/;

/** RFC 3339, and what is near it: a blank for the T, no zone for UTC, a day alone for its beginning. */
function readMoment(text: string): Date | null {
  const day = /^\d{4}-\d\d-\d\d$/.test(text.trim()) ? `${text.trim()}T00:00:00Z` : text.trim();
  const [, date, time, zone = 'Z'] = rfc3339.exec(day) ?? [];
  if (!date || !time) return null;
  const whole = zone.replace(
    /^([+-]\d\d):?(\d\d)?$/,
    (_, hours, minutes = '00') => `${hours}:${minutes}`,
  );
  const at = new Date(`${date}T${time}${whole.toUpperCase()}`);
  return Number.isNaN(at.getTime()) || !isDay(date) ? null : at;
}

/** A date turns the 31st of April into the 1st of May. */
function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

/**
 * The angle at the ground. Some providers give the elevation under this name: beside an off-nadir angle, to which the true
 * one is close, it shows.
 */
function incidenceOf(properties: Properties): number | null {
  const given = within(properties['view:incidence_angle'], 0, 90);
  const offNadir = within(properties['view:off_nadir'], 0, 90);
  if (given === null || offNadir === null) return given ?? offNadir;
  const turned = Number((90 - given).toFixed(6));
  return Math.abs(turned - offNadir) < Math.abs(given - offNadir) ? turned : given;
}

const surfaces = ['Polygon', 'MultiPolygon'];
const mayBeSurface = (geometry: unknown) =>
  geometry === null || geometry === undefined || surfaces.includes(typeOf(geometry));
const typeOf = (geometry: unknown) => (isObject(geometry) ? String(geometry.type) : 'nothing');

/** The short names of extensions of 0.9 and before, as addresses. What has none is left out. */
const extensions: Record<string, string> = {
  eo: 'https://stac-extensions.github.io/eo/v1.1.0/schema.json',
  view: 'https://stac-extensions.github.io/view/v1.0.0/schema.json',
  projection: 'https://stac-extensions.github.io/projection/v1.1.0/schema.json',
  proj: 'https://stac-extensions.github.io/projection/v1.1.0/schema.json',
  sat: 'https://stac-extensions.github.io/sat/v1.0.0/schema.json',
  sar: 'https://stac-extensions.github.io/sar/v1.0.0/schema.json',
};

/** Links that say something of the scene; those to the places of the other catalogue become one, `via`. */
const keptRels = ['license', 'about', 'cite-as', 'describedby', 'derived_from', 'via', 'thumbnail'];

function keptItem(value: Properties, id: string, properties: Properties): Properties {
  const links = Array.isArray(value.links) ? value.links.filter(isObject) : [];
  const self = links.find(({ rel, href }) => rel === 'self' && isAbsolute(href));
  const base = typeof self?.href === 'string' ? self.href : null;
  const { collection: _elsewhere, ...kept } = properties;
  return {
    type: 'Feature',
    stac_version: '1.1.0',
    stac_extensions: extensionsOf(value.stac_extensions),
    id,
    properties: kept,
    assets: assetsOf(value.assets, base),
    links: [
      ...(base === null ? [] : [{ rel: 'via', href: base, type: 'application/geo+json' }]),
      ...links
        .filter(({ rel }) => typeof rel === 'string' && keptRels.includes(rel))
        .map((link) => ({ ...link, href: resolved(link.href, base) }))
        .filter(({ href }) => isAbsolute(href)),
    ],
  };
}

const extensionsOf = (given: unknown): string[] =>
  Array.isArray(given)
    ? [
        ...new Set(
          given.flatMap((name) => (isAbsolute(name) ? [name] : (extensions[String(name)] ?? []))),
        ),
      ]
    : [];

/** Assets with whole addresses. Bands by their number, as before 0.9, say nothing without their list. */
function assetsOf(given: unknown, base: string | null): Properties {
  if (!isObject(given)) return {};
  const kept = Object.entries(given).flatMap(([name, asset]): [string, unknown][] => {
    if (!isObject(asset) || typeof asset.href !== 'string') return [];
    const { 'eo:bands': bands, ...rest } = asset;
    const isListed = Array.isArray(bands) && bands.every(isObject);
    return [
      [name, { ...rest, href: resolved(asset.href, base), ...(isListed && { 'eo:bands': bands }) }],
    ];
  });
  return Object.fromEntries(kept);
}

const isAbsolute = (href: unknown): href is string =>
  typeof href === 'string' && /^[a-z][a-z0-9+.-]*:\/\//i.test(href);

function resolved(href: unknown, base: string | null): unknown {
  if (typeof href !== 'string' || isAbsolute(href) || base === null) return href;
  return URL.canParse(href, base) ? new URL(href, base).href : href;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

const within = (value: unknown, least: number, most: number): number | null =>
  typeof value === 'number' && value >= least && value <= most ? value : null;

const slug = (text: string) =>
  foldText(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);
