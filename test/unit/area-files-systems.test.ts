import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { crsOfCode, crsOfWkt } from '#app/features/areas/files/projection.ts';

/** A place in each system that a code alone names, and where PROJ 9.1.1 puts it: code, x, y, longitude, latitude. */
const places: readonly (readonly [number, number, number, number, number])[] = [
  [2154, 652000, 6862000, 2.345811959, 48.856248141],
  [27561, 600000, 150000, 2.336502766, 49.050300568],
  [27562, 600000, 230000, 2.336530105, 47.069837044],
  [27563, 800000, 150000, 4.815077595, 43.622853438],
  [27564, 570000, 200000, 9.230601185, 42.085091083],
  [27571, 600000, 1150000, 2.336502766, 49.050300568],
  [27572, 600693, 2427197, 2.345942045, 48.843129312],
  [27573, 800000, 3150000, 4.815077595, 43.622853438],
  [27574, 570000, 4200000, 9.230601185, 42.085091083],
  [3942, 1900000, 1300000, 5.448038422, 42.874538646],
  [3946, 1800000, 5200000, 4.290931112, 45.992708291],
  [3950, 1700000, 9200000, 3.0, 50.0],
  [5490, 660000, 1790000, -61.503313579, 16.185164317],
  [4559, 700000, 1620000, -61.14296939, 14.6460692],
  [2970, 650000, 1780000, -61.601442346, 16.092709044],
  [2973, 710000, 1620000, -61.046557703, 14.646812527],
  [2971, 350000, 550000, -52.352957762, 4.975533686],
  [2972, 350000, 550000, -52.352950032, 4.974507627],
  [3313, 800000, 400000, -54.299636049, 3.614842446],
  [2975, 345000, 7650000, 55.506268391, -21.245044302],
  [2980, 520000, 8585000, 45.186389972, -12.802195562],
  [4471, 520000, 8585000, 45.184284563, -12.799766964],
  [4467, 550000, 5180000, -56.345110334, 46.771675906],
  [3163, 446000, 214000, 166.446344274, -22.276137516],
  [3170, 600000, 7500000, 165.972936748, -22.603908503],
  [3297, 230000, 8055000, -149.543759473, -17.575213238],
  [8903, 580000, 8520000, -176.261132334, -13.386523774],
  [7076, 450000, 4850000, 50.348359245, -46.501713345],
  [7079, 550000, 4500000, 69.692664372, -49.650471119],
  [3857, 260000, 6250000, 2.335619739, 48.853264341],
  [3035, 3700000, 2900000, 1.512683979, 48.890760649],
  [32620, 650000, 1780000, -61.597472102, 16.095426264],
  [32740, 345000, 7650000, 55.506268391, -21.245044301],
  [25831, 450000, 5400000, 2.319785299, 48.751005509],
];

const metresApart = ([a, b]: readonly number[], [c, d]: readonly number[]) =>
  Math.hypot(
    ((a ?? 0) - (c ?? 0)) * 111_320 * Math.cos(((b ?? 0) * Math.PI) / 180),
    ((b ?? 0) - (d ?? 0)) * 110_570,
  );

it('places a point of every system where PROJ places it, to a millimetre', () => {
  for (const [epsg, x, y, lon, lat] of places) {
    const crs = crsOfCode(epsg);
    expect(metresApart(crs.toLonLat?.(x, y) ?? [], [lon, lat]), crs.name ?? '').toBeLessThan(0.001);
    expect(crs.name).toContain(`(EPSG:${epsg})`);
    const [west = 0, south = 0, east = 0, north = 0] = crs.area ?? [];
    expect([lon >= west, lon <= east, lat >= south, lat <= north], crs.name ?? '').toEqual([
      true,
      true,
      true,
      true,
    ]);
  }
});

const spell = (epsg: number, form: string) =>
  spawnSync('gdalsrsinfo', ['--single-line', '-o', form, `EPSG:${epsg}`], { encoding: 'utf8' });
const hasGdal = spell(2154, 'wkt1').status === 0;

describe.skipIf(!hasGdal)('Definitions as GDAL spells them (needs gdalsrsinfo)', () => {
  it.each(['wkt_esri', 'wkt1', 'wkt2_2018'])(
    'in %s, without their code, lead to the same place',
    (form) => {
      const codes = /(AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?\d+"?\s*\]/g;
      for (const [epsg, x, y, lon, lat] of places) {
        const text = spell(epsg, form)
          .stdout.trim()
          .replace(codes, '')
          .replaceAll(/,\s*(?=[\],])/g, '');
        const crs = crsOfWkt(text);
        expect(metresApart(crs.toLonLat?.(x, y) ?? [], [lon, lat]), `${epsg} ${text}`).toBeLessThan(
          0.01,
        );
        expect(crs.unknownDatum).toBeNull();
      }
    },
    60_000,
  );
});
