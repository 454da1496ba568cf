import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Position } from 'geojson';
import { type AreaGeometry, geodesicAreaM2 } from '../../app/features/areas/area.ts';
import { circlePolygon } from '../../app/features/areas/circle.ts';
import { findFaults } from '../../app/features/areas/find-faults.ts';
import { endGeometry, runGeometry } from '../../app/features/areas/geometry-pool.server.ts';
import { fromGeos, loadGeos, toGeos, withGeos } from '../../app/features/areas/geos.ts';
import { figure, quantile } from './measure.ts';

const RUNS = 15;
const SCENES = 1000;

/**
 * Union coverage of an area under 1,000 overlapping scenes, through the geometry thread as the pages ask it, and how long the
 * process stood still meanwhile; its floor unites all scenes at once with GEOS (JTS's unary union) and cuts. Then the faults
 * of 50,000 corners, against the yes or no of GEOS.
 */
export async function coverage() {
  console.log(`${SCENES} scenes over    ms p50  ms max  still ms  floor ms  ratio  held  off by`);
  const places: [string, AreaGeometry, number, number][] = [
    ['a town, covered', circlePolygon([2.3, 48.8], 20_000), 1.2, 0.08],
    ['a town, in part', circlePolygon([2.3, 48.8], 20_000), 1, 0.02],
    ['wide scenes', circlePolygon([2.3, 48.8], 20_000), 1, 0.3],
    ['2,000 corners', star(2000), 1.2, 0.06],
    ['50,000 corners', star(50_000), 1.2, 0.06],
  ];
  for (const [name, aoi, spread, half] of places) {
    await coverageOf(name, aoi, scenesOver(spread, half));
  }
  await faultsOf(50_000);
  await endGeometry();
}

async function coverageOf(name: string, aoi: AreaGeometry, scenes: AreaGeometry[]) {
  await runGeometry('coverage', aoi, scenes);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const times: number[] = [];
  let held = 0;
  for (let i = 0; i < RUNS; i++) {
    const started = performance.now();
    const answer = await runGeometry('coverage', aoi, scenes);
    times.push(performance.now() - started);
    held = answer.held ? geodesicAreaM2(answer.held) : 0;
  }
  delay.disable();
  const started = performance.now();
  const expected = await allAtOnce(aoi, scenes);
  const floorMs = performance.now() - started;
  const p50 = quantile(times, 0.5);
  const off = Math.abs(held / expected - 1) * 100;
  const share = (100 * held) / geodesicAreaM2(aoi);
  console.log(
    [
      name.padEnd(18),
      figure(p50, 0).padStart(6),
      figure(Math.max(...times), 0).padStart(7),
      figure(delay.max / 1e6, 0).padStart(9),
      figure(floorMs, 0).padStart(9),
      figure(floorMs / p50, 1).padStart(6),
      `${figure(share)} %`.padStart(7),
      `${off.toExponential(1)} %`,
    ].join(' '),
  );
}

/** Metres squared held, the plain way: in this thread, everything united, then cut. */
async function allAtOnce(aoi: AreaGeometry, scenes: AreaGeometry[]): Promise<number> {
  const geos = await loadGeos();
  const held = withGeos(geos, (keep) => {
    const polygons = scenes.map((scene) => scene.coordinates as Position[][]);
    const all = keep(toGeos(geos, { type: 'MultiPolygon', coordinates: polygons }));
    const united = keep(geos.GEOSUnaryUnion(all));
    return fromGeos(geos, keep(geos.GEOSIntersection(keep(toGeos(geos, aoi)), united)));
  });
  return held ? geodesicAreaM2(held) : 0;
}

async function faultsOf(corners: number) {
  const area = star(corners);
  const geos = await loadGeos();
  const timed = (work: () => void) => {
    work();
    const times = Array.from({ length: RUNS }, () => {
      const started = performance.now();
      work();
      return performance.now() - started;
    });
    return quantile(times, 0.5);
  };
  const ours = timed(() => findFaults(area));
  const floor = timed(() => withGeos(geos, (keep) => geos.GEOSisValid(keep(toGeos(geos, area)))));
  const text = JSON.stringify(area);
  const started = performance.now();
  await runGeometry('examine', text, []);
  const throughMs = performance.now() - started;
  console.log(
    `${corners} corners: every fault ${figure(ours, 0)} ms, GEOS's yes or no ${figure(floor, 0)} ms (ratio ${figure(floor / ours, 2)}); the whole examination through a thread ${figure(throughMs, 0)} ms`,
  );
}

/** Turned rectangles around Paris, always the same ones. */
function scenesOver(spread: number, half: number): AreaGeometry[] {
  let seed = 7;
  const next = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  return Array.from({ length: SCENES }, () => {
    const [x, y] = [2.3 + (next() - 0.5) * spread, 48.8 + (next() - 0.5) * spread];
    const angle = next() * 0.4 - 0.2;
    const height = half * (0.6 + next());
    const corner = (dx: number, dy: number) => [
      x + dx * Math.cos(angle) - dy * Math.sin(angle),
      y + dx * Math.sin(angle) + dy * Math.cos(angle),
    ];
    const ring = [
      corner(-half, -height),
      corner(half, -height),
      corner(half, height),
      corner(-half, height),
      corner(-half, -height),
    ];
    return { type: 'Polygon', coordinates: [ring] };
  });
}

function star(corners: number): AreaGeometry {
  const ring = Array.from({ length: corners + 1 }, (_, i) => {
    const t = (2 * Math.PI * (i % corners)) / corners;
    return [
      2.35 + (0.3 + 0.05 * Math.sin(37 * t)) * Math.cos(t),
      48.85 + (0.2 + 0.03 * Math.sin(37 * t)) * Math.sin(t),
    ];
  });
  return { type: 'Polygon', coordinates: [ring] };
}
