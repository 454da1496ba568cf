import { isFinal, type RequestState, type Turn } from './workflow.ts';

/** The tabs of a member's list, in their order. */
export const requestGroups = ['waiting', 'running', 'over', 'all'] as const;
export type RequestGroup = (typeof requestGroups)[number];

/** Requests by tab: those that wait on this person, those on their way, those that are over, and all. Order is kept. */
export function groupRequests<R extends { state: RequestState; turn: Turn; ownerId: string }>(
  rows: readonly R[],
  actorId: string,
): Record<RequestGroup, R[]> {
  const waits = (row: R) => row.turn === 'requester' && row.ownerId === actorId;
  return {
    waiting: rows.filter(waits),
    running: rows.filter((row) => !isFinal(row.state) && !waits(row)),
    over: rows.filter((row) => isFinal(row.state)),
    all: [...rows],
  };
}
