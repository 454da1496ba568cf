import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AreaGeometry, boxPolygon } from '#app/features/areas/area.ts';
import {
  type AreaAct,
  type AreaHistory,
  maxKeptVertices,
  maxSteps,
  nextActs,
  redo,
  remember,
  startHistory,
  undo,
} from '#app/features/areas/area-history.ts';

const box = (west: number) => boxPolygon([west, 45, west + 1, 46]);
const drawn = (...areas: (AreaGeometry | null)[]): AreaHistory =>
  areas.reduce((history, area) => remember(history, area, 'draw'), startHistory(null));

describe('the history of an area', () => {
  it('goes back and forth over every change, to the very same geometry', () => {
    const steps = fc.array(fc.option(fc.integer({ min: -170, max: 170 }).map(box), { nil: null }));
    fc.assert(
      fc.property(steps, (areas) => {
        const history = drawn(...areas);
        let back = history;
        while (nextActs(back).undo !== null) back = undo(back);
        expect(back.present.area, 'undone to the start').toBeNull();
        let forth = back;
        while (nextActs(forth).redo !== null) forth = redo(forth);
        expect(forth.present.area).toBe(history.present.area);
        expect(forth.past.map(({ area }) => area)).toEqual(history.past.map(({ area }) => area));
      }),
    );
  });

  it('gives up what was undone once something else is done, and keeps what came before', () => {
    const [a, b, c] = [box(1), box(2), box(3)];
    const history = remember(undo(drawn(a, b)), c, 'cut');
    expect(history.present.area).toBe(c);
    expect(nextActs(history)).toEqual({ undo: 'cut', redo: null });
    expect(undo(history).present.area).toBe(a);
  });

  it('counts a change to the very same geometry as none', () => {
    const area = box(1);
    const history = drawn(area);
    expect(remember(history, area, 'modify')).toBe(history);
  });

  it('says what each step would take back or do again', () => {
    const acts: AreaAct[] = ['file', 'cut', 'table'];
    let history = startHistory(null);
    for (const [rank, act] of acts.entries()) history = remember(history, box(rank), act);
    expect(nextActs(history)).toEqual({ undo: 'table', redo: null });
    expect(nextActs(undo(history))).toEqual({ undo: 'cut', redo: 'table' });
    expect(undo(startHistory(null))).toEqual(startHistory(null));
    expect(redo(history)).toEqual(history);
  });

  it('takes back at once what was typed into one field, but not what was typed after a step back', () => {
    const start = drawn(box(0));
    let typed = start;
    for (const west of [1, 2, 3]) typed = remember(typed, box(west), 'table', 'cell');
    expect(undo(typed).present.area).toBe(start.present.area);

    const apart = remember(redo(undo(typed)), box(4), 'table', 'another cell');
    expect(undo(apart).present.area).toEqual(box(3));
    const again = remember(undo(apart), box(5), 'table', 'cell');
    expect(undo(again).present.area, 'the earlier digits stay').toEqual(box(3));
  });

  it('keeps the latest hundred steps', () => {
    const history = drawn(...Array.from({ length: maxSteps + 20 }, (_, n) => box(n - 100)));
    expect(history.past).toHaveLength(maxSteps);
    expect(history.past.at(-1)?.area).toEqual(box(maxSteps + 18 - 100));
  });

  it('keeps fewer steps of very large areas, and always the one before', () => {
    const ring = Array.from({ length: 50_000 }, (_, n) => [n / 50_000, 45]);
    const large = (): AreaGeometry => ({ type: 'Polygon', coordinates: [ring] });
    const history = drawn(...Array.from({ length: 60 }, large));
    expect(history.past).toHaveLength(maxKeptVertices / 50_000);

    const huge: AreaGeometry = {
      type: 'MultiPolygon',
      coordinates: Array.from({ length: 60 }, () => [ring]),
    };
    const next = remember(remember(startHistory(null), huge, 'file'), box(1), 'draw');
    expect(undo(next).present.area).toBe(huge);
  });
});
