import type { AreaGeometry } from '#app/features/areas/area.ts';
import type { AreaFault } from '#app/features/areas/ring-faults.ts';

/** What the server knows of an area: its first fault, its surface, and what the catalogue already holds of it. */
export type AreaCheck = {
  fault: AreaFault | null;
  areaHa: number;
  heldHa: number;
  missingHa: number;
  heldPct: number;
  held: AreaGeometry | null;
  missing: AreaGeometry | null;
  /** The latest scenes held over it; `itemCount` says how many there are in all. */
  items: { id: string; platform: string; acquiredAt: string; cloudCoverPct: number | null }[];
  itemCount: number;
};
