import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AreaGeometry,
  boxPolygon,
  normalise,
  polygonsOf,
  vertexCount,
} from '#app/features/areas/area.ts';
import {
  addHole,
  addPart,
  countRings,
  insertVertex,
  listRings,
  listVertices,
  removeRing,
  removeVertex,
  setVertex,
  vertexAt,
} from '#app/features/areas/area-table.ts';
import { readDegrees, readPositive, writeDegrees } from '#app/features/areas/degrees.ts';
import { movedArea } from '#app/features/areas/move-area.ts';
import { quickFault } from '#app/features/areas/ring-faults.ts';

const outer = [
  [2, 45],
  [3, 45],
  [3, 46],
  [2, 46],
  [2, 45],
];
const hole = [
  [2.2, 45.2],
  [2.2, 45.8],
  [2.8, 45.8],
  [2.2, 45.2],
];
const far = polygonsOf(boxPolygon([5, 45, 6, 46]))[0] ?? [];
const area: AreaGeometry = { type: 'MultiPolygon', coordinates: [[outer, hole], far] };

describe('the table of an area', () => {
  it('lists every ring with its corners, the closing point once', () => {
    expect(listRings(area)).toEqual([
      { part: 0, ring: 0, kind: 'outline', vertices: 4 },
      { part: 0, ring: 1, kind: 'hole', vertices: 3 },
      { part: 1, ring: 0, kind: 'outline', vertices: 4 },
    ]);
    expect(countRings(area)).toEqual({ parts: 2, holes: 1 });
    expect(listVertices(area, { part: 0, ring: 1 })).toEqual(hole.slice(0, -1));
    expect(listVertices(area, { part: 0, ring: 0 }, 2, 1)).toEqual([[3, 46]]);
    expect(listVertices(area, { part: 7, ring: 0 })).toEqual([]);
  });

  it('moves one corner, the closing point with it, and touches no other ring', () => {
    const moved = setVertex(area, { part: 0, ring: 0, vertex: 0 }, [1.5, 44.5]);
    expect(polygonsOf(moved)[0]?.[0]).toEqual([
      [1.5, 44.5],
      [3, 45],
      [3, 46],
      [2, 46],
      [1.5, 44.5],
    ]);
    expect(polygonsOf(moved)[0]?.[1]).toBe(hole);
    expect(polygonsOf(moved)[1]).toBe(far);
    expect(vertexAt(area, { part: 0, ring: 0, vertex: 0 }), 'the area before').toEqual([2, 45]);
  });

  it('inserts a corner half-way to the next, after the last one towards the first', () => {
    const inserted = insertVertex(area, { part: 0, ring: 0, vertex: 3 });
    expect(listVertices(inserted, { part: 0, ring: 0 })).toEqual([
      [2, 45],
      [3, 45],
      [3, 46],
      [2, 46],
      [2, 45.5],
    ]);
    expect(
      listVertices(removeVertex(inserted, { part: 0, ring: 0, vertex: 4 }), { part: 0, ring: 0 }),
    ).toEqual(listVertices(area, { part: 0, ring: 0 }));
  });

  it('removes no corner of a triangle, but the whole ring: a hole alone, an outline with its part', () => {
    expect(removeVertex(area, { part: 0, ring: 1, vertex: 0 })).toBe(area);
    expect(removeRing(area, { part: 0, ring: 1 })).toEqual({
      type: 'MultiPolygon',
      coordinates: [[outer], far],
    });
    expect(removeRing(area, { part: 0, ring: 0 })).toEqual({ type: 'Polygon', coordinates: far });
    expect(removeRing(boxPolygon([2, 45, 3, 46]), { part: 0, ring: 0 })).toBeNull();
  });

  it('adds a hole inside a part and a part beside the others, both sound as they are', () => {
    const box = boxPolygon([2, 45, 3, 46]);
    const holed = addHole(box, 0);
    expect(holed?.place).toEqual({ part: 0, ring: 1 });
    expect(quickFault(holed?.area)).toBeNull();
    expect(normalise(holed?.area ?? box), 'wound as it is stored').toEqual(holed?.area);

    const two = addPart(box);
    expect(two.place).toEqual({ part: 1, ring: 0 });
    expect(quickFault(two.area)).toBeNull();
    expect(normalise(two.area)).toEqual(two.area);
    expect(quickFault(addPart(null).area)).toBeNull();
    expect(addPart(null).area.type).toBe('Polygon');
  });

  it('keeps every ring closed whatever is done to it', () => {
    const act = fc.record({
      what: fc.constantFrom('set', 'insert', 'remove'),
      row: fc.nat(2),
      vertex: fc.nat(6),
      lon: fc.integer({ min: -180, max: 180 }),
      lat: fc.integer({ min: -90, max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        let now: AreaGeometry = area;
        for (const { what, row, vertex, lon, lat } of acts) {
          const ring = listRings(now)[row];
          if (!ring) continue;
          const place = { ...ring, vertex };
          if (what === 'set') now = setVertex(now, place, [lon, lat]);
          if (what === 'insert') now = insertVertex(now, place);
          if (what === 'remove') now = removeVertex(now, place);
        }
        for (const rings of polygonsOf(now)) {
          for (const ring of rings) {
            expect(ring.at(-1)).toEqual(ring[0]);
            expect(ring.length).toBeGreaterThanOrEqual(4);
          }
        }
        expect(listRings(now).map(({ part, ring }) => [part, ring])).toEqual(
          listRings(area).map(({ part, ring }) => [part, ring]),
        );
      }),
    );
  });

  it('turns the page of a ring of 50,000 corners at once', () => {
    const ring = Array.from({ length: 50_000 }, (_, n) => [n / 1e6, 45]);
    const long: AreaGeometry = { type: 'Polygon', coordinates: [[...ring, [0, 45]]] };
    expect(vertexCount(long)).toBe(50_000);
    expect(listVertices(long, { part: 0, ring: 0 }, 49_990, 50)).toHaveLength(10);
  });
});

describe('a figure of the table', () => {
  it('is read as decimal degrees with a point or a comma, or as degrees, minutes and seconds', () => {
    for (const [text, degrees] of [
      ['2.5', 2.5],
      ['2,5', 2.5],
      [' −2,5° ', -2.5],
      ['2°30\'00"E', 2.5],
      ['2° 30′ O', -2.5],
      ['2 30 00 W', -2.5],
      ["-2°30'", -2.5],
      ['0', 0],
    ] as const) {
      expect(readDegrees(text, 'lon'), text).toBe(degrees);
    }
    expect(readDegrees('45°06\'36"S', 'lat')).toBeCloseTo(-45.11, 9);
  });

  it('is none when it is not a number, off the Earth, or of the other axis', () => {
    for (const text of ['', '-', '2.5.1', 'abc', '181', "2°60'", "2°30'N", '1e3']) {
      expect(readDegrees(text, 'lon'), text).toBeNull();
    }
    expect(readDegrees('91', 'lat')).toBeNull();
    expect(readPositive('0')).toBeNull();
    expect(readPositive('-3')).toBeNull();
    expect(readPositive('2,5')).toBe(2.5);
  });

  it('reads back what it writes, to the seventh decimal', () => {
    fc.assert(
      fc.property(fc.double({ min: -180, max: 180, noNaN: true }), (degrees) => {
        const read = readDegrees(writeDegrees(degrees), 'lon');
        expect(Math.abs((read ?? Number.NaN) - degrees)).toBeLessThanOrEqual(5.1e-8);
      }),
    );
  });
});

describe('moving an area by metres', () => {
  it('goes as far as it is told, and back to where it was', () => {
    const moved = movedArea(area, 1000, -2000);
    const back = moved && movedArea(moved, -1000, 2000);
    const [lon = 0, lat = 0] = polygonsOf(moved ?? area)[1]?.[0]?.[0] ?? [];
    expect(lat).toBeCloseTo(45 - 2000 / 111_150, 4);
    expect(lon).toBeCloseTo(5 + 1000 / 78_100, 4);
    const [lonBack = 0, latBack = 0] = polygonsOf(back ?? area)[1]?.[0]?.[0] ?? [];
    expect(lonBack).toBeCloseTo(5, 5);
    expect(latBack).toBeCloseTo(45, 5);
  });

  it('does not leave the Earth', () => {
    expect(movedArea(boxPolygon([178, 0, 179, 1]), 500_000, 0)).toBeNull();
    expect(movedArea(boxPolygon([0, 88, 1, 89]), 0, 500_000)).toBeNull();
  });
});
