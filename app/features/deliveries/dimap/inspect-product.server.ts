import { join } from 'node:path';
import { type Footprint, footprintOf, type Project } from './footprint.ts';
import { checkImage } from './image-file.server.ts';
import { folderOf, nameOf } from './package-paths.ts';
import type { ProductReport, Reason } from './package-report.ts';
import { checkAncillary, locate, type Parcel, readDocument } from './parcel.server.ts';
import type { DimapProduct, Tile } from './product.ts';
import type { XmlElement } from './read-xml.ts';
import { productVerdict } from './verdict.ts';

/** Checks every file that a product names, places it on the ground and gives its verdict. */
export async function inspectProduct(
  parcel: Parcel,
  path: string,
  product: DimapProduct,
  project: Project,
): Promise<ProductReport> {
  const reasons: Reason[] = [];
  const tiles: ProductReport['tiles'] = [];
  for (const tile of product.tiles) {
    const checked = await checkTile(parcel, path, product, tile);
    reasons.push(...checked.reasons);
    tiles.push({ path: checked.path, row: tile.row, col: tile.col, bandIds: tile.bandIds });
  }
  if (tiles.length === 0) reasons.push({ code: 'no-image', params: {} });
  if (product.acquisition === null) reasons.push({ code: 'no-acquisition-date', params: {} });
  if (!hasPlatform(product)) reasons.push({ code: 'unknown-platform', params: {} });
  for (const { href, kind } of product.namedFiles) {
    const reserve = checkAncillary(parcel, path, href, kind);
    if (reserve) reasons.push(reserve);
  }
  const { footprint, approximate } = await place(parcel, path, product, project);
  if (footprint === null) reasons.push({ code: 'no-footprint', params: {} });
  if (approximate) reasons.push({ code: 'footprint-approximate', params: {} });
  const { tiles: _hrefs, namedFiles: _named, ...said } = product;
  const id = productId(path);
  return {
    ...said,
    id,
    path,
    tiles,
    footprint,
    approximate,
    verdict: productVerdict(reasons),
    reasons,
  };
}

/** A mosaic of several satellites has no single platform, yet all are known. */
const hasPlatform = ({ platform, sources }: DimapProduct) =>
  platform !== null || (sources.length > 0 && sources.every((source) => source.platform !== null));

/** The product's own name from DIM_<name>.XML, as on its images and masks. */
export const productId = (path: string): string =>
  nameOf(path)
    .replace(/^DIM_/i, '')
    .replace(/\.[^.]*$/, '');

async function checkTile(
  parcel: Parcel,
  from: string,
  product: DimapProduct,
  tile: Tile,
): Promise<{ path: string; reasons: Reason[] }> {
  const { state, path } = locate(parcel, from, tile.href, 'tile');
  if (state !== 'found') {
    parcel.missing.push({ path, namedBy: from, kind: 'tile' });
    const reasons: Reason[] = [{ code: 'tile-missing', params: { path } }];
    if (state !== 'absent')
      reasons.push({ code: 'path-outside-package', params: { path, namedBy: from } });
    return { path, reasons };
  }
  const image = await checkImage(join(parcel.folder, path));
  if (!image.ok)
    return { path, reasons: [{ code: 'tile-unreadable', params: { path, context: image.fault } }] };
  const alone = product.tiles.every(({ row, col }) => row === 1 && col === 1);
  const { rows, columns } = product;
  if (!alone || rows === null || columns === null) return { path, reasons: [] };
  if (image.width === columns && image.height === rows) return { path, reasons: [] };
  const params = { path, width: image.width, height: image.height, columns, rows };
  return { path, reasons: [{ code: 'tile-size-differs', params }] };
}

async function place(
  parcel: Parcel,
  path: string,
  { vertices, georeference, namedFiles }: DimapProduct,
  project: Project,
): Promise<{ footprint: Footprint | null; approximate: boolean }> {
  const nowhere = { footprint: null, approximate: false };
  const exact = footprintOf({ vertices, georeference, rpc: null }, project);
  if (exact) return exact;
  const rpc = namedFiles.find(
    ({ kind, href }) => kind === 'rpc' || /(^|\/)RPC_[^/]*\.XML$/i.test(href),
  );
  const root = rpc ? await readRpc(parcel, path, rpc.href) : null;
  return footprintOf({ vertices: [], georeference: null, rpc: root }, project) ?? nowhere;
}

async function readRpc(parcel: Parcel, from: string, href: string): Promise<XmlElement | null> {
  const { state, path } = locate(parcel, from, href, 'rpc');
  if (state !== 'found') return null;
  const xml = await readDocument(parcel, path);
  return xml.ok ? xml.document.root : null;
}

/**
 * The product that a file belongs to: the only one that names it, else the only one whose folder holds it. Null for what
 * is shared or stands beside the volume.
 */
export function ownerOf(
  parcel: Parcel,
  path: string,
  products: readonly ProductReport[],
): string | null {
  const namers = parcel.namers.get(path);
  const naming = products.filter((product) => product.path === path || namers?.has(product.path));
  if (naming.length > 0) return naming.length === 1 ? (naming[0]?.id ?? null) : null;
  const holding = products.filter((product) => {
    const folder = folderOf(product.path);
    return folder !== '' && path.startsWith(`${folder}/`);
  });
  return holding.length === 1 ? (holding[0]?.id ?? null) : null;
}
