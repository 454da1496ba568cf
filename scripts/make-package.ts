import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  missionsOf,
  type SandboxFamily,
  type SandboxScene,
} from '#app/features/orders/providers/sandbox-layout.ts';
import { writePackage } from '#app/features/orders/providers/sandbox-package.server.ts';
import { seedOf } from '#app/features/orders/providers/sandbox-random.ts';
import { type Box, polygonOf } from '#app/features/orders/providers/sandbox-strips.ts';

const help = `Writes one synthetic DIMAP V2 parcel.

  node --import tsx scripts/make-package.ts FOLDER [options]

  --family   pleiades | pleiades-neo | spot            (pleiades)
  --bands    bundle | pansharpened | multispectral | panchromatic   (pansharpened)
  --level    ortho | primary                           (ortho)
  --views    1 | 2 | 3                                 (1)
  --bbox     west,south,east,north in degrees          (3.80,43.55,3.95,43.65)
  --at       acquisition, ISO 8601 UTC                 (2026-06-15T10:30:00Z)
  --cloud    percent                                   (5)
  --gsd      metres                                    (0.5)
  --order    CUSTOMER_REFERENCE                        (by-hand)
`;

const families = Object.keys(missionsOf) as SandboxFamily[];
const bandChoices = ['bundle', 'pansharpened', 'multispectral', 'panchromatic'] as const;
const levels = ['ortho', 'primary'] as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    family: { type: 'string', default: 'pleiades' },
    bands: { type: 'string', default: 'pansharpened' },
    level: { type: 'string', default: 'ortho' },
    views: { type: 'string', default: '1' },
    bbox: { type: 'string', default: '3.80,43.55,3.95,43.65' },
    at: { type: 'string', default: '2026-06-15T10:30:00Z' },
    cloud: { type: 'string', default: '5' },
    gsd: { type: 'string', default: '0.5' },
    order: { type: 'string', default: 'by-hand' },
    help: { type: 'boolean', default: false },
  },
});

const [folder] = positionals;
if (values.help || folder === undefined) {
  console.log(help);
  process.exit(values.help ? 0 : 2);
}
await writePackage(resolve(folder), sceneFromArguments());
console.log(resolve(folder));

function sceneFromArguments(): SandboxScene {
  const family = oneOf(families, values.family);
  const at = new Date(values.at);
  const [west = NaN, south = NaN, east = NaN, north = NaN] = values.bbox.split(',').map(Number);
  const box: Box = [west, south, east, north];
  const views = Number(values.views);
  const numbers = [...box, at.getTime(), views, Number(values.cloud), Number(values.gsd)];
  if (numbers.some(Number.isNaN) || east <= west || north <= south)
    fail('A number, date or box is not valid.');
  return {
    family,
    missionIndex: missionsOf[family][0] ?? '',
    orderId: values.order,
    providerReference: 'SBX-BY-HAND',
    level: oneOf(levels, values.level),
    bands: oneOf(bandChoices, values.bands),
    footprint: polygonOf(box),
    views: Array.from({ length: views }, (_, rank) => ({
      acquiredAt: new Date(at.getTime() + rank * 40_000),
      incidenceDeg: 12,
      azimuthDeg: 180,
    })),
    cloudCoverPct: Number(values.cloud),
    gsdM: Number(values.gsd),
    producedAt: new Date(at.getTime() + 86_400_000),
    seed: seedOf(`${values.order} ${values.bbox} ${values.at}`),
  };
}

function oneOf<T extends string>(choices: readonly T[], word: string): T {
  return choices.find((choice) => choice === word) ?? fail(`Choose among ${choices.join(', ')}.`);
}

function fail(message: string): never {
  console.error(`${message}\n\n${help}`);
  process.exit(2);
}
