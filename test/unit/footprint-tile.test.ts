import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxPolygon } from '#app/features/areas/area.ts';
import {
  type FootprintRow,
  makeFootprintTable,
  putFootprint,
  selectFootprints,
  unitSquare,
} from '#app/features/catalogue/footprint-table.ts';
import { drawFootprints, type TileAt } from '#app/features/catalogue/footprint-tile.ts';
import { readTile } from '#app/features/catalogue/tile-address.ts';

const row = (rowNo: number, box: [number, number, number, number] | null): FootprintRow => ({
  rowNo,
  sensorId: 'pleiades',
  platform: 'pleiades-1a',
  acquiredAt: new Date('2026-01-01'),
  createdAt: new Date('2026-01-02'),
  cloudCoverPct: null,
  footprint: box && boxPolygon(box),
  visibility: 'public',
  entityId: null,
  embargoUntil: null,
  withdrawnAt: null,
});
const everybody = { all: false, isMember: false, entityIds: [] };

function alphasOf(rows: readonly FootprintRow[], tile: TileAt): Uint8Array {
  const table = makeFootprintTable(2);
  for (const given of rows) putFootprint(table, given);
  const drawing = drawFootprints(table, selectFootprints(table, {}, everybody, 0), tile);
  for (;;) {
    const { done, value } = drawing.next();
    if (done) return value.filter((_, at) => at % 4 === 3);
  }
}

const world: TileAt = { z: 0, x: 0, y: 0, size: 256 };
const count = (alphas: Uint8Array) => alphas.filter((alpha) => alpha > 0).length;

describe('a picture of footprints', () => {
  it('is empty where nothing lies, and covers what a footprint covers', () => {
    expect(count(alphasOf([], world))).toBe(0);
    const alphas = alphasOf([row(1, [0, 0, 90, 60])], world);
    const at = (lon: number, lat: number) => {
      const [x, y] = unitSquare(lon, lat);
      return alphas[Math.floor(y * 256) * 256 + Math.floor(x * 256)] ?? 0;
    };
    expect(at(45, 30)).toBeGreaterThan(0);
    expect(at(45, 59)).toBeGreaterThan(0);
    expect([at(-5, 30), at(95, 30), at(45, -5), at(45, 65)]).toEqual([0, 0, 0, 0]);
  });

  it('shows the smallest footprint as a dot, and deepens with each that lies on another', () => {
    expect(count(alphasOf([row(1, [6, 45, 6.0001, 45.0001])], world))).toBe(9);
    const depth = (n: number) => {
      const rows = Array.from({ length: n }, (_, at) => row(at + 1, [0, 0, 90, 60]));
      return alphasOf(rows, world)[100 * 256 + 160] ?? 0;
    };
    expect(depth(1)).toBeGreaterThan(0);
    expect(depth(10)).toBeGreaterThan(depth(1));
    expect(depth(100)).toBeGreaterThan(depth(10));
    expect(depth(10_000)).toBeLessThan(255);
  });

  it('goes on from one tile to the next without a seam or a gap', () => {
    const rows = [row(1, [-30, -40, 50, 50]), row(2, [-10, 10, 80, 70])];
    const whole = alphasOf(rows, { ...world, size: 512 });
    const quarters = [0, 1].flatMap((y) =>
      [0, 1].map((x) => alphasOf(rows, { z: 1, x, y, size: 256 })),
    );
    for (let at = 0; at < whole.length; at += 997) {
      const [x, y] = [at % 512, Math.floor(at / 512)];
      const quarter = quarters[Math.floor(y / 256) * 2 + Math.floor(x / 256)];
      expect(quarter?.[(y % 256) * 256 + (x % 256)]).toBe(whole[at]);
    }
  });

  it('is drawn for any footprint and tile', () => {
    const lon = fc.integer({ min: -180, max: 179 });
    const lat = fc.integer({ min: -90, max: 89 });
    fc.assert(
      fc.property(lon, lat, fc.nat(3), fc.nat(), fc.nat(), (west, south, z, x, y) => {
        const tile = { z, x: x % 2 ** z, y: y % 2 ** z, size: 64 };
        const box: [number, number, number, number] = [west, south, west + 1, south + 1];
        expect(alphasOf([row(1, box)], tile)).toHaveLength(64 * 64);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the footprints that are kept', () => {
  it('are as they were last said to be; without a place or withdrawn, there is none', () => {
    const table = makeFootprintTable(1);
    const found = () => selectFootprints(table, {}, everybody, 0).length;
    for (let at = 1; at <= 50; at += 1) putFootprint(table, row(at, [at, 0, at + 1, 1]));
    expect(found()).toBe(50);
    putFootprint(table, row(7, [0, 0, 1, 1]));
    expect(found()).toBe(50);
    putFootprint(table, { ...row(7, [0, 0, 1, 1]), withdrawnAt: new Date() });
    putFootprint(table, row(8, null));
    expect(found()).toBe(48);
    putFootprint(table, row(7, [0, 0, 1, 1]));
    expect(found()).toBe(49);
  });
});

describe('the address of a tile', () => {
  it('is read where there is such a tile', () => {
    expect(readTile({ z: '5', x: '16', y: '11' }, null)).toEqual({ z: 5, x: 16, y: 11, size: 512 });
    expect(readTile({ z: '0', x: '0', y: '0' }, '2')?.size).toBe(1024);
    for (const [z, x, y] of [
      ['0', '1', '0'],
      ['15', '0', '0'],
      ['-1', '0', '0'],
      ['2', '4', '0'],
      ['x', '0', '0'],
      ['1', '0.5', '0'],
    ]) {
      expect(readTile({ z, x, y }, null), `${z}/${x}/${y}`).toBeNull();
    }
  });
});
