import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export type FolderListing =
  | { ok: true; files: { path: string; bytes: number }[]; links: string[] }
  | { ok: false; fault: 'too-many-files' | 'too-deep'; limit: number };

/**
 * Every regular file below a folder, with its path from it, sorted. Symbolic links are told and never followed; sockets
 * and devices are passed over. Stops at the first limit that is exceeded.
 */
export async function walkFolder(
  folder: string,
  limits: { maxFiles: number; maxDepth: number },
): Promise<FolderListing> {
  const files: { path: string; bytes: number }[] = [];
  const links: string[] = [];
  const waiting = [{ path: '', depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.depth > limits.maxDepth)
      return { ok: false, fault: 'too-deep', limit: limits.maxDepth };
    for (const entry of await readdir(join(folder, next.path), { withFileTypes: true })) {
      const path = next.path === '' ? entry.name : `${next.path}/${entry.name}`;
      if (entry.isDirectory()) waiting.push({ path, depth: next.depth + 1 });
      else if (entry.isSymbolicLink()) links.push(path);
      else if (entry.isFile()) files.push({ path, bytes: await sizeOf(folder, path) });
      const count = files.length + links.length + waiting.length;
      if (count > limits.maxFiles)
        return { ok: false, fault: 'too-many-files', limit: limits.maxFiles };
    }
  }
  const byPath = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return {
    ok: true,
    files: files.sort((a, b) => byPath(a.path, b.path)),
    links: links.sort(byPath),
  };
}

/** SHA-256 of a file in lower-case hexadecimal, read as a stream; a link in its place is an error (ELOOP). */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  const stream = file.createReadStream({ highWaterMark: 1 << 20 });
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest('hex');
}

const sizeOf = async (folder: string, path: string) => (await lstat(join(folder, path))).size;
