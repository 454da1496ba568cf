import type { NamedBytes } from './area-file.ts';

/** What the page posts to have areas read: files, or pasted text, and what they do not say themselves. */
export type PostedFiles = {
  files: NamedBytes[];
  text: string | undefined;
  order: 'lonlat' | 'latlon' | undefined;
  /** The system of a file that does not say its own, such as 'EPSG:2154'. */
  crs: string | undefined;
};

/** Reads the fields `file` (once or, for the parts of a Shapefile, several times), `text`, `order` and `crs`. */
export async function readPostedFiles(form: FormData): Promise<PostedFiles> {
  const given = form.getAll('file').filter((value): value is File => value instanceof File);
  const chosen = given.filter(({ name, size }) => name !== '' || size > 0);
  const files = await Promise.all(
    chosen.map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  const order = field('order');
  return {
    files,
    text: files.length === 0 ? field('text') : undefined,
    order: order === 'lonlat' || order === 'latlon' ? order : undefined,
    crs: field('crs')?.slice(0, 80),
  };
}
