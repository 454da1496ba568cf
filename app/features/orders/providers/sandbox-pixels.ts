import type { Polygon, Position } from 'geojson';
import type { Raster } from './sandbox-geotiff.ts';
import { randomAt } from './sandbox-random.ts';
import type { Box } from './sandbox-strips.ts';

export type BandName = 'P' | 'R' | 'G' | 'B' | 'NIR' | 'RE' | 'DB';

/** Cells of clouds over a scene's box, from the north-west, row by row: true is cloudy. */
export type CloudField = { cells: number; cloudy: boolean[] };

const cells = 96;

/**
 * Blobs of cloud that cover the given part of the footprint. The ground is the same in every scene, the clouds belong to
 * the seed.
 */
export function cloudField(
  box: Box,
  footprint: Polygon,
  coverPct: number,
  seed: number,
): CloudField {
  const heights = Array.from({ length: cells * cells }, (_, rank) =>
    waves(((rank % cells) / cells) * 6, (Math.floor(rank / cells) / cells) * 6, seed, 3),
  );
  const inside = heights.filter((_, rank) => contains(footprint, centreOf(box, rank)));
  const ranked = inside.toSorted((a, b) => b - a);
  const count = Math.round((ranked.length * coverPct) / 100);
  const limit = count === 0 ? Infinity : (ranked[count - 1] ?? Infinity);
  return { cells, cloudy: heights.map((height) => height >= limit) };
}

/** The clouds as boxes, runs of cells of one row together, for a mask. */
export function cloudBoxes([west, south, east, north]: Box, field: CloudField): Box[] {
  const [dx, dy] = [(east - west) / field.cells, (north - south) / field.cells];
  const boxes: Box[] = [];
  for (let row = 0; row < field.cells; row += 1) {
    let start: number | null = null;
    for (let column = 0; column <= field.cells; column += 1) {
      const cloudy = column < field.cells && field.cloudy[row * field.cells + column] === true;
      if (cloudy && start === null) start = column;
      if (!cloudy && start !== null) {
        boxes.push([
          west + start * dx,
          north - (row + 1) * dy,
          west + column * dx,
          north - row * dy,
        ]);
        start = null;
      }
    }
  }
  return boxes;
}

/**
 * Synthetic ground: hills, fields and water from noise over longitude and latitude, so that neighbouring strips agree;
 * 12-bit counts from 1, 0 outside the footprint.
 */
export function paint(
  size: { width: number; height: number },
  [west, south, east, north]: Box,
  footprint: Polygon,
  bands: readonly BandName[],
  clouds: CloudField,
): Raster {
  const { width, height } = size;
  const samples = new Uint16Array(width * height * bands.length);
  const [dx, dy] = [(east - west) / width, (north - south) / height];
  const whole = isBox(footprint);
  let at = 0;
  for (let row = 0; row < height; row += 1) {
    const lat = north - (row + 0.5) * dy;
    const cloudRow = Math.floor(((row + 0.5) / height) * clouds.cells) * clouds.cells;
    for (let column = 0; column < width; column += 1) {
      const lon = west + (column + 0.5) * dx;
      const inside = whole || contains(footprint, [lon, lat]);
      const cloud = cloudRow + Math.floor(((column + 0.5) / width) * clouds.cells);
      const ground = inside ? groundAt(lon, lat) : null;
      for (const band of bands) {
        if (ground) samples[at] = countOf(band, ground, clouds.cloudy[cloud] === true, row, column);
        at += 1;
      }
    }
  }
  return { width, height, bands: bands.length, samples };
}

type Ground = { height: number; green: number };

/** Kilometres per degree, the same everywhere: the ground is stretched rather than torn. */
const groundScale = 80;

function groundAt(lon: number, lat: number): Ground {
  const [x, y] = [lon * groundScale, lat * groundScale];
  return { height: waves(x / 5, y / 5, 7, 4), green: waves(x / 1.5, y / 1.5, 11, 3) };
}

function countOf(
  band: BandName,
  ground: Ground,
  cloudy: boolean,
  row: number,
  column: number,
): number {
  const grain = randomAt(23, column, row);
  if (cloudy) return Math.round(3200 + 500 * grain);
  const wet = ground.height < 0.38;
  const [water, bare, plant] = reflectance[band];
  const dry = bare + (plant - bare) * ground.green;
  const light = wet ? water : dry * (0.7 + 0.6 * ground.height);
  return Math.max(1, Math.round(light * (0.95 + 0.1 * grain)));
}

/** Typical 12-bit counts of water, bare ground and plants. */
const reflectance: Record<BandName, readonly [number, number, number]> = {
  DB: [520, 700, 420],
  B: [480, 800, 430],
  G: [420, 950, 560],
  R: [280, 1150, 380],
  RE: [220, 1250, 1200],
  NIR: [120, 1350, 2300],
  P: [340, 1050, 700],
};

/** Smooth noise in [0, 1], octaves of value noise, each half as long and half as high. */
function waves(x: number, y: number, seed: number, octaves: number): number {
  let [sum, weight, scale] = [0, 0, 1];
  for (let octave = 0; octave < octaves; octave += 1) {
    sum += smooth(x * scale, y * scale, seed + octave) / scale;
    weight += 1 / scale;
    scale *= 2;
  }
  return sum / weight;
}

function smooth(x: number, y: number, seed: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [ease(x - column), ease(y - row)];
  const north = mix(randomAt(seed, column, row), randomAt(seed, column + 1, row), u);
  const south = mix(randomAt(seed, column, row + 1), randomAt(seed, column + 1, row + 1), u);
  return mix(north, south, v);
}

const ease = (part: number) => part * part * (3 - 2 * part);
const mix = (a: number, b: number, part: number) => a + (b - a) * part;

function centreOf([west, south, east, north]: Box, rank: number): [number, number] {
  const [column, row] = [rank % cells, Math.floor(rank / cells)];
  return [
    west + ((column + 0.5) / cells) * (east - west),
    north - ((row + 0.5) / cells) * (north - south),
  ];
}

/** Even-odd rule, so that holes count. */
const contains = ({ coordinates }: Polygon, at: [number, number]): boolean =>
  coordinates.filter((ring) => crossings(ring, at) % 2 === 1).length % 2 === 1;

const crossings = (ring: readonly Position[], [lon, lat]: [number, number]): number =>
  ring.filter(([x1 = 0, y1 = 0], rank) => {
    const [x2 = 0, y2 = 0] = ring[rank + 1] ?? [x1, y1];
    return y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1);
  }).length;

const isBox = ({ coordinates }: Polygon): boolean => {
  const ring = coordinates[0] ?? [];
  const distinct = (axis: 0 | 1) => new Set(ring.map((position) => position[axis])).size;
  return coordinates.length === 1 && ring.length === 5 && distinct(0) === 2 && distinct(1) === 2;
};
