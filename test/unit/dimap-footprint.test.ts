import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  bboxOf,
  footprintOf,
  footprintOfRing,
  type LonLat,
  rpcGroundDomain,
} from '#app/features/deliveries/dimap/footprint.ts';
import { readXml } from '#app/features/deliveries/dimap/read-xml.ts';

const square: LonLat[] = [
  [0, 1],
  [1, 1],
  [1, 0],
  [0, 0],
];
const counterClockwise = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
];
const noProjection = () => null;

describe('the outline through corners', () => {
  it('is closed and counter-clockwise, whichever way the corners turn', () => {
    for (const corners of [square, square.toReversed()])
      expect(footprintOfRing(corners)).toMatchObject({ type: 'Polygon' });
    expect(footprintOfRing(square)?.coordinates).toEqual([counterClockwise]);
  });

  it('drops repeated corners, a closing one included', () => {
    const first = square[0] ?? [0, 0];
    expect(footprintOfRing([first, ...square, first])?.coordinates).toEqual([counterClockwise]);
  });

  it('puts crossed corners in order around their centre', () => {
    const [a, b, c, d] = square;
    const crossed = footprintOfRing([a, c, b, d].filter((corner) => corner !== undefined));
    expect(crossed && bboxOf(crossed)).toEqual([0, 0, 1, 1]);
    expect(crossed?.coordinates[0]).toHaveLength(5);
  });

  it('is cut in two at the antimeridian, with a box whose west is the greater', () => {
    const taveuni = footprintOfRing([
      [179.5, -16],
      [-179.5, -16],
      [-179.5, -17],
      [179.5, -17],
    ]);
    expect(taveuni).toMatchObject({ type: 'MultiPolygon' });
    expect(taveuni?.coordinates).toHaveLength(2);
    expect(taveuni && bboxOf(taveuni)).toEqual([179.5, -17, -179.5, -16]);
  });

  it('is null without three distinct corners, without area or off the globe', () => {
    expect(footprintOfRing(square.slice(0, 2))).toBeNull();
    expect(
      footprintOfRing([
        [0, 0],
        [1, 1],
        [2, 2],
      ]),
    ).toBeNull();
    expect(
      footprintOfRing([
        [0, 0],
        [1, 95],
        [1, 0],
      ]),
    ).toBeNull();
    expect(
      footprintOfRing([
        [0, 0],
        [Number.NaN, 1],
        [1, 0],
      ]),
    ).toBeNull();
  });
});

describe('the footprint of a product', () => {
  const georeference = {
    epsg: 4326,
    upperLeftX: 10,
    upperLeftY: 50,
    pixelX: 0.1,
    pixelY: 0.1,
    columns: 20,
    rows: 10,
  };

  it('comes from the vertices before the georeferencing', () => {
    const found = footprintOf({ vertices: square, georeference, rpc: null }, noProjection);
    expect(found?.footprint.coordinates).toEqual([counterClockwise]);
  });

  it('comes from the georeferencing where there is no vertex', () => {
    const found = footprintOf({ vertices: [], georeference, rpc: null }, noProjection);
    expect(found && bboxOf(found.footprint)).toEqual([10, 49, 12, 50]);
    expect(found?.approximate).toBe(false);
  });

  it('is unknown where only an unknown projection places it', () => {
    const lambert = { ...georeference, epsg: 2154 };
    expect(
      footprintOf({ vertices: [], georeference: lambert, rpc: null }, noProjection),
    ).toBeNull();
  });
});

const rpcFolder = '../shared/data/1-deliveries/rpcm/test_rpc_files';

describe.skipIf(!existsSync(rpcFolder))('the ground domain of real RPC files', () => {
  const domain = (name: string) => {
    const xml = readXml(readFileSync(`${rpcFolder}/${name}`), 1_000_000);
    if (!xml.ok) throw new Error(xml.detail);
    const found = footprintOf(
      { vertices: [], georeference: null, rpc: xml.document.root },
      noProjection,
    );
    return { corners: rpcGroundDomain(xml.document.root), found };
  };

  it('is the validity domain of Pléiades, marked approximate', () => {
    const { found } = domain('rpc_PLEIADES.xml');
    expect(found?.approximate).toBe(true);
    const box = found && bboxOf(found.footprint);
    expect(box?.[0]).toBeCloseTo(-56.28888, 5);
    expect(box?.[3]).toBeCloseTo(-34.77387, 5);
  });

  it('is in Haiti for SPOT 6, whose file gives longitude for latitude', () => {
    const { found } = domain('rpc_SPOT6.xml');
    const box = found && bboxOf(found.footprint);
    expect(box?.[0]).toBeCloseTo(-72.4395, 4);
    expect(box?.[1]).toBeCloseTo(18.3932, 4);
  });
});
