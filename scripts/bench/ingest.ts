import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { inspectPackage } from '../../app/features/deliveries/dimap/inspect-package.server.ts';
import { ingestFolder } from '../../app/features/deliveries/ingest.server.ts';
import { writePackage } from '../../app/features/orders/providers/sandbox-package.server.ts';
import { diskStorage } from '../../app/lib/storage.server.ts';
import { openDatabase } from '../../db/client.server.ts';
import { seed } from '../../db/seed.ts';
import { figure } from './measure.ts';
import { packageScene } from './scene.ts';

const padBytes = 400 * 2 ** 20;

/**
 * A parcel of some 400 MB from folder to catalogue (recognised, every file digested and stored, catalogued), against
 * copying the same files with one SHA-256 pass, which is the least that any ingest must do.
 */
export async function ingest() {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-ingest-'));
  const parcel = path.join(folder, 'parcel');
  await writePackage(parcel, packageScene);
  await pad(path.join(parcel, 'ANNEX.BIN'));
  const bytes = sizeOf(parcel);

  const floor = await seconds(() => copyWithDigest(parcel, path.join(folder, 'floor')));
  const db = await openDatabase(path.join(folder, 'desk.sqlite'));
  const storage = diskStorage(path.join(folder, 'storage'));
  await seed(db, { storage, sandboxFolder: path.join(folder, 'sandbox') });
  const deps = { storage, inspect: inspectPackage };
  const ours = await seconds(async () => {
    const outcome = await ingestFolder(db, deps, { folder: parcel });
    if (outcome.state !== 'ingested') throw new Error(JSON.stringify(outcome));
  });
  const rate = (s: number) => figure(bytes / 1e6 / s, 0);
  console.log(`ingest             ${rate(ours)} MB/s of ${figure(bytes / 1e6, 0)} MB`);
  console.log(`copy with SHA-256  ${rate(floor)} MB/s   ratio ${figure(floor / ours, 2)}`);
  await db.close();
  rmSync(folder, { recursive: true, force: true });
}

async function pad(file: string) {
  const block = Buffer.alloc(2 ** 20);
  const handle = await open(file, 'w');
  for (let i = 0; i < padBytes / block.length; i++) {
    block.writeUInt32LE(i);
    await handle.write(block);
  }
  await handle.sync();
  await handle.close();
}

async function copyWithDigest(from: string, to: string) {
  const { mkdir } = await import('node:fs/promises');
  for (const name of files(from)) {
    const target = path.join(to, name);
    await mkdir(path.dirname(target), { recursive: true });
    const hash = createHash('sha256');
    await pipeline(
      createReadStream(path.join(from, name), { highWaterMark: 2 ** 20 }),
      async function* (chunks) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(target),
    );
    await writeFile(`${target}.sha256`, hash.digest('hex'));
    const handle = await open(target);
    await handle.sync();
    await handle.close();
  }
}

const files = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(path.join(folder, name)).isFile(),
  );
const sizeOf = (folder: string) =>
  files(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
