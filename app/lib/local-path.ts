/** A path of this site, or `/`: nothing that a browser could read as another site's address. */
export function localPath(path: string | null | undefined): string {
  return path && /^\/(?![/\\])[^\\\s]*$/.test(path) ? path : '/';
}
