import type { RequestFault } from '#app/features/requests/check-request.ts';
import { archiveSharePct } from './need.ts';

/** Whether a request for an area of which so much is held already, as it is needed, has to say why that does not do. */
export const mustGiveReason = (meetingPct: number): boolean => meetingPct >= archiveSharePct;

/** The fault of a request that has to give that reason and does not; none otherwise. */
export function reasonFault(meetingPct: number, reason: string): RequestFault[] {
  if (!mustGiveReason(meetingPct) || reason.trim() !== '') return [];
  const params = { pct: Math.floor(meetingPct) };
  return [{ field: 'archiveReason', key: 'requests:faults.archive-reason', params }];
}
