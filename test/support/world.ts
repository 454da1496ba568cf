import type { Db } from '#db/client.server.ts';
import { type People, plantWorld } from '#db/plant-world.ts';

export { demoPassword } from '#db/seed-world.ts';

/** The seed's people, structures, sensors, licences and envelopes, without requests. Gives everybody, by name. */
export function makeWorld(db: Db): Promise<People> {
  return plantWorld(db, new Date());
}
