import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { env } from '#app/lib/env.server.ts';
import { type Cursor, readCursor, type SortKey, writeCursor } from './item-sort.ts';

/**
 * A cursor names a row by its number, and numbers have gaps where there are scenes that the reader may not know of: it is
 * sealed (AES-256-GCM), so that it says nothing and cannot be made up.
 */

let key: Buffer | undefined;
const sealKey = () => {
  key ??= createHash('sha256').update(`catalogue cursor ${env().SESSION_SECRET}`).digest();
  return key;
};
const ivBytes = 12;
const tagBytes = 16;

/** The cursor as addresses carry it. */
export function sealCursor(cursor: Cursor, sort: readonly SortKey[]): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', sealKey(), iv);
  const text = [cipher.update(writeCursor(cursor, sort), 'utf8'), cipher.final()];
  return Buffer.concat([iv, cipher.getAuthTag(), ...text]).toString('base64url');
}

/** The cursor of an address; null when it is none of ours, or of a search in another order. */
export function openCursor(text: string | undefined, sort: readonly SortKey[]): Cursor | null {
  if (!text || text.length > 2000) return null;
  const bytes = Buffer.from(text, 'base64url');
  // One text for one cursor: the last letter has bits that decoding leaves out.
  const isWhole = bytes.length > ivBytes + tagBytes && bytes.toString('base64url') === text;
  if (!isWhole) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', sealKey(), bytes.subarray(0, ivBytes));
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    const read = [decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()];
    return readCursor(Buffer.concat(read).toString('utf8'), sort);
  } catch {
    return null;
  }
}
