/** The years that both databases can write: RFC 3339 allows a little more on either side. */
const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/** A moment from outside as a date that may be compared with any that is stored. */
export const safeDate = (ms: number): Date => new Date(Math.min(latest, Math.max(earliest, ms)));
