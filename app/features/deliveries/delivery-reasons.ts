import type { PackageReport, Reason } from './dimap/package-report.ts';
import { type IngestFault, readFault } from './ingest-fault.ts';

/** Why a parcel is not taken yet, in codes: the fault of its reading, and what was found in its files. */
export type DeliveryReasons = { fault: IngestFault | null; reasons: Reason[] };

/** The reasons of a parcel. A reason that a product gave and the parcel repeats is told once. */
export function reasonsOf(delivery: {
  lastFault: string | null;
  report: PackageReport | null;
}): DeliveryReasons {
  const seen = new Set<string>();
  const reasons = (delivery.report?.reasons ?? []).filter(({ code, params }) => {
    const key = `${code} ${params.path ?? ''} ${params.namedBy ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
  return { fault: delivery.lastFault === null ? null : readFault(delivery.lastFault), reasons };
}
