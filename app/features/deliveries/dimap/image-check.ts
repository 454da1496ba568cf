/** Reads `length` bytes at `position`; throws where the file ends before. */
export type ReadAt = (position: number, length: number) => Promise<DataView>;

export type ImageFault = 'truncated' | 'damaged' | 'unsupported';
export type ImageCheck =
  | { ok: true; width: number; height: number; bands: number }
  | { ok: false; fault: ImageFault };
