import type { Position } from 'geojson';
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type AreaGeometry,
  type BBox,
  boundingBox,
  fromPolygons,
  type LonLat,
  polygonsOf,
} from './area.ts';
import { areaFaultCodes } from './area-fault.ts';
import { type AreaAct, nextActs, redo, remember, startHistory, undo } from './area-history.ts';
import { askJson, type Words } from './ask-areas.tsx';

/** What an operation would make of the area: shown, and done only when it is accepted. */
export type Proposal = {
  act: AreaAct;
  geometry: AreaGeometry;
  /** What is to be said of it, beside the areas before and after. */
  notes: Words[];
};

/** The operations of `/areas/edit`. */
export type AreaOperation =
  | 'buffer'
  | 'simplify'
  | 'split'
  | 'merge'
  | 'unite'
  | 'subtract'
  | 'repair'
  | 'enlarge';

type EditAnswer =
  | { geometry: AreaGeometry; beforeHa: number; afterHa: number; note?: Note | Note[] | null }
  | { fault: Note };
type Note = { code: string; params?: Record<string, string | number> };

export type AreaEditing = ReturnType<typeof useAreaEditor>;

/** What a further surface does to the area that there is. */
export type AreaUse = 'replace' | 'add' | 'cut';

/**
 * The area that is being edited: its states to go back and forth, what is proposed, what is being worked out, and where
 * the map looks. Whatever fails is a sentence in `failure`, and the area stays as it was.
 */
export function useAreaEditor(first: AreaGeometry | null) {
  const [history, setHistory] = useState(() => startHistory(first));
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const [failure, setFailure] = useState<Words | null>(null);
  const [busy, setBusy] = useState<AreaOperation | null>(null);
  const view = useView(first);
  const running = useRef<AbortController | null>(null);
  const { area } = history.present;
  const latest = useRef(area);
  latest.current = area;

  const rest = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setBusy(null);
    setProposal(null);
    setFailure(null);
  }, []);
  useEffect(() => () => running.current?.abort(), []);

  const { lookAt } = view;
  const change = useCallback(
    (next: AreaGeometry | null, act: AreaAct, how: { join?: string; fit?: boolean } = {}) => {
      rest();
      setHistory((before) => remember(before, next, act, how.join ?? null));
      if (how.fit && next) lookAt(next);
    },
    [rest, lookAt],
  );
  const step = useCallback(
    (move: typeof undo) => {
      rest();
      setHistory(move);
    },
    [rest],
  );

  /** Asks `/areas/edit`; what it gives is the area at once, or a proposal. */
  const edit = useCallback(
    async (
      operation: AreaOperation,
      params: Record<string, unknown>,
      outcome: { act: AreaAct; propose?: boolean; fit?: boolean; notes?: Words[] },
    ): Promise<void> => {
      const { current } = latest;
      if (!current) return;
      rest();
      const abort = new AbortController();
      running.current = abort;
      setBusy(operation);
      const answer = await askEdit(current, operation, params, abort.signal);
      if (abort.signal.aborted) return;
      setBusy(null);
      if (!answer.ok) return setFailure(answer.why);
      const { geometry, notes } = answer;
      const said = [...(outcome.notes ?? []), ...notes];
      if (outcome.propose) setProposal({ act: outcome.act, geometry, notes: said });
      else setHistory((before) => remember(before, geometry, outcome.act));
      if (outcome.propose) lookAt(boxAround([current, geometry]));
      else if (outcome.fit) lookAt(geometry);
    },
    [rest, lookAt],
  );

  /** A surface that comes from elsewhere than the map: it replaces the area, joins it or is taken off it. */
  const bring = useCallback(
    (geometry: AreaGeometry, act: AreaAct, use: AreaUse = 'replace') => {
      if (use === 'replace' || !latest.current) return change(geometry, act, { fit: true });
      const operation = use === 'add' ? 'unite' : 'subtract';
      void edit(operation, { geometry }, { act: use, fit: true });
    },
    [change, edit],
  );

  /** Several surfaces as one; where they meet, they are merged. */
  const bringAll = useCallback(
    async (geometries: readonly AreaGeometry[], act: AreaAct, use: AreaUse) => {
      const all = fromPolygons(geometries.flatMap(polygonsOf));
      if (!all || geometries.length === 1) return all ? bring(all, act, use) : undefined;
      rest();
      const abort = new AbortController();
      running.current = abort;
      setBusy('unite');
      const [one, ...others] = polygonsOf(all).map(onePart);
      const geometry = fromPolygons(others.flatMap(polygonsOf));
      const united = one && (await askEdit(one, 'unite', { geometry }, abort.signal));
      if (abort.signal.aborted) return;
      setBusy(null);
      bring(united?.ok ? united.geometry : all, act, use);
      if (united && !united.ok) setFailure(united.why);
    },
    [rest, bring],
  );

  const propose = useCallback(
    (next: Proposal) => {
      rest();
      setProposal(next);
      if (latest.current) lookAt(boxAround([latest.current, next.geometry]));
    },
    [rest, lookAt],
  );
  const accept = useCallback(() => {
    if (proposal) change(proposal.geometry, proposal.act);
  }, [proposal, change]);

  return {
    area,
    acts: nextActs(history),
    undo: useCallback(() => step(undo), [step]),
    redo: useCallback(() => step(redo), [step]),
    change,
    bring,
    bringAll,
    edit,
    busy,
    failure,
    proposal,
    propose,
    accept,
    /** Gives up what is proposed, what is being worked out and what was said. */
    abandon: rest,
    ...view,
  };
}

