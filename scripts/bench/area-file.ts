import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import shpjs from 'shpjs';
import {
  readApart,
  stopAreaReader,
} from '../../app/features/areas/files/area-file-reader.server.ts';
import { crsOfCode } from '../../app/features/areas/files/projection.ts';
import { prj, shapefileOf, textFile, wavyRing, zipOf } from '../../test/support/brought-files.ts';
import { figure, quantile } from './measure.ts';

const vertices = 50_000;
const runs = 15;

/**
 * A file of 50,000 vertices to a validated, measured area, in the process apart, from the bytes to the answer: the goal is
 * under a second. The peers only parse and project the Shapefile: shpjs in this process, ogr2ogr (where there is one) with its start.
 */
export async function areaFile() {
  const ring = wavyRing([650_000, 6_860_000], 20_000, vertices);
  const parts = shapefileOf('zone', [{ rings: [ring], name: 'Zone' }], { prj: prj.lambert93Esri });
  const zip = await zipOf(parts);
  const toLonLat = crsOfCode(2154).toLonLat;
  const degrees = ring.map(([x = 0, y = 0]) => toLonLat?.(x, y) ?? [0, 0]);
  const geojson = textFile(
    'zone.geojson',
    JSON.stringify({ type: 'Polygon', coordinates: [[...degrees].reverse()] }),
  );
  const places = degrees.map((place) => place.join(',')).join(' ');
  const kml = textFile(
    'zone.kml',
    `<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>${places}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>`,
  );
  const shapefile = { name: 'zone.zip', bytes: zip };
  const cold = performance.now();
  await readApart('bench', { files: [shapefile] });
  console.log(
    `first file, with the start of the process: ${figure(performance.now() - cold, 0)} ms`,
  );

  const peerMs = await median(async () => void (await shpjs(zip)));
  console.log(
    `${vertices} vertices            median ms   worst ms   ratio to shpjs (${figure(peerMs, 0)} ms)`,
  );
  for (const [name, file] of [
    ['Shapefile, Lambert-93', shapefile],
    ['GeoJSON', geojson],
    ['KML', kml],
  ] as const) {
    const times = await timesOf(() => readWhole(file));
    console.log(
      `${name.padEnd(26)} ${figure(quantile(times, 0.5), 0).padStart(9)}  ${figure(Math.max(...times), 0).padStart(9)}  ${figure(quantile(times, 0.5) / peerMs, 2).padStart(6)}`,
    );
  }
  const ogrMs = ogr(zip);
  console.log(
    ogrMs === null
      ? 'ogr2ogr: not here'
      : `ogr2ogr to GeoJSON, its start included: ${figure(ogrMs, 0)} ms`,
  );
  stopAreaReader();
}

async function readWhole(file: { name: string; bytes: Uint8Array }) {
  const { json } = await readApart('bench', { files: [file] });
  const { features } = JSON.parse(json) as { features?: { vertices: number; fault: unknown }[] };
  const [area] = features ?? [];
  if (area?.vertices !== vertices || area.fault !== null) throw new Error(json.slice(0, 300));
}

async function timesOf(work: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times;
}

const median = async (work: () => Promise<void>) => quantile(await timesOf(work), 0.5);

function ogr(zip: Buffer): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'desk-bench-'));
  try {
    const file = join(folder, 'zone.zip');
    writeFileSync(file, zip);
    const started = performance.now();
    const to = ['-t_srs', 'EPSG:4326', '-f', 'GeoJSON', '/vsistdout/', `/vsizip/${file}`];
    const { status } = spawnSync('ogr2ogr', to, { stdio: 'ignore' });
    return status === 0 ? performance.now() - started : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
