/** A piece of a pattern: one character, any one, or any text. */
export type LikePart = { kind: 'character'; text: string } | { kind: 'one' } | { kind: 'any' };

/** The pieces of a LIKE pattern: `%` is any text, `_` one character, `\` takes the next as it is. */
export function likeParts(pattern: string): LikePart[] {
  const parts: LikePart[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    const next = characters[at + 1];
    if (character === '\\' && next !== undefined) {
      parts.push({ kind: 'character', text: next });
      at += 1;
    } else if (character === '%') {
      // Several in a row are one.
      if (parts.at(-1)?.kind !== 'any') parts.push({ kind: 'any' });
    } else {
      parts.push(character === '_' ? { kind: 'one' } : { kind: 'character', text: character });
    }
  }
  return parts;
}

/** Whether a text is like a pattern, in time proportional to both: on a mismatch only the last `%` takes one more. */
export function likeText(text: string, pattern: string): boolean {
  const parts = likeParts(pattern);
  const characters = [...text];
  let part = 0;
  let at = 0;
  let back: { part: number; at: number } | null = null;
  while (at < characters.length) {
    const wanted = parts[part];
    if (wanted?.kind === 'any') {
      part += 1;
      back = { part, at };
    } else if (wanted && (wanted.kind === 'one' || wanted.text === characters[at])) {
      part += 1;
      at += 1;
    } else if (back) {
      back = { part: back.part, at: back.at + 1 };
      part = back.part;
      at = back.at;
    } else {
      return false;
    }
  }
  return parts.slice(part).every(({ kind }) => kind === 'any');
}
