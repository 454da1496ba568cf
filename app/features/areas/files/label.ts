import type { SourceFeature } from './area-file.ts';

const nameKeys = [
  'name',
  'nom',
  'title',
  'titre',
  'label',
  'libelle',
  'libellé',
  'nom_zone',
  'nom_com',
  'nom_site',
  'nom_commune',
  'toponyme',
  'zone',
  'site',
];

/** What a person would call the feature: a name among its properties, else a code, else what is given. */
export function labelOf({ properties, id }: SourceFeature, otherwise: string): string {
  const byKey = new Map(
    Object.entries(properties).map(([key, value]) => [key.toLowerCase().trim(), value]),
  );
  const partly = (pattern: RegExp) => [...byKey.keys()].filter((key) => pattern.test(key));
  const keys = [
    ...nameKeys,
    ...partly(/nom|name|libel|titre|title/),
    'id',
    'code',
    ...partly(/^(code|id)_|insee/),
  ];
  for (const key of keys) {
    const text = textOf(byKey.get(key));
    if (text) return text.slice(0, 120);
  }
  return id && id.length > 3 ? id.slice(0, 120) : otherwise;
}

const mostProperties = 30;

/** The properties that are text or figures, as text; the page shows them beside the area, to tell one from another. */
export function textProperties(properties: Record<string, unknown>): Record<string, string> {
  const kept: [string, string][] = [];
  for (const [key, value] of Object.entries(properties)) {
    const text = textOf(value);
    if (text && kept.length < mostProperties) kept.push([key.slice(0, 60), text.slice(0, 200)]);
  }
  return Object.fromEntries(kept);
}

function textOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  // Control characters of a damaged table would break what shows them.
  return typeof value === 'string' ? value.replaceAll(/\p{Cc}+/gu, ' ').trim() : '';
}
