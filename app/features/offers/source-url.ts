import type { BBox } from '#app/features/areas/area.ts';

/** What the address of a source may hold in braces: the sides of the area and its middle, in degrees. */
export const urlPlaceholders = ['west', 'south', 'east', 'north', 'lon', 'lat'] as const;
type Placeholder = (typeof urlPlaceholders)[number];

const inBraces = /\{([^{}]*)\}/g;
const isPlaceholder = (name: string): name is Placeholder =>
  (urlPlaceholders as readonly string[]).includes(name);

/** The address of a source over an area, 5 decimals a coordinate (a metre). */
export function sourceUrl(template: string, [west, south, east, north]: BBox): string {
  const values: Record<Placeholder, number> = {
    west,
    south,
    east,
    north,
    lon: (west + east) / 2,
    lat: (south + north) / 2,
  };
  return template.replace(inBraces, (whole, name: string) =>
    isPlaceholder(name) ? values[name].toFixed(5) : whole,
  );
}

/** What is wrong with the address of a source: a key of `offers`, or null. Only https is taken: it is a link for everybody. */
export function urlFault(template: string): string | null {
  for (const [, name = ''] of template.matchAll(inBraces)) {
    if (!isPlaceholder(name)) return 'faults.url-placeholder';
  }
  const filled = sourceUrl(template, [0, 0, 1, 1]);
  if (!URL.canParse(filled) || /[{}\s]/.test(filled)) return 'faults.url';
  return new URL(filled).protocol === 'https:' ? null : 'faults.url-https';
}
