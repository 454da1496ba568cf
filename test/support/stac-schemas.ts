import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const bundle = '../shared/data/2-stac';

/** Whether the schemas of STAC are here; tests that need them skip where they are not. */
export const hasStacSchemas = existsSync(join(bundle, 'schemas'));

/** Address → file of every schema: those laid out by host and path, and the extensions by the address they give themselves. */
function schemaMap(): Map<string, string> {
  const map = new Map<string, string>();
  for (const file of jsonIn(join(bundle, 'schemas'))) {
    map.set(`https://${relative(join(bundle, 'schemas'), file)}`, file);
  }
  for (const name of readdirSync(join(bundle, 'stac-extensions'))) {
    const file = join(bundle, 'stac-extensions', name, 'json-schema/schema.json');
    const { $id } = JSON.parse(readFileSync(file, 'utf8'));
    map.set($id.replace(/#$/, ''), file);
  }
  return map;
}

function jsonIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));
}

/**
 * What stac-node-validator says of these documents (items, collections, catalogs, and lists of them), offline. It takes its map
 * of schemas as one text only.
 */
export async function validateStac(
  documents: readonly unknown[],
): Promise<{ valid: boolean; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-stac-'));
  const files = documents.map((document, n) => {
    const file = join(folder, `${n}.json`);
    writeFileSync(file, JSON.stringify(document));
    return file;
  });
  const map = [...schemaMap()].map(([url, file]) => `${url}=${file}`).join(';');
  const tool = 'node_modules/stac-node-validator/bin/cli.js';
  const args = [tool, ...files, '--verbose', '--schemaMap', map];
  // Not in this thread: the server under test has to keep its connections.
  const answer = await new Promise<{ valid: boolean; output: string }>((resolve) => {
    execFile(process.execPath, args, { timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ valid: error === null, output: `${stdout}\n${stderr}` }),
    );
  });
  rmSync(folder, { recursive: true, force: true });
  return answer;
}
