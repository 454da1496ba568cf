/**
 * The life of a request as data. Pages, permissions, mail, documentation and tests all ask this table;
 * nothing else compares states.
 */

export const requestStates = [
  'draft',
  'submitted',
  'returned',
  'waitlisted',
  'approved',
  'partly-approved',
  'ordered',
  'in-collection',
  'partly-delivered',
  'delivered',
  'closed',
  'refused',
  'joined',
  'cancelled',
  'expired',
  'failed',
] as const;
export type RequestState = (typeof requestStates)[number];

/** Whose move it is. Null: nobody's, the request is over. */
export type Turn = 'requester' | 'desk' | 'provider' | null;

/**
 * What a person is to one request: its owner, the référent of its entity, the desk, the machinery, or somebody who may
 * only read.
 */
export type Relation = 'owner' | 'referent' | 'officer' | 'system' | 'reader';

/** What an act does to quota: hold the granted area, settle what was delivered, give back what is left. */
export type QuotaEffect = 'none' | 'hold' | 'settle' | 'settle-and-release' | 'release';

export type Transition = {
  readonly from: readonly RequestState[];
  /** `same`: the act leaves the state as it is. */
  readonly to: RequestState | 'same';
  readonly by: readonly Relation[];
  readonly quota: QuotaEffect;
  /** Who is told, by mail, besides the one who acts. */
  readonly tells: readonly ('owner' | 'desk')[];
  /** Whose turn it is afterwards. `same`: as before. */
  readonly turn: Turn | 'same';
  /** What the act needs besides a click. */
  readonly needs: 'nothing' | 'text' | 'reason' | 'grant' | 'form' | 'order' | 'join';
};

const pending = ['submitted', 'waitlisted'] as const;
const beforeOrder = ['submitted', 'returned', 'waitlisted', 'approved', 'partly-approved'] as const;
const atProvider = ['ordered', 'in-collection', 'partly-delivered'] as const;

export const transitions = {
  submit: row(['draft', 'returned'], 'submitted', ['owner'], 'none', ['desk'], 'desk', 'form'),
  return: row(
    ['submitted', 'waitlisted'],
    'returned',
    ['officer'],
    'none',
    ['owner'],
    'requester',
    'text',
  ),
  waitlist: row(['submitted'], 'waitlisted', ['officer'], 'none', ['owner'], 'desk', 'text'),
  refuse: row(
    ['submitted', 'waitlisted'],
    'refused',
    ['officer'],
    'none',
    ['owner'],
    null,
    'reason',
  ),
  approve: row(
    ['submitted', 'waitlisted'],
    'approved',
    ['officer'],
    'hold',
    ['owner'],
    'desk',
    'grant',
  ),
  'approve-part': row(
    ['submitted', 'waitlisted'],
    'partly-approved',
    ['officer'],
    'hold',
    ['owner'],
    'desk',
    'grant',
  ),
  order: row(
    ['approved', 'partly-approved'],
    'ordered',
    ['officer'],
    'none',
    ['owner'],
    'provider',
    'order',
  ),
  collect: row(['ordered'], 'in-collection', ['system'], 'none', ['owner'], 'provider', 'nothing'),
  'deliver-part': row(
    atProvider,
    'partly-delivered',
    ['system'],
    'settle',
    ['owner', 'desk'],
    'provider',
    'nothing',
  ),
  deliver: row(
    atProvider,
    'delivered',
    ['system'],
    'settle-and-release',
    ['owner', 'desk'],
    'requester',
    'nothing',
  ),
  'accept-as-is': row(
    ['partly-delivered'],
    'delivered',
    ['officer'],
    'release',
    ['owner'],
    'requester',
    'text',
  ),
  // The provider has done all it will, and part of the area is missing: the desk decides.
  'fall-short': row(atProvider, 'same', ['system'], 'none', ['desk'], 'desk', 'nothing'),
  // Requests over the same place, bought once: each owner agrees, then one goes on for all and the others end in it.
  'propose-join': row(pending, 'same', ['officer'], 'none', ['owner'], 'requester', 'join'),
  'agree-join': row(
    pending,
    'same',
    ['owner', 'referent'],
    'none',
    ['owner', 'desk'],
    'desk',
    'join',
  ),
  'decline-join': row(
    pending,
    'same',
    ['owner', 'referent'],
    'none',
    ['owner', 'desk'],
    'desk',
    'join',
  ),
  'end-join': row(pending, 'same', ['officer', 'system'], 'none', ['owner'], 'desk', 'join'),
  'take-in': row(pending, 'same', ['system'], 'none', ['owner', 'desk'], 'desk', 'join'),
  'join-into': row(pending, 'joined', ['system'], 'none', ['owner'], null, 'join'),
  close: row(['delivered'], 'closed', ['owner', 'officer', 'system'], 'none', [], null, 'nothing'),
  cancel: row(
    ['draft', ...beforeOrder],
    'cancelled',
    ['owner'],
    'release',
    ['desk'],
    null,
    'nothing',
  ),
  'cancel-by-desk': row(
    [...beforeOrder, ...atProvider],
    'cancelled',
    ['officer'],
    'release',
    ['owner'],
    null,
    'text',
  ),
  'cancel-by-provider': row(
    atProvider,
    'cancelled',
    ['system'],
    'release',
    ['owner', 'desk'],
    null,
    'nothing',
  ),
  expire: row(atProvider, 'expired', ['system'], 'release', ['owner', 'desk'], null, 'nothing'),
  fail: row(atProvider, 'failed', ['system'], 'release', ['owner', 'desk'], null, 'nothing'),
  comment: row(
    requestStates.filter((s) => s !== 'draft'),
    'same',
    ['owner', 'officer'],
    'none',
    ['owner', 'desk'],
    'same',
    'text',
  ),
} as const satisfies Record<string, Transition>;

