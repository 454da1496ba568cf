import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AreaGeometry, boxPolygon, normalise } from '#app/features/areas/area.ts';
import { formatCoordinates, parseCoordinates } from '#app/features/areas/coordinates.ts';
import { quickFault } from '#app/features/areas/ring-faults.ts';

const triangle = normalise({
  type: 'Polygon',
  coordinates: [
    [
      [2.5, 48.25],
      [2.75, 48.25],
      [2.75, 48.5],
    ],
  ],
});

test.each([
  ['lonlat', '2.5 48.25\n2.75 48.25\n2.75 48.5'],
  ['lonlat', '2.5, 48.25\n2.75, 48.25\n2.75, 48.5'],
  ['lonlat', '2.5;48.25\r\n2.75;48.25\r\n2.75;48.5\r\n'],
  ['lonlat', '2.5\t48.25\n2.75\t48.25\n2.75\t48.5\n2.5\t48.25'],
  ['latlon', '48.25 2.5\n48.25 2.75\n48.5 2.75'],
  ['lonlat', '2,5 48,25\n2,75 48,25\n2,75 48,5'],
  ['lonlat', '2,5; 48,25\n2,75; 48,25\n2,75; 48,5'],
  ['lonlat', '2,5, 48,25\n2,75, 48,25\n2,75, 48,5'],
  ['lonlat', '2.5,48.25,0 2.75,48.25,0 2.75,48.5,0 2.5,48.25,0'],
  ['lonlat', '2.5 48.25, 2.75 48.25, 2.75 48.5'],
  ['lonlat', '[[2.5, 48.25], [2.75, 48.25], [2.75, 48.5]]'],
  ['lonlat', '# Paris\n2.5 48.25\n\n2.75 48.25\n\n2.75 48.5'],
  ['lonlat', `48°15'00"N 2°30'00"E\n48°15'00"N 2°45'00"E\n48°30'00"N 2°45'00"E`],
  ['latlon', `48°15'00" 2°30'00"\n48°15'00" 2°45'00"\n48°30'00" 2°45'00"`],
  ['latlon', '48° 15′, 2° 30′\n48° 15′, 2° 45′\n48° 30′, 2° 45′'],
  ['lonlat', 'N48°15 E2°30\nN48°15 E2°45\nN48°30 E2°45'],
  ['lonlat', '48,25 N 2,5 E\n48,25 N 2,75 E\n48,5 N 2,75 E'],
  ['lonlat', '48 15 0 N, 2 30 0 E\n48 15 N, 2 45 E\n48 30 N, 2 45 E'],
] as const)('Read as %s: %j', (order, text) => {
  expect(parseCoordinates(text, order)).toEqual({ geometry: triangle });
});

test('West is negative, in French too', () => {
  const west = parseCoordinates(`17°30'S 149°45'O\n17°45'S 149°15'W`, 'lonlat');
  expect(west).toEqual({ geometry: boxPolygon([-149.75, -17.75, -149.25, -17.5]) });
});

test('Two places are the corners of a box, whichever they are', () => {
  expect(parseCoordinates('3 49\n2 48', 'lonlat')).toEqual({
    geometry: boxPolygon([2, 48, 3, 49]),
  });
});

test('A blank line starts another part', () => {
  const read = parseCoordinates('0 0\n1 0\n1 1\n\n5 5\n6 5\n6 6', 'lonlat');
  expect(read).toMatchObject({ geometry: { type: 'MultiPolygon' } });
});

test.each([
  ['', 'no-coordinates', 0],
  ['# rien', 'no-coordinates', 0],
  ['2 48\nParis', 'unreadable', 2],
  ['2 48\n2.1 x', 'unreadable', 2],
  ['2 48\n2.1', 'not-a-pair', 2],
  ['2 48 12', 'not-a-pair', 1],
  ['48°N 49°N', 'not-a-pair', 1],
  ['2,5,48,25', 'ambiguous-comma', 1],
  ['2,5 48,25 2,75 48,25', 'ambiguous-comma', 1],
  [`48°61'N 2°E`, 'minutes-range', 1],
  ['2 95', 'swapped-order', 1],
  ['100 95', 'latitude-range', 1],
  ['190 10', 'longitude-range', 1],
  ['2 48', 'too-few-points', 0],
  ['2 48\n2 48\n3 49', 'too-few-points', 0],
  ['2 48\n2 49', 'flat-box', 0],
])('%j is refused as %s at line %d', (text, code, line) => {
  expect(parseCoordinates(text, 'lonlat')).toMatchObject({ fault: { code, line } });
});

// Within 135° of Greenwich: no edge is so long that it would be meant across the antimeridian.
const lon = fc.integer({ min: -1_350_000_000, max: 1_349_999_999 }).map((n) => n / 1e7);
const lat = fc.integer({ min: -900_000_000, max: 900_000_000 }).map((n) => n / 1e7);
const order = fc.constantFrom('lonlat', 'latlon');

test('What is written is read back', () => {
  const ring = fc.array(fc.tuple(lon, lat), { minLength: 3, maxLength: 6 });
  fc.assert(
    fc.property(ring, order, (points, written) => {
      const geometry = normalise({ type: 'Polygon', coordinates: [points.map((p) => [...p])] });
      fc.pre(quickFault(geometry) === null);
      expect(parseCoordinates(formatCoordinates(geometry, written), written)).toEqual({ geometry });
      const dms = parseCoordinates(formatCoordinates(geometry, written, 'dms'), 'lonlat');
      expect(cornersOf(dms)).toHaveLength(cornersOf({ geometry }).length);
      for (const [i, value] of cornersOf(dms).entries()) {
        expect(Math.abs(value - (cornersOf({ geometry })[i] ?? Number.NaN))).toBeLessThan(3e-7);
      }
    }),
  );
});

test('No text makes it throw', () => {
  const typed = fc.array(fc.constantFrom(...'0123456789.,;-+ °\'"NSEWO\n\tx|/()e'.split('')), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        typed.map((t) => t.join('')),
      ),
      order,
      (text, as) => {
        const read = parseCoordinates(text, as);
        if ('fault' in read) expect(read.fault.code).toBeTruthy();
        else expect(quickFault(read.geometry)?.code).not.toBe('not-a-polygon');
      },
    ),
    { numRuns: 3000 },
  );
});

test('A hole is not written', () => {
  const [hole = []] = boxPolygon([0.2, 0.2, 0.4, 0.4]).coordinates;
  const holed: AreaGeometry = {
    type: 'Polygon',
    coordinates: [...boxPolygon([0, 0, 1, 1]).coordinates, hole],
  };
  expect(formatCoordinates(holed, 'lonlat')).toBe('0, 0\n1, 0\n1, 1\n0, 1');
});

function cornersOf(read: ReturnType<typeof parseCoordinates>): number[] {
  return 'geometry' in read ? read.geometry.coordinates.flat(3) : [];
}
