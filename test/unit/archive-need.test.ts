import { describe, expect, it } from 'vitest';
import {
  anyNeed,
  archiveSharePct,
  type Need,
  type NeededScene,
  needOf,
  readNeed,
  shortfallsOf,
} from '#app/features/archive/need.ts';
import { passesOf } from '#app/features/archive/passes.ts';
import { mustGiveReason, reasonFault } from '#app/features/archive/reason.ts';

const need: Need = { from: '2024-06-01', to: null, maxGsdM: 0.5, maxCloudPct: 10, mode: 'mono' };
const scene = (given: Partial<NeededScene> = {}): NeededScene => ({
  acquiredAt: new Date('2025-05-04T10:30:00Z'),
  gsdM: 0.5,
  cloudCoverPct: 4,
  views: 1,
  ...given,
});
const codes = (given: Partial<NeededScene>, asked: Partial<Need> = {}) =>
  shortfallsOf(scene(given), { ...need, ...asked }).map(({ code }) => code);

describe('a scene held against a need', () => {
  it('may do when it is recent, fine and clear enough', () => {
    expect(codes({})).toEqual([]);
  });

  it.each([
    ['older', { acquiredAt: new Date('2024-05-31T23:00:00Z') }, {}],
    ['newer', {}, { to: '2025-05-03' }],
    ['coarser', { gsdM: 1.5 }, {}],
    ['gsd-unknown', { gsdM: null }, {}],
    ['cloudier', { cloudCoverPct: 11 }, {}],
    ['cloud-unknown', { cloudCoverPct: null }, {}],
    ['few-views', {}, { mode: 'stereo' }],
    ['few-views', { views: 2 }, { mode: 'tristereo' }],
  ] as const)('is %s than asked', (code, given, asked) => {
    expect(codes(given, asked)).toEqual([code]);
  });

  it('counts on the very days, figures and views that are asked', () => {
    expect(codes({ acquiredAt: new Date('2024-06-01T00:00:00Z') })).toEqual([]);
    expect(codes({ cloudCoverPct: 10 })).toEqual([]);
    expect(codes({ views: 2 }, { mode: 'stereo' })).toEqual([]);
  });

  it('may be a fifth coarser, as the pixel grows with the incidence', () => {
    expect(codes({ gsdM: 0.6 })).toEqual([]);
    expect(codes({ gsdM: 0.61 })).toEqual(['coarser']);
  });

  it('says everything that it lacks', () => {
    expect(codes({ gsdM: 2, cloudCoverPct: 60 })).toEqual(['coarser', 'cloudier']);
  });

  it('is held against nothing where nothing is asked, cloud of all sorts included', () => {
    expect(shortfallsOf(scene({ gsdM: null, cloudCoverPct: null }), anyNeed)).toEqual([]);
    expect(codes({ cloudCoverPct: null }, { maxCloudPct: 100 })).toEqual([]);
  });
});

describe('the need behind a request', () => {
  const sensors = [
    { id: 'fine', gsdPanM: 0.3, gsdMsM: 1.2 },
    { id: 'wide', gsdPanM: 1.5, gsdMsM: 6 },
    { id: 'radar', gsdPanM: null, gsdMsM: 3 },
  ];
  const of = (answers: Parameters<typeof needOf>[0]) =>
    needOf(answers, { sensors, today: '2026-06-15' });
  const asked = { kind: 'tasking', windowFrom: '2026-07-01', windowTo: '2026-08-31' } as const;

  it('counts years back from the first day of an acquisition, three unless said', () => {
    expect(of(asked)).toMatchObject({ from: '2023-07-01', to: null });
    expect(of({ ...asked, archiveYears: '1' }).from).toBe('2025-07-01');
    expect(of({ ...asked, archiveYears: 'any' }).from).toBeNull();
    expect(of({}).from).toBe('2023-06-15');
  });

  it('is the window itself for an archive', () => {
    const archive = { ...asked, kind: 'archive', archiveYears: '1' } as const;
    expect(of(archive)).toMatchObject({ from: '2026-07-01', to: '2026-08-31' });
  });

  it('takes the coarsest sensor asked for, in the bands asked for', () => {
    expect(of({ sensor1: 'fine' }).maxGsdM).toBe(0.3);
    expect(of({ sensor1: 'fine', sensor2: 'wide' }).maxGsdM).toBe(1.5);
    expect(of({ sensor1: 'fine', bands: 'multispectral' }).maxGsdM).toBe(1.2);
    expect(of({ sensor1: 'radar' }).maxGsdM).toBe(3);
    expect(of({ sensor1: 'unknown' }).maxGsdM).toBeNull();
  });

  it('survives the way to the server, and asks for nothing where it cannot be read', () => {
    const sent = of({ ...asked, sensor1: 'fine', maxCloudPct: 20, mode: 'stereo' });
    expect(readNeed(JSON.stringify(sent))).toEqual(sent);
    expect(readNeed('nonsense')).toEqual(anyNeed);
    expect(readNeed('{"from":"yesterday","maxCloudPct":400,"mode":"quad"}')).toEqual(anyNeed);
  });
});

describe('the passes of scenes', () => {
  const at = (platform: string, time: string) => ({
    id: `${platform} ${time}`,
    platform,
    acquiredAt: new Date(`2026-03-04T${time}Z`),
  });

  it('are what one platform takes within minutes; another platform or orbit is another pass', () => {
    const passes = passesOf([
      at('1a', '10:31:00'),
      at('1b', '10:30:30'),
      at('1a', '10:30:00'),
      at('1a', '12:08:00'),
    ]);
    expect(passes.map((pass) => pass.map(({ id }) => id))).toEqual([
      ['1a 10:30:00', '1a 10:31:00'],
      ['1b 10:30:30'],
      ['1a 12:08:00'],
    ]);
  });
});

describe('the reason against a covering archive', () => {
  it('is asked for from half of the area on, and may be any words', () => {
    expect(mustGiveReason(archiveSharePct - 0.1)).toBe(false);
    expect(reasonFault(archiveSharePct, ' ')).toEqual([
      { field: 'archiveReason', key: 'requests:faults.archive-reason', params: { pct: 50 } },
    ]);
    expect(reasonFault(100, 'Il faut une image d’été.')).toEqual([]);
    expect(reasonFault(12, '')).toEqual([]);
  });
});
