import { type AreaFault, type AreaLimits, areaFaultCodes } from './area-fault.ts';
import { findFaults } from './find-faults.ts';
import { isLooseArea, vertexCount } from './geometry.ts';

export type { AreaFault, AreaFaultCode, AreaLimits } from './area-fault.ts';

/** Looking for crossings takes about 5 ms up to here; beyond, the page leaves them to the server. */
const LIVE_VERTICES = 2000;

/**
 * The gravest fault that can be found at each movement of the mouse, or null: every rule of `findFaults` for areas of up to
 * 2,000 corners, and for larger ones all but the crossings, which the server looks for. A ring may be closed or not. Null
 * also tells that the value is an `AreaGeometry`.
 */
export function quickFault(geometry: unknown, limits: AreaLimits = {}): AreaFault | null {
  const isLarge = isLooseArea(geometry) && vertexCount(geometry) > LIVE_VERTICES;
  const faults = findFaults(geometry, limits, { crossings: !isLarge });
  const shown = faults.filter(({ code }) => code !== 'ring-open');
  return shown.sort((a, b) => gravity(a) - gravity(b))[0] ?? null;
}

const gravity = ({ code }: AreaFault) => areaFaultCodes.indexOf(code);
