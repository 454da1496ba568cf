import { depthOf, folderOf, nameOf } from './package-paths.ts';

/** Outermost first: the first of these that a folder holds leads to all the rest. */
const entryNames = [
  /^SPOT_LIST\.XML$/i,
  /^SPOT_PROD\.XML$/i,
  /^(VOL_.*|SPOT_VOL)\.XML$/i,
  /^DIM_.*\.XML$/i,
];

/**
 * Where to begin reading a delivery, among all its paths: its volume file at the top; else, in each folder directly below
 * (a parcel that was wrapped in a folder, or several parcels side by side); else lone product files, in the same places.
 */
export function findEntries(paths: readonly string[]): string[] {
  for (const depth of [0, 1]) {
    const here = paths.filter((path) => depthOf(path) === depth);
    const folders = [...new Set(here.map(folderOf))];
    const entries = folders.flatMap((folder) =>
      bestOf(here.filter((path) => folderOf(path) === folder)),
    );
    if (entries.length > 0) return entries;
  }
  return [];
}

/** XML files near the top that may tell what an unrecognised folder is (METADATA.DIM of DIMAP V1, products renamed). */
export const findClues = (paths: readonly string[]): string[] =>
  paths.filter((path) => depthOf(path) <= 1 && /\.(xml|dim)$/i.test(path)).slice(0, 10);

function bestOf(paths: readonly string[]): string[] {
  for (const name of entryNames) {
    const found = paths.filter((path) => name.test(nameOf(path)));
    if (found.length > 0) return found;
  }
  return [];
}
