import { describe, expect, it } from 'vitest';
import {
  type Act,
  acts,
  actsFor,
  decide,
  diagram,
  holdsQuota,
  isEditable,
  isFinal,
  milestones,
  progressOf,
  type QuotaEffect,
  type Relation,
  type RequestState,
  requestStates,
  transitions,
} from '#app/features/requests/workflow.ts';

const relations: readonly Relation[] = ['owner', 'referent', 'officer', 'system', 'reader'];

/**
 * What each person may do in each state, and where it leads, written out by hand from the way the desk works. What is not
 * written here must be refused.
 */
const expected: Record<
  RequestState,
  Partial<Record<Relation, Partial<Record<Act, RequestState>>>>
> = {
  draft: { owner: { submit: 'submitted', cancel: 'cancelled' } },
  submitted: {
    owner: { cancel: 'cancelled', comment: 'submitted', ...answers('submitted') },
    referent: answers('submitted'),
    system: { 'end-join': 'submitted', 'take-in': 'submitted', 'join-into': 'joined' },
    officer: {
      return: 'returned',
      waitlist: 'waitlisted',
      refuse: 'refused',
      approve: 'approved',
      'approve-part': 'partly-approved',
      'cancel-by-desk': 'cancelled',
      'propose-join': 'submitted',
      'end-join': 'submitted',
      comment: 'submitted',
    },
  },
  returned: {
    owner: { submit: 'submitted', cancel: 'cancelled', comment: 'returned' },
    officer: { 'cancel-by-desk': 'cancelled', comment: 'returned' },
  },
  waitlisted: {
    owner: { cancel: 'cancelled', comment: 'waitlisted', ...answers('waitlisted') },
    referent: answers('waitlisted'),
    system: { 'end-join': 'waitlisted', 'take-in': 'waitlisted', 'join-into': 'joined' },
    officer: {
      return: 'returned',
      refuse: 'refused',
      approve: 'approved',
      'approve-part': 'partly-approved',
      'cancel-by-desk': 'cancelled',
      'propose-join': 'waitlisted',
      'end-join': 'waitlisted',
      comment: 'waitlisted',
    },
  },
  approved: {
    owner: { cancel: 'cancelled', comment: 'approved' },
    officer: { order: 'ordered', 'cancel-by-desk': 'cancelled', comment: 'approved' },
  },
  'partly-approved': {
    owner: { cancel: 'cancelled', comment: 'partly-approved' },
    officer: { order: 'ordered', 'cancel-by-desk': 'cancelled', comment: 'partly-approved' },
  },
  ordered: {
    owner: { comment: 'ordered' },
    officer: { 'cancel-by-desk': 'cancelled', comment: 'ordered' },
    system: {
      collect: 'in-collection',
      'deliver-part': 'partly-delivered',
      deliver: 'delivered',
      'cancel-by-provider': 'cancelled',
      expire: 'expired',
      fail: 'failed',
      'fall-short': 'ordered',
    },
  },
  'in-collection': {
    owner: { comment: 'in-collection' },
    officer: { 'cancel-by-desk': 'cancelled', comment: 'in-collection' },
    system: {
      'deliver-part': 'partly-delivered',
      deliver: 'delivered',
      'cancel-by-provider': 'cancelled',
      expire: 'expired',
      fail: 'failed',
      'fall-short': 'in-collection',
    },
  },
  'partly-delivered': {
    owner: { comment: 'partly-delivered' },
    officer: {
      'accept-as-is': 'delivered',
      'cancel-by-desk': 'cancelled',
      comment: 'partly-delivered',
    },
    system: {
      'deliver-part': 'partly-delivered',
      deliver: 'delivered',
      'cancel-by-provider': 'cancelled',
      expire: 'expired',
      fail: 'failed',
      'fall-short': 'partly-delivered',
    },
  },
  delivered: {
    owner: { close: 'closed', comment: 'delivered' },
    officer: { close: 'closed', comment: 'delivered' },
    system: { close: 'closed' },
  },
  closed: over('closed'),
  refused: over('refused'),
  joined: over('joined'),
  cancelled: over('cancelled'),
  expired: over('expired'),
  failed: over('failed'),
};

/** What may be answered to a proposal of a joint order. */
function answers(state: RequestState) {
  return { 'agree-join': state, 'decline-join': state };
}

function over(state: RequestState) {
  return { owner: { comment: state }, officer: { comment: state } };
}

