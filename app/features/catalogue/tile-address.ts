import type { TileAt } from './footprint-tile.ts';

/** Beyond it, pictures are enlarged: footprints are drawn to some metres. */
const maxZoom = 14;
const sidePx = 512;

/** The tile that an address names, at one or two pixels a CSS pixel; null when there is no such tile. */
export function readTile(
  params: Record<string, string | undefined>,
  ratio: string | null,
): TileAt | null {
  const [z, x, y] = [params.z, params.x, params.y].map((text) =>
    /^\d{1,5}$/.test(text ?? '') ? Number(text) : Number.NaN,
  );
  if (z === undefined || x === undefined || y === undefined) return null;
  const isThere = z <= maxZoom && x < 2 ** z && y < 2 ** z;
  return isThere ? { z, x, y, size: ratio === '2' ? sidePx * 2 : sidePx } : null;
}
