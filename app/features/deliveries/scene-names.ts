import type { SceneReport } from './dimap/package-report.ts';

type Sensor = { id: string; platforms: readonly string[] };

/**
 * The sensor that took a scene: the one with its platform, else the one whose platforms are all of its constellation
 * ('pleiades-neo' where no satellite is named). Where several would do, the one that was ordered. Null: unknown or unclear.
 */
export function sensorOf<S extends Sensor>(
  scene: Pick<SceneReport, 'platform' | 'constellation'>,
  sensors: readonly S[],
  orderedId: string | null,
): S | null {
  const { platform, constellation } = scene;
  const able = platform
    ? sensors.filter((sensor) => sensor.platforms.includes(platform))
    : sensors.filter((sensor) => sensor.platforms.some((p) => fleetOf(p) === constellation));
  const [first, ...others] = able;
  return able.find(({ id }) => id === orderedId) ?? (others.length === 0 ? (first ?? null) : null);
}

/** 'pleiades-neo-3' is one of 'pleiades-neo'. */
const fleetOf = (platform: string) => platform.replace(/-\d+[a-z]?$/, '');

/**
 * The id of a scene in the catalogue: its own name in lower case, as STAC advises, after its platform and time where the
 * name holds no date ('MS-FS'); `suffix` tells it from another scene of the same name.
 */
export function itemIdOf(
  scene: Pick<SceneReport, 'id' | 'platform' | 'constellation' | 'acquiredAt'>,
  suffix = '',
): string {
  const seconds = scene.acquiredAt.slice(0, 19).replace(/[-:]/g, '');
  const who = scene.platform ?? scene.constellation ?? '';
  const name = /\d{8}/.test(scene.id) ? scene.id : [who, seconds, scene.id].join('_');
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '')
    .slice(0, 100);
  return [plain || 'scene', suffix].filter((part) => part !== '').join('-');
}
