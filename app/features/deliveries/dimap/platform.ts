import type { XmlElement } from './read-xml.ts';
import { textAt } from './read-xml.ts';

export type Platform = {
  /** As the STAC `platform`: 'pleiades-1a', 'pleiades-neo-3', 'spot-6'. Null where the document names no satellite. */
  platform: string | null;
  /** As the STAC `constellation`: 'pleiades', 'pleiades-neo', 'spot'. */
  constellation: string | null;
  instruments: string[];
};

const missions: Record<string, { constellation: string; stem: string; instruments: string[] }> = {
  PHR: { constellation: 'pleiades', stem: 'pleiades', instruments: ['hiri'] },
  PNEO: { constellation: 'pleiades-neo', stem: 'pleiades-neo', instruments: [] },
  SPOT: { constellation: 'spot', stem: 'spot', instruments: ['naomi'] },
  PER: { constellation: 'perusat', stem: 'perusat', instruments: ['naomi'] },
};

/** The satellite that a Strip_Source names: MISSION 'PHR' with MISSION_INDEX '1A' is 'pleiades-1a'. */
export function platformOf(stripSource: XmlElement): Platform {
  const mission = textAt(stripSource, 'MISSION')?.toUpperCase() ?? null;
  const index = textAt(stripSource, 'MISSION_INDEX');
  if (mission === null) return { platform: null, constellation: null, instruments: [] };
  const known = missions[mission];
  const stem = known?.stem ?? slug(mission);
  return {
    platform: index === null ? null : slug(`${stem}-${index}`),
    constellation: known?.constellation ?? stem,
    instruments: known?.instruments ?? [],
  };
}

/** What the metadata profile alone tells ('PNEO_SENSOR', 'S6_ORTHO'): the constellation, never the satellite of several. */
export function platformOfProfile(profile: string): Platform {
  const head = profile.split('_')[0] ?? '';
  const spot = /^S([67])$/.exec(head)?.[1];
  if (spot) return { platform: `spot-${spot}`, constellation: 'spot', instruments: ['naomi'] };
  const known = missions[head];
  if (!known) return { platform: null, constellation: null, instruments: [] };
  return { platform: null, constellation: known.constellation, instruments: known.instruments };
}

/** One for all: the satellite where all agree, else only what they share. */
export function commonPlatform(platforms: readonly Platform[]): Platform | null {
  const first = platforms[0];
  if (!first) return null;
  const same = <T>(of: (platform: Platform) => T) =>
    platforms.every((platform) => of(platform) === of(first)) ? of(first) : null;
  return {
    platform: same(({ platform }) => platform),
    constellation: same(({ constellation }) => constellation),
    instruments: [...new Set(platforms.flatMap(({ instruments }) => instruments))],
  };
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
