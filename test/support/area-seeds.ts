import { readFileSync } from 'node:fs';
import type { NamedBytes } from '#app/features/areas/files/area-file.ts';
import {
  areaData,
  broughtFile,
  hasAreaData,
  prj,
  shapefileOf,
  textFile,
  wavyRing,
  zipOf,
} from './brought-files.ts';

/** Files to damage: every real one up to so many bytes, and some of our own for what the real ones lack. */
export async function areaSeeds(maxBytes: number): Promise<NamedBytes[][]> {
  const shape = shapefileOf(
    'z',
    [{ rings: [wavyRing([650_000, 6_860_000], 9000, 60)], name: 'Île' }],
    {
      prj: prj.lambert93Esri,
      cpg: '1252',
    },
  );
  const own: NamedBytes[][] = [
    shape,
    [{ name: 'z.zip', bytes: await zipOf(shape) }],
    [textFile('z.csv', 'zone;lat;lon\nA;48,1;2,1\nA;48,2;2,1\nA;48,2;2,2\n')],
    [textFile('z.csv', 'id,wkt\n1,"POLYGON((2 48,3 48,3 49,2 48))"\n')],
    [
      textFile(
        'z.wkt',
        'SRID=2154;MULTIPOLYGON(((650000 6860000,660000 6860000,660000 6870000,650000 6860000)))',
      ),
    ],
    [
      textFile(
        'z.gpx',
        '<gpx><trk><trkseg><trkpt lat="48" lon="2"/><trkpt lat="48" lon="3"/><trkpt lat="49" lon="3"/></trkseg></trk></gpx>',
      ),
    ],
  ];
  if (!hasAreaData) return own;
  const oracle = JSON.parse(readFileSync(`${areaData}/oracle-ogr-3.6.2.json`, 'utf8')) as {
    file: string;
  }[];
  const real = oracle.map(({ file }) => broughtFile(file));
  const small = real.filter(
    (files) => files.reduce((sum, { bytes }) => sum + bytes.length, 0) <= maxBytes,
  );
  return [...own, ...small];
}
