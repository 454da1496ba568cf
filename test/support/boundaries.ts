import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = '../shared/data/4-boundaries';

/** A real file of boundaries, or null where the data are not beside the project. */
export function boundaryFile(path: string): string | null {
  const file = join(folder, path);
  return existsSync(file) ? file : null;
}
