import { join } from 'node:path';
import sharp from 'sharp';
import type { FileReport, PackageReport, SceneReport } from './dimap/package-report.ts';

const sidePx = 1024;
/** A TIFF past this is not decoded for a picture of a thousand pixels. */
const mostPixels = 120_000_000;

/**
 * A JPEG of the scene, at most 1,024 pixels wide or high: from the parcel's own preview, else its thumbnail, else drawn
 * from the first image that can be read. Null where none can.
 */
export async function makeQuicklook(
  folder: string,
  report: PackageReport,
  scene: SceneReport,
): Promise<Buffer | null> {
  for (const file of sourcesOf(report, scene)) {
    const picture = await draw(join(folder, file.path), file.role === 'data').catch(() => null);
    if (picture) return picture;
  }
  return null;
}

/** The scene's own pictures, best first; the product that stands for the scene before the others. */
function sourcesOf(report: PackageReport, scene: SceneReport): FileReport[] {
  const rank = (file: FileReport) => (file.productId === scene.id ? 0 : 1);
  const own = report.files
    .filter(({ productId }) => productId !== null && scene.productIds.includes(productId))
    .sort((a, b) => rank(a) - rank(b));
  const ofRole = (role: FileReport['role'], type: RegExp) =>
    own.filter((file) => file.role === role && type.test(file.mediaType));
  const pictures = /^image\/(jpeg|png)/;
  return [
    ...ofRole('overview', pictures),
    ...ofRole('thumbnail', pictures),
    ...ofRole('data', /^image\/tiff/).slice(0, 2),
  ];
}

async function draw(path: string, isMeasured: boolean): Promise<Buffer> {
  const image = sharp(path, { limitInputPixels: mostPixels, failOn: 'error' });
  const small = image.resize({
    width: sidePx,
    height: sidePx,
    fit: 'inside',
    withoutEnlargement: true,
  });
  // Counts of a sensor fill a small part of 16 bits: stretched, or the picture is black.
  const shown = isMeasured ? small.normalise() : small;
  return shown.flatten({ background: '#000000' }).jpeg({ quality: 80 }).toBuffer();
}
