import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import {
  isSensorLevel,
  maskKinds,
  maskPath,
  processingPath,
  productDocument,
  rpcPath,
  stripPath,
  syntheticNotice,
} from './sandbox-dimap.ts';
import { geoTiff, type Raster } from './sandbox-geotiff.ts';
import {
  defaultPackageLimits,
  type PackageLimits,
  type ProductLayout,
  productsOf,
  type SandboxScene,
  type TileLayout,
  tileName,
  tilesOf,
} from './sandbox-layout.ts';
import { type CloudField, cloudBoxes, cloudField, paint } from './sandbox-pixels.ts';
import {
  maskDocument,
  processingDocument,
  rpcDocument,
  stripDocument,
  type TextFile,
  volumeDocuments,
} from './sandbox-volumes.ts';

/**
 * Writes a parcel shaped like a real DIMAP V2 delivery of Pléiades, Pléiades Neo or SPOT 6 into a folder, which is made if
 * need be: volumes, products, 16-bit GeoTIFF tiles, previews, masks and lineage, one to four megabytes. Orthos are in
 * EPSG:4326, one of the systems of real ones; the primary level is in sensor geometry with its RPC. Pixels are synthetic and
 * every document says so; their true size is written, which is coarser than the sensor's. The bytes depend on the scene
 * alone. Not atomic: write beside, then rename.
 */
export async function writePackage(
  folder: string,
  scene: SandboxScene,
  limits: Partial<PackageLimits> = {},
): Promise<void> {
  const bounds = { ...defaultPackageLimits, ...limits };
  const perView = bounds.maxSamples / Math.max(1, scene.views.length);
  const products = productsOf(scene, { ...bounds, maxSamples: perView });
  for (const product of products) await writeProduct(folder, scene, product, bounds.tilePx);
  for (const { path, text } of volumeDocuments(scene, products)) await write(folder, path, text);
}

async function writeProduct(
  folder: string,
  scene: SandboxScene,
  product: ProductLayout,
  tilePx: number,
): Promise<void> {
  const into = join(folder, product.folder);
  const tiles = tilesOf(product, tilePx);
  const clouds = cloudField(product.box, scene.footprint, scene.cloudCoverPct, scene.seed);
  for (const [rank, group] of product.groups.entries()) {
    const names = group.bands.map(({ name }) => name);
    const raster = paint(product, product.box, scene.footprint, names, clouds);
    for (const tile of tiles) await writeTile(into, scene, product, group, tile, raster);
    if (rank === 0) await writePictures(into, product.name, raster);
  }
  for (const { path, text } of documentsOf(scene, product, clouds)) await write(into, path, text);
  // Last, because it names all the others.
  await write(into, `DIM_${product.name}.XML`, productDocument(scene, product, tiles, tilePx));
}

async function writeTile(
  into: string,
  scene: SandboxScene,
  product: ProductLayout,
  group: ProductLayout['groups'][number],
  tile: TileLayout,
  raster: Raster,
): Promise<void> {
  const name = tileName(product.name, group, tile);
  const [west, south, east, north] = product.box;
  const pixelLon = (east - west) / product.width;
  const pixelLat = (north - south) / product.height;
  const placement = {
    west: west + tile.left * pixelLon,
    north: north - tile.top * pixelLat,
    pixelLon,
    pixelLat,
  };
  const placed = isSensorLevel(scene) ? null : placement;
  await write(into, name, geoTiff(cut(raster, tile), placed, syntheticNotice));
  if (placed) await write(into, name.replace(/TIF$/, 'TFW'), worldFile(placement));
}

function cut(raster: Raster, { left, top, width, height }: TileLayout): Raster {
  if (width === raster.width && height === raster.height) return raster;
  const samples = new Uint16Array(width * height * raster.bands);
  for (let row = 0; row < height; row += 1) {
    const start = ((top + row) * raster.width + left) * raster.bands;
    samples.set(
      raster.samples.subarray(start, start + width * raster.bands),
      row * width * raster.bands,
    );
  }
  return { width, height, bands: raster.bands, samples };
}

/** Pixel size, rotations, and the centre of the first pixel, one a line. */
const worldFile = (place: { west: number; north: number; pixelLon: number; pixelLat: number }) =>
  [
    place.pixelLon,
    0,
    0,
    -place.pixelLat,
    place.west + place.pixelLon / 2,
    place.north - place.pixelLat / 2,
    '',
  ].join('\n');

async function writePictures(into: string, name: string, raster: Raster): Promise<void> {
  const { width, height, bands } = raster;
  const channels = bands >= 3 ? 3 : 1;
  const pixels = Buffer.alloc(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    for (let channel = 0; channel < channels; channel += 1)
      pixels[pixel * channels + channel] = brightness(raster.samples[pixel * bands + channel] ?? 0);
  for (const [kind, side] of [
    ['PREVIEW', 1000],
    ['ICON', 128],
  ] as const) {
    const picture = sharp(pixels, { raw: { width, height, channels } })
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .withExif({ IFD0: { ImageDescription: syntheticNotice, Copyright: syntheticNotice } })
      .jpeg({ quality: 82 });
    await write(into, `${kind}_${name}.JPG`, await picture.toBuffer());
  }
}

/** Ground fills the range and clouds are white; no data is black. */
const brightness = (count: number) =>
  count === 0 ? 0 : Math.max(1, Math.min(255, Math.round(255 * (count / 1700) ** 0.8)));

const documentsOf = (
  scene: SandboxScene,
  product: ProductLayout,
  clouds: CloudField,
): TextFile[] => [
  { path: processingPath(product), text: processingDocument(scene) },
  { path: stripPath(scene, product), text: stripDocument(scene, product) },
  ...maskKinds.map((kind) => ({
    path: maskPath(kind, product),
    text: maskDocument(
      kind,
      product.name,
      kind === 'CLD' ? cloudBoxes(product.box, clouds) : [product.box],
    ),
  })),
  ...(isSensorLevel(scene) ? [{ path: rpcPath(product), text: rpcDocument(scene, product) }] : []),
];

async function write(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  const to = join(folder, path);
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, content);
}
