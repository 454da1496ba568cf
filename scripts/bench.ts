// Benchmarks: `npm run bench [name…]`. Each prints its figures and a ratio to a floor or peer measured in the same run.
import { parseArgs } from 'node:util';
import { area } from './bench/area.ts';
import { download } from './bench/download.ts';
import { ingest } from './bench/ingest.ts';
import { pages } from './bench/pages.ts';
import { weight } from './bench/weight.ts';

const all = { area, ingest, pages, download, weight };

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !(name in all));
if (values.help || unknown.length > 0) {
  console.log(`npm run bench -- [${Object.keys(all).join(' | ')}]`);
  process.exit(unknown.length > 0 ? 2 : 0);
}
for (const [name, run] of Object.entries(all)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`\n# ${name}`);
  await run();
}
process.exit(0);