export type Act = keyof typeof transitions;
export const acts = Object.keys(transitions) as Act[];

function row<const T extends Transition['to'], const N extends Transition['needs']>(
  from: readonly RequestState[],
  to: T,
  by: readonly Relation[],
  quota: QuotaEffect,
  tells: Transition['tells'],
  turn: Transition['turn'],
  needs: N,
) {
  return { from, to, by, quota, tells, turn, needs } as const;
}

/** May this act be done now, by somebody who is this to the request? The row when yes, else why not. */
export function decide(
  state: RequestState,
  relations: readonly Relation[],
  act: Act,
): { ok: true; row: Transition } | { ok: false; why: 'wrong-state' | 'not-yours' } {
  const found: Transition = transitions[act];
  if (!found.by.some((relation) => relations.includes(relation))) {
    return { ok: false, why: 'not-yours' };
  }
  if (!found.from.includes(state)) return { ok: false, why: 'wrong-state' };
  return { ok: true, row: found };
}

/** The acts open to somebody who is this to a request in this state, in the table's order: the buttons of its page. */
export function actsFor(state: RequestState, relations: readonly Relation[]): Act[] {
  return acts.filter((act) => decide(state, relations, act).ok);
}

/** Nothing but a comment leads out of such a state. */
export function isFinal(state: RequestState): boolean {
  return !acts.some((act) => {
    const found: Transition = transitions[act];
    return found.to !== 'same' && found.from.includes(state);
  });
}

/** The states in which quota stays held: those an approval leads to and from which a release leads away. */
export function holdsQuota(state: RequestState): boolean {
  return (
    ['approved', 'partly-approved'].includes(state) ||
    (atProvider as readonly string[]).includes(state)
  );
}

/** Sent, and not decided yet: such requests may be joined. */
export function isPending(state: RequestState): boolean {
  return (pending as readonly string[]).includes(state);
}

/** May the owner still change what is asked? */
export function isEditable(state: RequestState): boolean {
  return decide(state, ['owner'], 'submit').ok;
}

/** The way most requests go, for the progress track. */
export const milestones = ['submitted', 'approved', 'ordered', 'delivered', 'closed'] as const;
export type Milestone = (typeof milestones)[number];

/** How far along the track a state is: the number of milestones reached, 0 to 5. */
export function progressOf(state: RequestState): number {
  const reached: Record<RequestState, number> = {
    draft: 0,
    submitted: 1,
    returned: 1,
    waitlisted: 1,
    refused: 1,
    approved: 2,
    'partly-approved': 2,
    ordered: 3,
    'in-collection': 3,
    'partly-delivered': 3,
    expired: 3,
    failed: 3,
    joined: 1,
    cancelled: 0,
    delivered: 4,
    closed: 5,
  };
  return reached[state];
}

/** The table as a Mermaid state diagram, for the documentation. */
export function diagram(): string {
  const lines = acts.flatMap((act) => {
    const found: Transition = transitions[act];
    const to = found.to;
    if (to === 'same') return [];
    return found.from.map((from) => `    ${name(from)} --> ${name(to)}: ${act}`);
  });
  return ['stateDiagram-v2', '    [*] --> draft', ...lines, ''].join('\n');
}

const name = (state: RequestState) => state.replaceAll('-', '_');
