/** What a machine asked for that cannot be understood: it gets a 400 that names the parameter and says what is wrong. */
export class BadParameter extends Error {
  override readonly name = 'BadParameter';
  constructor(
    /** As the client wrote it: `bbox`, `filter`, `fields` … */
    readonly parameter: string,
    /** A sentence of its own, in English: the reader is somebody writing a script. */
    readonly reason: string,
  ) {
    super(`${parameter}: ${reason}`);
  }
}

/** Text from outside, shortened and without control characters, to be quoted in an answer. */
export function quoted(text: string, longest = 60): string {
  const plain = text.replace(/\p{C}/gu, ' ');
  return plain.length > longest ? `“${plain.slice(0, longest)}…”` : `“${plain}”`;
}