const quotaOf: Record<Act, QuotaEffect> = {
  submit: 'none',
  return: 'none',
  waitlist: 'none',
  refuse: 'none',
  approve: 'hold',
  'approve-part': 'hold',
  order: 'none',
  collect: 'none',
  'deliver-part': 'settle',
  deliver: 'settle-and-release',
  'accept-as-is': 'release',
  'fall-short': 'none',
  'propose-join': 'none',
  'agree-join': 'none',
  'decline-join': 'none',
  'end-join': 'none',
  'take-in': 'none',
  'join-into': 'none',
  close: 'none',
  cancel: 'release',
  'cancel-by-desk': 'release',
  'cancel-by-provider': 'release',
  expire: 'release',
  fail: 'release',
  comment: 'none',
};

const finalStates = ['closed', 'refused', 'joined', 'cancelled', 'expired', 'failed'];
const holding = ['approved', 'partly-approved', 'ordered', 'in-collection', 'partly-delivered'];

describe('every state, person and act', () => {
  describe.each(requestStates)('%s', (state) => {
    it.each(relations)('lets a %s do what is theirs, and nothing else', (relation) => {
      const theirs = expected[state][relation] ?? {};
      for (const act of acts) {
        const decision = decide(state, [relation], act);
        const to = theirs[act];
        expect(decision.ok, `${relation}: ${act}`).toBe(to !== undefined);
        if (decision.ok) {
          expect(decision.row.to === 'same' ? state : decision.row.to, act).toBe(to);
        } else {
          const yours = requestStates.some((s) => expected[s][relation]?.[act]);
          expect(decision.why, act).toBe(yours ? 'wrong-state' : 'not-yours');
        }
      }
      expect(actsFor(state, [relation]).sort()).toEqual(Object.keys(theirs).sort());
    });
  });

  it('lets nobody do anything who is nothing to the request', () => {
    for (const state of requestStates) expect(actsFor(state, []), state).toEqual([]);
  });

  it('gives somebody who is two things to a request the acts of both', () => {
    expect(actsFor('submitted', ['reader', 'owner'])).toEqual(actsFor('submitted', ['owner']));
    expect(actsFor('delivered', ['owner', 'officer'])).toEqual(['close', 'comment']);
  });
});

describe('quota', () => {
  it('moves with each act as the ledger expects', () => {
    expect(Object.fromEntries(acts.map((act) => [act, transitions[act].quota]))).toEqual(quotaOf);
  });

  it('is held exactly between an approval and the end of the order', () => {
    for (const state of requestStates)
      expect(holdsQuota(state), state).toBe(holding.includes(state));
  });

  it('is given back by every act that leads from a holding state to one that holds nothing', () => {
    for (const act of acts) {
      const { from, to, quota } = transitions[act];
      const lets = to !== 'same' && !holdsQuota(to) && from.some(holdsQuota);
      if (lets) expect(['release', 'settle-and-release'], act).toContain(quota);
    }
  });
});

describe('whose turn it is', () => {
  it('is nobody’s exactly when the request is over', () => {
    for (const act of acts) {
      const { to, turn } = transitions[act];
      if (to !== 'same') expect(turn === null, act).toBe(isFinal(to));
    }
  });
});

describe('the states', () => {
  it('can all be reached from a draft', () => {
    const reached = new Set<RequestState>(['draft']);
    for (let before = 0; before < reached.size; ) {
      before = reached.size;
      for (const state of [...reached])
        for (const act of actsFor(state, relations)) {
          const { to } = transitions[act];
          if (to !== 'same') reached.add(to);
        }
    }
    expect([...reached].sort()).toEqual([...requestStates].sort());
  });

  it('end in six ways, and only a draft or a returned request can be edited', () => {
    expect(requestStates.filter(isFinal)).toEqual(finalStates);
    expect(requestStates.filter(isEditable)).toEqual(['draft', 'returned']);
  });

  it('never go backwards along the track but for a return', () => {
    for (const act of acts) {
      const { from, to } = transitions[act];
      if (to === 'same' || isFinal(to)) continue;
      for (const state of from)
        expect(progressOf(to), `${act} from ${state}`).toBeGreaterThanOrEqual(progressOf(state));
    }
    expect(progressOf('closed')).toBe(milestones.length);
  });

  it('are all in the diagram, with every act that moves', () => {
    const text = diagram();
    for (const state of requestStates) expect(text).toContain(state.replaceAll('-', '_'));
    const staying = acts.filter((act) => transitions[act].to === 'same');
    for (const act of acts.filter((a) => !staying.includes(a))) expect(text).toContain(`: ${act}`);
  });
});
