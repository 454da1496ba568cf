/**
 * The text in a file: by its mark (UTF-8, UTF-16), else by the encoding that an XML declaration names, else UTF-8, else
 * CP1252, which Windows still writes. `guessed` says that it came to the last.
 */
export function decodeText(bytes: Uint8Array): { text: string; guessed: boolean } {
  const marked = encodingByMark(bytes);
  if (marked) return { text: new TextDecoder(marked).decode(bytes), guessed: false };
  const declared = declaredEncoding(bytes);
  if (declared) return { text: declared.decode(bytes), guessed: false };
  const text = decodeUtf8(bytes);
  if (text !== null) return { text, guessed: false };
  return { text: new TextDecoder('windows-1252').decode(bytes), guessed: true };
}

/** The text, or null when the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A decoder by the name that a file gives, or null when there is no such encoding. */
export function decoderNamed(name: string): TextDecoder | null {
  try {
    return new TextDecoder(name.trim());
  } catch {
    return null;
  }
}

function encodingByMark([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

function declaredEncoding(bytes: Uint8Array): TextDecoder | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const name = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1];
  // A declaration that could be read byte by byte is not in an encoding of two bytes, whatever it says.
  return name && !/^utf-?(16|32)/i.test(name) ? decoderNamed(name) : null;
}
