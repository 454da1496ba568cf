// Copies the base map (Natural Earth, public domain, as TopoJSON by world-atlas) to where the pages fetch it.
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const from = dirname(createRequire(import.meta.url).resolve('world-atlas/package.json'));
const to = join(import.meta.dirname, '../public/basemap');

mkdirSync(to, { recursive: true });
for (const file of ['land-50m.json', 'countries-50m.json', 'countries-10m.json']) {
  copyFileSync(join(from, file), join(to, file));
}
