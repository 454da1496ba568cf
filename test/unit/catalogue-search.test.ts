import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BBox, boxPolygon } from '#app/features/areas/area.ts';
import {
  meetsBox,
  partsOf,
  readCursor,
  writeCursor,
} from '#app/features/catalogue/catalogue-search.ts';

describe('a cursor', () => {
  it('comes back as it was written', () => {
    const time = fc.integer({ min: -4e12, max: 4e12 });
    const id = fc.stringMatching(/^[0-9a-z_-]{1,100}$/);
    fc.assert(
      fc.property(time, id, (ms, name) => {
        const cursor = { acquiredAt: new Date(ms), id: name };
        expect(readCursor(writeCursor(cursor))).toEqual(cursor);
      }),
    );
  });

  it('is none of ours when it is anything else', () => {
    for (const text of [
      undefined,
      '',
      '.',
      'abc',
      '1.',
      '.a',
      '1.A b',
      '1.a/../b',
      'x'.repeat(500),
    ]) {
      expect(readCursor(text)).toBeNull();
    }
  });
});

describe('a footprint and a box', () => {
  const triangle = {
    type: 'Polygon' as const,
    coordinates: [
      [
        [0, 0],
        [10, 0],
        [0, 10],
        [0, 0],
      ],
    ],
  };

  it('meet where surfaces do, not where only their boxes do', () => {
    expect(meetsBox(triangle, [1, 1, 2, 2])).toBe(true);
    expect(meetsBox(triangle, [-5, -5, 20, 20])).toBe(true);
    expect(meetsBox(triangle, [4, 4, 20, 20])).toBe(true);
    expect(meetsBox(triangle, [8, 8, 9, 9])).toBe(false);
    expect(meetsBox(triangle, [11, 0, 12, 1])).toBe(false);
  });

  it('meet across the antimeridian', () => {
    const fiji = boxPolygon([-179.9, -17, -179.5, -16]);
    expect(meetsBox(fiji, [179, -18, -179, -15])).toBe(true);
    expect(meetsBox(fiji, [178, -18, 179.9, -15])).toBe(false);
    expect(partsOf([179, -18, -179, -15])).toEqual([
      [179, -18, 180, -15],
      [-180, -18, -179, -15],
    ]);
  });

  it('meet, for two boxes, exactly when their sides overlap', () => {
    const side = fc.integer({ min: -20, max: 20 });
    const box = fc
      .tuple(side, side, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .map(([west, south, width, height]): BBox => [west, south, west + width, south + height]);
    fc.assert(
      fc.property(box, box, (a, b) => {
        const apart = a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3];
        expect(meetsBox(boxPolygon(a), b)).toBe(!apart);
      }),
    );
  });
});