type Edited = { ok: true; geometry: AreaGeometry; notes: Words[] } | { ok: false; why: Words };

async function askEdit(
  area: AreaGeometry,
  operation: AreaOperation,
  params: Record<string, unknown>,
  signal: AbortSignal,
): Promise<Edited> {
  const fields = { aoi: JSON.stringify(area), operation, params: JSON.stringify(params) };
  const answer = await askJson<EditAnswer>('/areas/edit', { fields, signal });
  if (!answer.ok) {
    return { ok: false, why: answer.why === 'aborted' ? { key: '' } : answer.why };
  }
  if ('fault' in answer.value) return { ok: false, why: wordsOf(answer.value.fault) };
  const { geometry, note } = answer.value;
  const notes = Array.isArray(note) ? note : note ? [note] : [];
  return { ok: true, geometry, notes: notes.map(wordsOf) };
}

/** A fault of the area itself has its own words; the others, and what is to be noted, belong to the operations. */
const wordsOf = ({ code, params }: Note): Words => {
  const group = areaFaultCodes.some((known) => known === code) ? 'fault' : 'edit';
  return { key: `areas:${group}.${code}`, ...(params && { params }) };
};

const onePart = (coordinates: Position[][]): AreaGeometry => ({ type: 'Polygon', coordinates });

const france: BBox = [-5.2, 41.3, 9.6, 51.1];

/** The box around an area, else metropolitan France. */
export const boxToShow = (area: AreaGeometry | null): BBox => (area && boundingBox(area)) ?? france;

const boxAround = (areas: readonly AreaGeometry[]): BBox =>
  boxToShow({ type: 'MultiPolygon', coordinates: areas.flatMap(polygonsOf) });

/** Where the map looks: it moves when an area comes from elsewhere or a place is asked for, and stays while one is drawn. */
function useView(first: AreaGeometry | null) {
  const [fit, setFit] = useState(() => ({ fitTo: boxToShow(first), fitAgain: 0 }));
  /** The corner that is being typed. */
  const [corner, setCorner] = useState<LonLat | null>(null);
  const lookAt = useCallback((what: AreaGeometry | BBox) => {
    const fitTo = Array.isArray(what) ? what : boxToShow(what);
    setFit(({ fitAgain }) => ({ fitTo, fitAgain: fitAgain + 1 }));
  }, []);
  return { ...fit, lookAt, corner, setCorner };
}
