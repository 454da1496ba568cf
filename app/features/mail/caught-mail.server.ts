import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';

export type CaughtMail = {
  /** Name of its file, without the ending. */
  id: string;
  to: string;
  subject: string;
  text: string;
  at: Date;
};

/** The letters that the demonstration's mail catcher kept in a folder, newest first. */
export async function listCaughtMail(folder: string, limit = 100): Promise<CaughtMail[]> {
  const names = await readdir(folder).catch(() => []);
  const latest = names
    .filter((name) => name.endsWith('.eml') && !name.startsWith('.'))
    .sort()
    .reverse()
    .slice(0, limit);
  return Promise.all(latest.map((name) => readMail(folder, name)));
}

async function readMail(folder: string, name: string): Promise<CaughtMail> {
  const parsed = await PostalMime.parse(await readFile(join(folder, name)));
  const to = (parsed.to ?? []).map((address) => address.address ?? address.name);
  return {
    id: name.slice(0, -'.eml'.length),
    to: to.join(', '),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    at: new Date(Number(name.split('-')[0])),
  };
}
