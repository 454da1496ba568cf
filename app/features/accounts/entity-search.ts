/** Whether a name holds every word that was typed, in any order; case, accents and punctuation do not count. */
export function matchesName(name: string, typed: string): boolean {
  const folded = fold(name);
  const words = fold(typed)
    .split(' ')
    .filter((word) => word !== '');
  return words.length > 0 && words.every((word) => folded.includes(word));
}

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
