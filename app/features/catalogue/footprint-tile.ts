import type { FootprintTable } from './footprint-table.ts';

/** A tile of Web Mercator, `size` pixels wide. */
export type TileAt = { z: number; x: number; y: number; size: number };

/** Seen on a light and on a dark map alike, with a contrast of 3 to 1 or more. */
const colour = [132, 94, 247] as const;

/** Smaller than this on both sides, a footprint is a dot. */
const smallPx = 3;

/** After so many footprints the drawing pauses, so that a server can answer others. */
const restAfter = 400;

/**
 * Draws outlines with their overlap: the more scenes lie on one another, the deeper the colour. Gives RGBA, row by row.
 * A generator: it yields now and then, and what runs it decides when to go on.
 */
export function* drawFootprints(
  table: FootprintTable,
  slots: Uint32Array,
  tile: TileAt,
): Generator<undefined, Uint8Array> {
  const { size } = tile;
  const sheet: Sheet = {
    size,
    // How many footprints begin less how many end at each pixel of a row: their sum along the row is the overlap.
    steps: new Int32Array((size + 1) * size),
    lines: new Float32Array(size * size),
  };
  const scale = 2 ** tile.z * size;
  let done = 0;
  for (const slot of slots) {
    if (draw(sheet, table, slot, scale, tile)) done += 1;
    if (done === restAfter) {
      done = 0;
      yield undefined;
    }
  }
  yield undefined;
  return coloured(sheet);
}

type Sheet = { size: number; steps: Int32Array; lines: Float32Array };

/** False where the footprint lies beside the tile. */
function draw(sheet: Sheet, table: FootprintTable, slot: number, scale: number, tile: TileAt) {
  const { boxes, rings, corners, places } = table;
  const left = tile.x * tile.size;
  const top = tile.y * tile.size;
  const west = (boxes[slot * 4] ?? 0) * scale - left;
  const north = (boxes[slot * 4 + 1] ?? 0) * scale - top;
  const east = (boxes[slot * 4 + 2] ?? 0) * scale - left;
  const south = (boxes[slot * 4 + 3] ?? 0) * scale - top;
  if (west > sheet.size + 2 || east < -2 || north > sheet.size + 2 || south < -2) return false;
  if (east - west < smallPx && south - north < smallPx) {
    dot(sheet, (west + east) / 2, (north + south) / 2);
    return true;
  }
  for (let ring = rings[slot] ?? 0; ring < (rings[slot + 1] ?? 0); ring += 1) {
    const first = corners[ring] ?? 0;
    const last = (corners[ring + 1] ?? 0) - 1;
    const weight = windingOf(places, first, last);
    for (let corner = first; corner < last; corner += 1) {
      const x0 = (places[corner * 2] ?? 0) * scale - left;
      const y0 = (places[corner * 2 + 1] ?? 0) * scale - top;
      const x1 = (places[corner * 2 + 2] ?? 0) * scale - left;
      const y1 = (places[corner * 2 + 3] ?? 0) * scale - top;
      side(sheet, x0, y0, x1, y1, weight);
      line(sheet, x0, y0, x1, y1);
    }
  }
  return true;
}

/** 1 or -1, so that the inside of a ring counts once however it is wound. */
function windingOf(places: Float32Array, first: number, last: number): number {
  let doubled = 0;
  for (let at = first * 2; at < last * 2; at += 2) {
    doubled +=
      (places[at] ?? 0) * (places[at + 3] ?? 0) - (places[at + 2] ?? 0) * (places[at + 1] ?? 0);
  }
  return doubled > 0 ? 1 : -1;
}

/** What lies right of an edge begins or ends there, in each row of pixels whose middle the edge passes. */
function side(
  { size, steps }: Sheet,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  weight: number,
): void {
  const [top, bottom, step] = y0 < y1 ? [y0, y1, -weight] : [y1, y0, weight];
  const slope = (x1 - x0) / (y1 - y0);
  const last = Math.min(size, Math.ceil(bottom - 0.5));
  for (let row = Math.max(0, Math.ceil(top - 0.5)); row < last; row += 1) {
    const x = Math.round(x0 + slope * (row + 0.5 - y0));
    const at = row * (size + 1) + (x < 0 ? 0 : x > size ? size : x);
    steps[at] = (steps[at] ?? 0) + step;
  }
}

/** One pixel wide and smooth: what a step lies between two pixels is shared by them (Wu, 1991). */
function line(sheet: Sheet, x0: number, y0: number, x1: number, y1: number): void {
  const isSteep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
  let [a0, b0, a1, b1] = isSteep ? [y0, x0, y1, x1] : [x0, y0, x1, y1];
  if (a0 > a1) [a0, b0, a1, b1] = [a1, b1, a0, b0];
  const slope = a1 === a0 ? 0 : (b1 - b0) / (a1 - a0);
  const end = Math.min(sheet.size - 1, Math.round(a1));
  for (let a = Math.max(0, Math.round(a0)); a <= end; a += 1) {
    const b = b0 + slope * (a - a0) - 0.5;
    const near = Math.floor(b);
    const part = b - near;
    if (isSteep) {
      ink(sheet, near, a, 1 - part);
      ink(sheet, near + 1, a, part);
    } else {
      ink(sheet, a, near, 1 - part);
      ink(sheet, a, near + 1, part);
    }
  }
}

function dot(sheet: Sheet, x: number, y: number): void {
  const column = Math.round(x) - 1;
  const row = Math.round(y) - 1;
  for (let dy = 0; dy < 3; dy += 1) {
    for (let dx = 0; dx < 3; dx += 1)
      ink(sheet, column + dx, row + dy, dx === 1 && dy === 1 ? 1 : 0.6);
  }
}

function ink({ size, lines }: Sheet, x: number, y: number, amount: number): void {
  if (x < 0 || y < 0 || x >= size || y >= size) return;
  lines[y * size + x] = (lines[y * size + x] ?? 0) + amount;
}

/** Logarithms: a hundred scenes on one place are told from ten as ten are from one. */
function coloured({ size, steps, lines }: Sheet): Uint8Array {
  const rgba = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    let overlap = 0;
    for (let column = 0; column < size; column += 1) {
      overlap += steps[row * (size + 1) + column] ?? 0;
      const edge = lines[row * size + column] ?? 0;
      if (overlap === 0 && edge === 0) continue;
      const depth = Math.log2(1 + overlap);
      const fillAlpha = overlap === 0 ? 0 : Math.min(0.75, 0.03 + 0.05 * depth);
      const lineAlpha = Math.min(1, edge) * (0.75 / (1 + 0.3 * depth));
      const alpha = fillAlpha + (1 - fillAlpha) * lineAlpha;
      const at = (row * size + column) * 4;
      rgba[at] = colour[0];
      rgba[at + 1] = colour[1];
      rgba[at + 2] = colour[2];
      rgba[at + 3] = Math.round(alpha * 255);
    }
  }
  return rgba;
}
