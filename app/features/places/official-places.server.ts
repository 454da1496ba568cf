import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { foldName, type Place, type PlaceKind } from './place.ts';
import { indexPlaces, type PlaceIndex } from './search-places.ts';

/** The official list of today, and what became of the communes of yesterday. */
export type OfficialPlaces = {
  /** For `searchPlaces`. */
  index: PlaceIndex;
  find(kind: PlaceKind, code: string): Place | null;
  list(kind: PlaceKind): readonly Place[];
  /** Today's commune under a code in use today or before; null for a code that never was. */
  communeOf(code: string): string | null;
  /** The codes of the communes that this one absorbed; empty for most. */
  formerCodesOf(code: string): readonly string[];
  /** The communes of an EPCI, département or région; of a commune, none. */
  membersOf(kind: PlaceKind, code: string): readonly string[];
};

let loading: Promise<OfficialPlaces> | undefined;
/** Read at the first call (13 MB of JSON, under half a second), then kept (about 30 MB). */
export function officialPlaces(): Promise<OfficialPlaces> {
  loading ??= load();
  return loading;
}

type Commune = {
  code: string;
  nom: string;
  type: 'commune-actuelle' | 'commune-deleguee' | 'commune-associee' | 'arrondissement-municipal';
  departement?: string;
  region?: string;
  population?: number;
  anciensCodes?: string[];
  chefLieu?: string;
  commune?: string;
};
type Group = { code: string; nom: string; populationTotale?: number; membres: { code: string }[] };
type Division = { code: string; nom: string; region?: string; zone: string };

async function load(): Promise<OfficialPlaces> {
  const communes = await read<Commune>('communes');
  const groups = [...(await read<Group>('epci')), ...(await read<Group>('ept'))];
  const departements = await read<Division>('departements');
  // A collectivity beyond the départements (Polynésie …) stands in both lists, under one code.
  const regions = (await read<Division>('regions')).filter(({ zone }) => zone !== 'com');
  const context = contextOf(communes, departements, regions);
  const places = [
    ...communePlaces(communes, context),
    ...groups.map((group) => groupPlace(group, context)),
    ...departements.map((one) => divisionPlace('departement', one, context)),
    ...regions.map((one) => divisionPlace('region', one, context)),
  ];
  return placesOf(places, communes, groups, context);
}

/**
 * The package's own entry point reads its files from the current folder, so they are read here. Its data are those of INSEE
 * and of the DGCL, Licence Ouverte.
 */
async function read<T>(file: string): Promise<T[]> {
  const name = `@etalab/decoupage-administratif/data/${file}.json`;
  const path = createRequire(import.meta.url).resolve(name);
  return JSON.parse(await readFile(path, 'utf8')) as T[];
}

type Context = {
  /** Today's communes by code. */
  current: ReadonlyMap<string, Commune>;
  nameOf: ReadonlyMap<string, string>;
  departements: ReadonlyMap<string, Division>;
  regions: ReadonlyMap<string, Division>;
  /** `departement 38` → the codes of its communes. */
  members: ReadonlyMap<string, readonly string[]>;
};

function contextOf(
  communes: readonly Commune[],
  departements: readonly Division[],
  regions: readonly Division[],
): Context {
  const current = communes.filter(({ type }) => type === 'commune-actuelle');
  const members = new Map<string, string[]>();
  for (const { code, departement, region } of current) {
    for (const key of [`departement ${departement}`, `region ${region}`]) {
      const list = members.get(key) ?? [];
      list.push(code);
      members.set(key, list);
    }
  }
  return {
    current: byCode(current),
    nameOf: new Map(communes.map(({ code, nom }) => [code, nom])),
    departements: byCode(departements),
    regions: byCode(regions),
    members,
  };
}

const byCode = <T extends { code: string }>(list: readonly T[]) =>
  new Map(list.map((one) => [one.code, one]));

/** Today's communes and the arrondissements of Paris, Lyon and Marseille. */
function communePlaces(communes: readonly Commune[], context: Context): Place[] {
  const former = formerNames(communes);
  return communes.flatMap((commune): Place[] => {
    const { code, nom: name, type, population = 0, departement } = commune;
    if (type === 'arrondissement-municipal') {
      const of = context.nameOf.get(commune.commune ?? '') ?? '';
      return [{ kind: 'commune', code, name, of, population, formerNames: [] }];
    }
    if (type !== 'commune-actuelle') return [];
    const of = named(context.departements.get(departement ?? ''));
    const names = (former.get(code) ?? []).filter((one) => foldName(one) !== foldName(name));
    return [{ kind: 'commune', code, name, of, population, formerNames: names }];
  });
}

/** The names of déléguées and associées, by today's commune. */
function formerNames(communes: readonly Commune[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { type, chefLieu, nom } of communes) {
    if (!chefLieu || (type !== 'commune-deleguee' && type !== 'commune-associee')) continue;
    names.set(chefLieu, [...(names.get(chefLieu) ?? []), nom]);
  }
  return names;
}

const named = (division: Division | undefined) =>
  division ? `${division.nom} (${division.code})` : '';

/** The départements that an EPCI reaches into, at most three by name. */
function groupPlace(
  { code, nom: name, populationTotale, membres }: Group,
  context: Context,
): Place {
  const codes = membres.map((member) => context.current.get(member.code)?.departement ?? '');
  const of = [...new Set(codes)].flatMap((one) => context.departements.get(one) ?? []).map(named);
  const population = populationTotale ?? 0;
  return { kind: 'epci', code, name, of: of.slice(0, 3).join(', '), population, formerNames: [] };
}

function divisionPlace(
  kind: 'departement' | 'region',
  { code, nom: name, region }: Division,
  { members, current, regions }: Context,
): Place {
  const codes = members.get(`${kind} ${code}`) ?? [];
  const population = codes.reduce((sum, one) => sum + (current.get(one)?.population ?? 0), 0);
  const of = kind === 'departement' ? (regions.get(region ?? '')?.nom ?? '') : '';
  return { kind, code, name, of: of === name ? '' : of, population, formerNames: [] };
}

function placesOf(
  places: readonly Place[],
  communes: readonly Commune[],
  groups: readonly Group[],
  { current, members }: Context,
): OfficialPlaces {
  const known = new Map(places.map((place) => [`${place.kind} ${place.code}`, place]));
  const membersOfGroup = new Map(
    groups.map(({ code, membres }) => [code, membres.map((one) => one.code)]),
  );
  const successor = successors(communes);
  return {
    index: indexPlaces(places),
    find: (kind, code) => known.get(`${kind} ${code}`) ?? null,
    list: (kind) => places.filter((place) => place.kind === kind),
    communeOf: (code) => (known.has(`commune ${code}`) ? code : (successor.get(code) ?? null)),
    formerCodesOf: (code) => current.get(code)?.anciensCodes ?? [],
    membersOf: (kind, code) =>
      (kind === 'epci' ? membersOfGroup.get(code) : members.get(`${kind} ${code}`)) ?? [],
  };
}

/** Codes no longer in use → today's commune: what a commune says it was, else the seat of a déléguée. */
function successors(communes: readonly Commune[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { code, type, chefLieu } of communes) {
    if (type !== 'commune-actuelle' && chefLieu) found.set(code, chefLieu);
  }
  for (const { code, anciensCodes = [] } of communes) {
    for (const former of anciensCodes) found.set(former, code);
  }
  return found;
}
