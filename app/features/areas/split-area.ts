import type { Position } from 'geojson';
import { boundingBox, boxUnwrapped } from './boxes.ts';
import { toEarth } from './flat.ts';
import { type AreaGeometry, lonLat, polygonsOf } from './geometry.ts';
import { fromGeos, lineToGeos, loadGeos, withGeos } from './geos.ts';
import { subtract } from './overlay.ts';
import { densified, planeAt } from './plane.ts';

/** Parts that share an edge are not valid (OGC 06-103r4 §6.1.14): a cut is so wide, in metres, far below any pixel. */
export const CORRIDOR_M = 0.02;

const SQUARE_CAP = 3;
const MITRE_JOIN = 2;

/**
 * The area cut along a line of two places or more, straight in longitude and latitude. The parts lie 2 cm apart. `parts` tells
 * how many there are: no more than before where the line does not pass through.
 */
export async function splitArea(
  area: AreaGeometry,
  line: readonly Position[],
): Promise<{ geometry: AreaGeometry | null; parts: number }> {
  const corridor = await corridorOf(area, line);
  const geometry = corridor ? await subtract(area, corridor) : area;
  return { geometry, parts: geometry ? polygonsOf(geometry).length : 0 };
}

async function corridorOf(
  area: AreaGeometry,
  line: readonly Position[],
): Promise<AreaGeometry | null> {
  const geos = await loadGeos();
  const [west = 0, south = 0, east = 0, north = 0] = boxUnwrapped(
    boundingBox(area) ?? [0, 0, 0, 0],
  );
  const plane = planeAt([(west + east) / 2, (south + north) / 2]);
  const places = densified(line.map((position) => lonLat(position))).map(plane.toPlane);
  const flat = withGeos(geos, (keep) => {
    const address = keep(lineToGeos(geos, places));
    return fromGeos(
      geos,
      keep(geos.GEOSBufferWithStyle(address, CORRIDOR_M / 2, 1, SQUARE_CAP, MITRE_JOIN, 5)),
    );
  });
  return flat && toEarth(flat, plane);
}
