/** Text without accents, ligatures and capitals, so that "Pléiades" is found by "pleiades": the same on every engine. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæßøđł]/g, (letter) => plain[letter] ?? letter);
}

const plain: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', đ: 'd', ł: 'l' };
