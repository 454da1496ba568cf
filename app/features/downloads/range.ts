/** Conditional and range requests as RFC 9110 has them (§13, §14), for one representation known by a strong validator. */

export type Conditions = {
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
  ifRange?: string | undefined;
  range?: string | undefined;
};

/** What to send. Positions are of the first and the last byte, both included. */
export type Portion =
  | { status: 200 }
  | { status: 206; start: number; end: number }
  | { status: 304 }
  | { status: 412 }
  | { status: 416 };

/** The answer to a GET or HEAD of `bytes` bytes whose ETag is `etag`, in the order of precedence of §13.2.2. */
export function portionOf(
  method: string,
  given: Conditions,
  { bytes, etag }: { bytes: number; etag: string },
): Portion {
  if (given.ifMatch !== undefined && !lists(given.ifMatch, etag, 'strong')) return { status: 412 };
  if (given.ifNoneMatch !== undefined && lists(given.ifNoneMatch, etag, 'weak')) {
    return { status: 304 };
  }
  // §14.2: Range means nothing but in a GET. §13.1.5: with an If-Range that does not hold, the whole is sent.
  if (method !== 'GET' || given.range === undefined) return { status: 200 };
  if (given.ifRange !== undefined && given.ifRange.trim() !== etag) return { status: 200 };
  const range = parseRange(given.range, bytes);
  if (range === 'whole') return { status: 200 };
  return range === 'unsatisfiable' ? { status: 416 } : { status: 206, ...range };
}

/**
 * A Range header against a length (§14.1.2). What is malformed, in another unit, or of several ranges is answered by the
 * whole, as §14.2 allows; one that lies wholly beyond the end is not satisfiable.
 */
export function parseRange(
  header: string,
  bytes: number,
): { start: number; end: number } | 'whole' | 'unsatisfiable' {
  const [, first, last] = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header) ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'whole';
  if (first === '') {
    const length = Math.min(Number(last), bytes);
    return length === 0 ? 'unsatisfiable' : { start: bytes - length, end: bytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? Number.POSITIVE_INFINITY : Number(last);
  if (end < start) return 'whole';
  return start >= bytes ? 'unsatisfiable' : { start, end: Math.min(end, bytes - 1) };
}

/** Does a list of entity tags hold this one (§8.8.3.2)? A weak tag never matches strongly. */
function lists(header: string, etag: string, comparison: 'strong' | 'weak'): boolean {
  if (header.trim() === '*') return true;
  const tags = header.match(/(W\/)?"[^"]*"/g) ?? [];
  const bare = (tag: string) => (comparison === 'weak' ? tag.replace(/^W\//, '') : tag);
  return tags.some((tag) => bare(tag) === bare(etag));
}

/** Content-Disposition for a file to keep (RFC 6266): its name in ASCII, and whole in UTF-8 where that is not the same. */
export function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${ascii}"${ascii === name ? '' : `; filename*=UTF-8''${exact}`}`;
}
