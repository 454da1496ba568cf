/**
 * Why a parcel is set aside or waits, as `code` or `code: detail`. Codes are keys of the `ingest` translations
 * (`fault.<code>`); what was found in the files is told by the report's own reasons.
 */
export const ingestFaultCodes = [
  /** Nothing in it can be taken; the report says why. */
  'refused',
  /** Part of it is absent or refused; the report says which. */
  'incomplete',
  /** The same files were ingested before; the detail is that delivery's reference. */
  'duplicate',
  /** No sensor of ours flies on the platform that the detail names. */
  'unknown-sensor',
  /** The sensor that the detail names has no offer, hence no licence. */
  'no-licence',
  /** Reading or storing it failed; the detail is the system's own words. */
  'unreadable',
] as const;
export type IngestFaultCode = (typeof ingestFaultCodes)[number];

export type IngestFault = { code: IngestFaultCode; detail: string };

export const writeFault = ({ code, detail }: IngestFault): string =>
  detail === '' ? code : `${code}: ${detail}`.slice(0, 500);

/** The fault that was written; anything else is the system's own words. */
export function readFault(text: string): IngestFault {
  const [head = '', ...rest] = text.split(': ');
  const code = ingestFaultCodes.find((known) => known === head);
  return code ? { code, detail: rest.join(': ') } : { code: 'unreadable', detail: text };
}
