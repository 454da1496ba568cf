import type { AreaGeometry } from '#app/features/areas/area.ts';
import type { Coverage } from '#app/features/areas/overlay.ts';
import type { RequestState } from '#app/features/requests/workflow.ts';
import type { Aim } from './best-set.ts';
import type { Need, Shortfall } from './need.ts';

/** What `/areas/held` answers of an area and a need. Moments are ISO 8601. */
export type Held = {
  need: Need;
  /** What the scenes that count hold together: those that were chosen, else those that meet the need. */
  coverage: Coverage;
  /** What all that meet the need hold: from `archiveSharePct` on, a request has to say why that does not do. */
  meetingPct: number;
  /** Those that meet the need first, then by how much of the area they show. */
  scenes: HeldScene[];
  /** How many there are in all; `scenes` may be fewer. */
  sceneCount: number;
  best: Record<Aim, string[]>;
  asked: AskedOver[];
  free: FreeAlternative[];
};

export type HeldScene = {
  id: string;
  platformName: string;
  sensorName: string;
  acquiredAt: string;
  cloudCoverPct: number | null;
  gsdM: number | null;
  insideHa: number;
  insidePct: number;
  /** What it lacks of what is asked; empty when it may do. */
  shortfalls: Shortfall[];
  counted: boolean;
  /** Whether the person may retrieve it now, or once they accept its licence. */
  access: 'ready' | 'licence';
};

/** Another open request over the place, told as far as the reader may know of it. */
export type AskedOver = {
  key: string;
  /** Share of the reader's area, 0 to 100: exact for a request they may see, in steps of ten for another's. */
  pct: number;
  /** The month of its submission, `YYYY-MM`. */
  month: string;
  /** Null where the reader may not see the request. */
  request: { id: string; number: string; entityName: string; state: RequestState } | null;
};

/** Imagery that costs nothing. Words are in the reader's language. */
export type FreeAlternative = {
  id: string;
  name: string;
  summary: string;
  gsdM: number;
  url: string;
  coarser: boolean;
};

/** The area without what is held: what a request for the rest would ask. Null when nothing is held, or all. */
export const residualOf = ({ coverage }: Pick<Held, 'coverage'>): AreaGeometry | null =>
  coverage.held ? coverage.missing : null;
