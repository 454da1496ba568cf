import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new id: 20 characters that begin with the time, so that rows inserted together lie together. */
export function newId(): string {
  let time = Date.now();
  let head = '';
  for (let i = 0; i < 8; i++) {
    head = (alphabet[time % 32] ?? '0') + head;
    time = Math.floor(time / 32);
  }
  const tail = Array.from(randomBytes(12), (byte) => alphabet[byte % 32] ?? '0').join('');
  return head + tail;
}

/** The form of an id that a page may mint for us: the same shape, nothing else. */
export const isId = (text: unknown): text is string =>
  typeof text === 'string' && /^[0-9a-z]{8,40}$/.test(text);
