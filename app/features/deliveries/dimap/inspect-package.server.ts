import { realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { transform } from 'ol/proj.js';
import { documentKind } from './document-kind.ts';
import { findClues, findEntries } from './find-entries.ts';
import type { Project } from './footprint.ts';
import { groupScenes } from './group-scenes.ts';
import { inspectProduct, ownerOf } from './inspect-product.server.ts';
import { referencesOf } from './order-block.ts';
import { mediaTypeOf, roleOf } from './package-paths.ts';
import type { FileReport, PackageReport, ProductReport, Reason } from './package-report.ts';
import { type InspectionLimits, openParcel, type Parcel, readDocument } from './parcel.server.ts';
import { readVolumes, type VolumeReading } from './read-volumes.server.ts';
import { packageVerdict } from './verdict.ts';
import { sha256Of, walkFolder } from './walk-folder.server.ts';

export const defaultLimits: InspectionLimits = {
  maxFiles: 20_000,
  maxDepth: 12,
  maxXmlBytes: 16 * 1024 * 1024,
  maxDocuments: 500,
};

/**
 * Reads a delivered folder without changing it: recognises DIMAP V2 (Pléiades, Pléiades Neo, SPOT 6/7), follows its
 * volumes, checks every file that they name, and computes size and SHA-256 of every file there. Whatever is wrong with the
 * parcel is told in the report; only a fault of the disk throws.
 */
export async function inspectPackage(
  folder: string,
  { limits = {} }: { limits?: Partial<InspectionLimits> } = {},
): Promise<PackageReport> {
  const root = await realpath(folder);
  const bounds = { ...defaultLimits, ...limits };
  const listing = await walkFolder(root, bounds);
  if (!listing.ok)
    return refusal(basename(root), [], [{ code: listing.fault, params: { limit: listing.limit } }]);
  const parcel = openParcel(root, listing.files, bounds);
  for (const path of listing.links)
    parcel.reasons.push({ code: 'symlink-ignored', params: { path } });
  const paths = [...parcel.bytesOf.keys()];
  const found = findEntries(paths);
  const entries = found.length > 0 ? found : await recognise(parcel, findClues(paths));
  if (entries.length === 0) {
    const reason: Reason = { code: 'unknown-format', params: {} };
    return refusal(basename(root), await fileReports(parcel, []), [reason, ...parcel.reasons]);
  }
  return inspectEntries(parcel, entries);
}

async function inspectEntries(parcel: Parcel, entries: readonly string[]): Promise<PackageReport> {
  const reading = await readVolumes(parcel, entries);
  const products: ProductReport[] = [];
  for (const { path, product } of reading.products)
    products.push(await inspectProduct(parcel, path, product, projectUtm));
  const named = withUniqueIds(products);
  if (named.length === 0 && parcel.reasons.every(({ code }) => code === 'ancillary-missing'))
    parcel.reasons.push({ code: 'not-a-product', params: { path: entries[0] ?? '' } });
  return {
    family: 'dimap-v2',
    rootName: basename(parcel.folder),
    orderReferences: orderReferences(reading, named),
    products: named,
    scenes: groupScenes(named.filter(({ verdict }) => verdict !== 'refused')),
    files: await fileReports(parcel, named),
    missing: parcel.missing,
    verdict: packageVerdict(
      [
        ...named,
        ...Array.from({ length: reading.unreadable }, () => ({ verdict: 'refused' as const })),
      ],
      reading.absent,
      parcel.reasons.length > 0,
    ),
    reasons: [
      ...parcel.reasons,
      ...named.flatMap(({ id, reasons }) =>
        reasons.map(({ code, params }) => ({ code, params: { ...params, product: id } })),
      ),
    ],
  };
}

/** Among files of no known name, those whose content is DIMAP: V2 to read, V1 to refuse by its name. */
async function recognise(parcel: Parcel, clues: readonly string[]): Promise<string[]> {
  const entries: string[] = [];
  for (const path of clues) {
    const xml = await readDocument(parcel, path);
    const kind = xml.ok ? documentKind(xml.document) : 'unknown';
    if (kind === 'product' || kind === 'volume' || kind === 'dimap-v1') entries.push(path);
  }
  return entries;
}

/** OpenLayers knows the UTM zones on WGS 84 without a table; other projections are left to the next best footprint. */
const projectUtm: Project = (epsg, position) => {
  if (!/^32[67]\d\d$/.test(`${epsg}`)) return null;
  const [lon, lat] = transform(position, `EPSG:${epsg}`, 'EPSG:4326');
  return lon === undefined || lat === undefined ? null : [lon, lat];
};

const orderReferences = (reading: VolumeReading, products: readonly ProductReport[]): string[] => [
  ...new Set([...reading.orderReferences, ...products.flatMap(({ order }) => referencesOf(order))]),
];

/** Two products of one name (a parcel of several deliveries): the later ones get a rank. */
function withUniqueIds(products: readonly ProductReport[]): ProductReport[] {
  const seen = new Map<string, number>();
  return products.map((product) => {
    const rank = (seen.get(product.id) ?? 0) + 1;
    seen.set(product.id, rank);
    return rank === 1 ? product : { ...product, id: `${product.id}-${rank}` };
  });
}

async function fileReports(
  parcel: Parcel,
  products: readonly ProductReport[],
): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  for (const [path, bytes] of parcel.bytesOf) {
    const role = roleOf(path, parcel.kinds.get(path) ?? null);
    const productId = ownerOf(parcel, path, products);
    const sha256 = await sha256Of(join(parcel.folder, path));
    reports.push({ path, bytes, sha256, mediaType: mediaTypeOf(path), role, productId });
  }
  return reports;
}

const refusal = (rootName: string, files: FileReport[], reasons: Reason[]): PackageReport => ({
  family: 'unknown',
  rootName,
  orderReferences: [],
  products: [],
  scenes: [],
  files,
  missing: [],
  verdict: 'refused',
  reasons,
});
