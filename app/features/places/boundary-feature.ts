import { foldName, type PlaceKind, placeKinds } from './place.ts';

/** A feature of a boundary file before anything is believed of it. */
export type BoundaryFeature = { properties: Record<string, unknown>; geometry: unknown };

/**
 * The properties that hold a code, the surest first, in lower case: those of IGN's Admin Express (of several years), of INSEE's
 * own files, of france-geojson. A part (déléguée, arrondissement) comes before the commune that it belongs to.
 */
const codeProperties: Record<PlaceKind, readonly string[]> = {
  commune: ['insee_cad', 'insee_arm', 'insee_com', 'code_insee', 'codgeo', 'com', 'code'],
  epci: ['code_siren', 'siren_epci', 'siren', 'code_epci', 'epci', 'codgeo', 'code'],
  departement: ['insee_dep', 'code_insee', 'code_dept', 'dep', 'codgeo', 'code'],
  region: ['insee_reg', 'code_insee', 'code_reg', 'reg', 'codgeo', 'code'],
};
const nameProperties = [
  'nom_officiel',
  'nom',
  'nom_com',
  'nom_dep',
  'nom_reg',
  'nom_epci',
  'libgeo',
];

/** The code and the name that a feature gives for a place of this kind; empty texts where it has none. */
export function readCode(
  { properties }: BoundaryFeature,
  kind: PlaceKind,
): { code: string; name: string } {
  const lower = new Map(Object.entries(properties).map(([key, v]) => [key.toLowerCase(), v]));
  const first = (keys: readonly string[]) => {
    for (const key of keys) {
      const value = lower.get(key);
      const text = typeof value === 'number' ? String(value) : value;
      if (typeof text === 'string' && text.trim() !== '') return text.trim();
    }
    return '';
  };
  return { code: first(codeProperties[kind]), name: first(nameProperties) };
}

/**
 * What kind of places these features are, or null when they do not tell: the kind under whose official codes and names most
 * are found. A code alone may be of two kinds (11 is Aude and Île-de-France), so that a name counts as well.
 */
export function guessKind(
  sample: readonly BoundaryFeature[],
  nameOf: (kind: PlaceKind, code: string) => string | null,
): PlaceKind | null {
  const scores = placeKinds.map((kind) => {
    const points = sample.map((feature) => {
      const { code, name } = readCode(feature, kind);
      const official = nameOf(kind, code);
      if (official === null) return 0;
      return foldName(official) === foldName(name) ? 3 : 1;
    });
    return { kind, score: points.reduce<number>((sum, point) => sum + point, 0) };
  });
  const [best, next] = scores.toSorted((a, b) => b.score - a.score);
  const isClear = best && best.score >= sample.length / 2 && best.score > (next?.score ?? 0);
  return best && isClear ? best.kind : null;
}
