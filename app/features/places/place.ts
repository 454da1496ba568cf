/** The kinds of official places, the smallest first. EPCI: intercommunalités, with the territories of Greater Paris. */
export const placeKinds = ['commune', 'epci', 'departement', 'region'] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** A place of the official list (INSEE, DGCL), in its French name. */
export type Place = {
  kind: PlaceKind;
  /** The INSEE code, or the SIREN of an EPCI. */
  code: string;
  name: string;
  /** Where it lies, to tell it from its namesakes: `Isère (38)`; empty where the name says enough. */
  of: string;
  population: number;
  /** Names of communes that it absorbed, and that people still look for. */
  formerNames: readonly string[];
};

/** A place as `GET /areas/places` lists it. */
export type FoundPlace = Pick<Place, 'kind' | 'code' | 'name' | 'of'> & { hasOutline: boolean };

/** A kind out of an address; null for what is none. */
export const readPlaceKind = (text: string | undefined): PlaceKind | null =>
  placeKinds.find((kind) => kind === text) ?? null;

/** A name without accents, case, hyphens and apostrophes, `St` and `Ste` in full: what names are compared by. */
export function foldName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bst(e?)\b/g, 'saint$1')
    .trim();
}
