import { type RequestState, requestStates } from '#app/features/requests/workflow.ts';

export const inboxTurns = ['desk', 'requester', 'provider', 'all'] as const;
export type InboxTurn = (typeof inboxTurns)[number];

export type InboxFilter = {
  turn: InboxTurn;
  state: RequestState | null;
  /** Only those over the same place as another entity's. */
  overlapping: boolean;
};

/**
 * The filter in an address: `turn` (the desk's unless said), `state` (any unless said) and `overlap`. Unknown words count as
 * unsaid.
 */
export function readInboxFilter(search: URLSearchParams): InboxFilter {
  return {
    turn: inboxTurns.find((turn) => turn === search.get('turn')) ?? 'desk',
    state: requestStates.find((state) => state === search.get('state')) ?? null,
    overlapping: search.get('overlap') === 'yes',
  };
}
