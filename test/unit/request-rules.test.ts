import { describe, expect, it } from 'vitest';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import {
  allFaults,
  answersOf,
  type CheckContext,
  checkRequest,
  draftOf,
  limitsOf,
  type RequestValues,
} from '#app/features/requests/check-request.ts';
import { readArea, readPostedRequest } from '#app/features/requests/posted-request.ts';
import { type OpenEnvelope, quotaOutlook } from '#app/features/requests/quota-left.ts';
import { groupRequests } from '#app/features/requests/request-groups.ts';
import {
  faultsOf,
  type RuleContext,
  type SensorFacts,
} from '#app/features/requests/request-rules.ts';
import { contactsOf, requestFields } from '#app/features/requests/request-schema.ts';
import { changedFields } from '#app/features/requests/version-changes.ts';

/** An offer that asks nothing of an area's shape. */
const open = { minWidthKm: null, maxAreaHa: null, perPolygon: false };
const neo: SensorFacts = {
  id: 'neo',
  name: 'Pléiades Neo',
  family: 'neo',
  status: 'operational',
  maxIncidenceDeg: 52,
  gsdPanM: 0.3,
  gsdMsM: 1.2,
  modes: ['mono', 'stereo', 'tristereo'],
  offers: [
    {
      id: 'neo-t',
      kind: 'tasking',
      minAreaHa: 10_000,
      maxVertices: 500,
      licenceId: 'l1',
      licenceName: 'L1',
      ...open,
    },
    {
      id: 'neo-a',
      kind: 'archive',
      minAreaHa: 2500,
      maxVertices: 200,
      licenceId: 'l1',
      licenceName: 'L1',
      ...open,
    },
  ],
};
const lost: SensorFacts = {
  ...neo,
  id: 'lost',
  name: 'SPOT 7',
  family: 'spot',
  status: 'archive-only',
  modes: ['mono'],
  maxIncidenceDeg: 45,
  offers: [
    {
      id: 'lost-a',
      kind: 'archive',
      minAreaHa: 10_000,
      maxVertices: 300,
      licenceId: 'l2',
      licenceName: 'L2',
      ...open,
    },
  ],
};
const rules: RuleContext = {
  sensors: [neo, lost],
  areaHa: 20_000,
  acceptedLicenceIds: ['l1', 'l2'],
  today: '2026-06-15',
};
const context: CheckContext = {
  ...rules,
  entities: [{ id: 'lab', acceptedLicenceIds: ['l1', 'l2'] }],
  poles: [{ code: 'theia' }],
  themes: [{ code: 'ice' }],
};
const square = (side: number): AreaGeometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [6, 45],
      [6 + side, 45],
      [6 + side, 45 + side],
      [6, 45 + side],
      [6, 45],
    ],
  ],
});
const wide = square(0.2);
const good: RequestValues = {
  entityId: 'lab',
  title: 'Glacier',
  project: 'ANR',
  pole: 'theia',
  theme: 'ice',
  justification: 'Crevasses cannot be told apart at ten metres; the archive is three years old.',
  kind: 'tasking',
  sensor1: 'neo',
  sensor2: '',
  sensor3: '',
  windowFrom: '2026-07-01',
  windowTo: '2026-08-31',
  mode: 'mono',
  maxCloudPct: '10',
  maxIncidenceDeg: '30',
  processingLevel: 'ortho',
  bands: 'bundle',
  format: 'geotiff',
  contacts: '',
  archiveYears: '3',
  archiveReason: '',
};
const keys = (values: Partial<RequestValues>, aoi: AreaGeometry | null = wide, c = context) =>
  allFaults(checkRequest({ ...good, ...values }, aoi, c)).map((f) => `${f.field} ${f.key}`);
const codes = (values: Partial<RequestValues>, c: Partial<RuleContext> = {}) =>
  faultsOf(answersOf({ ...good, ...values }), { ...rules, ...c }).map(
    (f) => `${f.field} ${f.code}`,
  );

describe('the rules of the field', () => {
  it('let a sound request pass', () => {
    expect(codes({})).toEqual([]);
    expect(keys({})).toEqual([]);
  });

  it('refuse one chosen day and accept two', () => {
    expect(codes({ windowTo: '2026-07-01' })).toEqual(['windowTo faults.window-short']);
    expect(codes({ windowTo: '2026-07-02' })).toEqual([]);
  });

  it('refuse a window that is reversed, or past for a tasking', () => {
    expect(codes({ windowTo: '2026-06-30' })).toEqual(['windowTo faults.window-reversed']);
    expect(codes({ windowFrom: '2026-06-14' })).toEqual(['windowFrom faults.window-past']);
    expect(codes({ windowFrom: '2026-06-15' })).toEqual([]);
  });

  it('let an archive be of the past and of one day, but not of the future', () => {
    const past = { kind: 'archive', windowFrom: '2019-05-01', windowTo: '2019-05-01' };
    expect(codes(past)).toEqual([]);
    expect(codes({ kind: 'archive' })).toEqual(['windowFrom faults.window-not-past']);
  });

  it('know what each sensor can do', () => {
    expect(codes({ sensor1: 'lost' })).toEqual(['sensor1 faults.archive-only']);
    expect(codes({ sensor1: 'gone' })).toEqual(['sensor1 faults.sensor-unknown']);
    const archive = { kind: 'archive', windowFrom: '2020-01-01', sensor2: 'lost' };
    expect(codes({ ...archive, mode: 'stereo', maxIncidenceDeg: '50' })).toEqual([
      'mode faults.mode',
      'maxIncidenceDeg faults.incidence',
    ]);
  });

  it('name the field of the sensor that is at fault, and a sensor named twice only once', () => {
    expect(codes({ sensor2: 'lost', sensor3: 'lost' })).toEqual(['sensor2 faults.archive-only']);
    expect(codes({ sensor2: 'neo' })).toEqual([]);
  });

  it('ask for the minimum area of each offer, and say nothing while there is no area', () => {
    expect(codes({}, { areaHa: 9999 })).toEqual(['aoi faults.area-small']);
    expect(codes({}, { areaHa: 10_000 })).toEqual([]);
    expect(codes({}, { areaHa: 0 })).toEqual([]);
  });

  it('ask that the entity has accepted the licence, and name it', () => {
    const faults = faultsOf(answersOf(good), { ...rules, acceptedLicenceIds: ['l2'] });
    expect(faults).toEqual([
      {
        field: 'sensor1',
        code: 'faults.licence',
        params: { sensor: 'Pléiades Neo', licence: 'L1', licenceId: 'l1' },
      },
    ]);
  });
});

describe('the check of a form', () => {
  it('tells what is blank from what is wrong', () => {
    const blank = Object.fromEntries(requestFields.map((f) => [f, ''])) as RequestValues;
    const check = checkRequest(blank, null, context);
    const optional = ['sensor2', 'sensor3', 'contacts', 'archiveYears', 'archiveReason'];
    expect(check.missing.map((f) => f.field)).toEqual([
      'aoi',
      ...requestFields.filter((f) => !optional.includes(f)),
    ]);
    expect([...check.form, ...check.rules, ...check.area]).toEqual([]);
  });

  it('refuses text that is too short, an address that is none, and a percentage past 100', () => {
    expect(keys({ justification: 'Because.', contacts: 'ana@', maxCloudPct: '101' })).toEqual([
      'justification requests:faults.justification',
      'maxCloudPct requests:faults.percent',
      'contacts requests:faults.email',
    ]);
  });

  it('refuses entries that are not in the lists, and an entity that is not the person’s', () => {
    expect(keys({ pole: 'x', theme: 'y' })).toEqual([
      'pole requests:faults.choice-unknown',
      'theme requests:faults.choice-unknown',
    ]);
    expect(keys({ entityId: 'other' })).toContain('entityId requests:faults.entity');
  });

  it('gives the place where an outline crosses itself', () => {
    const bow: AreaGeometry = {
      type: 'Polygon',
      coordinates: [
        [
          [6, 45],
          [6.2, 45.2],
          [6.2, 45],
          [6, 45.2],
          [6, 45],
        ],
      ],
    };
    const [fault] = checkRequest(good, bow, context).area;
    expect(fault?.key).toBe('areas:fault.bow-tie');
    expect(fault?.at?.[0]).toBeCloseTo(6.1, 6);
    expect(fault?.at?.[1]).toBeCloseTo(45.1, 6);
  });

  it('takes the smallest limit of corners among the sensors asked for', () => {
    const answers = answersOf({ ...good, kind: 'archive', sensor2: 'lost' });
    expect(limitsOf(answers, context)).toEqual({ maxVertices: 200 });
    expect(limitsOf({}, context)).toEqual({});
  });
});

describe('a draft', () => {
  it('keeps unfinished words and leaves out figures that cannot be read', () => {
    const kept = draftOf({ title: ' Gla', justification: 'B', contacts: 'ana@', maxCloudPct: 'x' });
    expect(kept).toEqual({ title: ' Gla', justification: 'B', contacts: 'ana@' });
  });

  it('keeps what can be read whatever the rest is', () => {
    expect(draftOf({ maxCloudPct: '20', mode: 'stereo', kind: 'nonsense' })).toMatchObject({
      maxCloudPct: 20,
      mode: 'stereo',
    });
    expect(draftOf({ kind: 'nonsense' })).not.toHaveProperty('kind');
  });
});

describe('a posted form', () => {
  const post = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return readPostedRequest(form);
  };

  it('takes typed coordinates before the area of the map', () => {
    const box = post({ aoi: JSON.stringify(wide), coordinates: '44 5\n44.5 5.5' });
    expect(box.fault).toBeNull();
    expect(box.aoi?.coordinates.flat(2)).toContain(44);
    const turned = post({ coordinates: '5 44\n5.5 44.5', order: 'lonlat' });
    expect(turned.aoi).toEqual(box.aoi);
  });

  it('keeps the area of the map when the typed coordinates cannot be read, and gives the line', () => {
    const read = post({ aoi: JSON.stringify(wide), coordinates: '44 5\nhere' });
    expect(read.aoi).not.toBeNull();
    expect(read.fault).toMatchObject({ field: 'coordinates', params: { line: 2 } });
  });

  it('reads nothing as no area, and never throws', () => {
    expect(post({}).aoi).toBeNull();
    for (const text of ['', '{', '[]', '{"type":"Point","coordinates":[1,2]}', 'null']) {
      expect(readArea(text)).toBeNull();
    }
  });
});

describe('the outlook', () => {
  const common: OpenEnvelope = {
    id: 'c',
    name: 'C',
    family: 'neo',
    entityId: null,
    freeHa: 30_000,
  };
  const own = { ...common, id: 'o', entityId: 'lab', freeHa: 100 };
  const outlook = (mode: string, envelopes = [common]) =>
    quotaOutlook(answersOf({ ...good, mode }), 20_000, { sensors: [neo], envelopes });

  it('counts stereo twice and says when the quota left is not enough', () => {
    expect(outlook('mono')).toEqual({ costHa: 20_000, envelope: common, over: false });
    expect(outlook('stereo')).toEqual({ costHa: 40_000, envelope: common, over: true });
  });

  it('takes the entity’s own envelope before the common one, and says when there is none', () => {
    expect(outlook('mono', [common, own])?.envelope).toEqual(own);
    expect(outlook('mono', [])).toEqual({ costHa: 20_000, envelope: null, over: false });
    expect(quotaOutlook({}, 20_000, { sensors: [neo], envelopes: [common] })).toBeNull();
  });
});

it('lists what differs between two versions', () => {
  const form = answersOf(good);
  const before = { form, aoi: wide };
  expect(changedFields(before, { form, aoi: wide })).toEqual([]);
  const after = { form: { ...form, title: 'Other' }, aoi: square(0.3) };
  expect(changedFields(before, after)).toEqual(['aoi', 'title']);
});

it('puts requests under the tabs of the person who looks', () => {
  const row = (state: 'draft' | 'submitted' | 'closed', ownerId = 'me') => ({
    state,
    ownerId,
    turn: ({ draft: 'requester', submitted: 'desk', closed: null } as const)[state],
  });
  const rows = [row('draft'), row('submitted'), row('closed'), row('draft', 'other')];
  const groups = groupRequests(rows, 'me');
  expect(groups.waiting).toEqual([rows[0]]);
  expect(groups.running).toEqual([rows[1], rows[3]]);
  expect(groups.over).toEqual([rows[2]]);
  expect(groups.all).toEqual(rows);
});

it('reads contacts parted by lines, commas or semicolons', () => {
  expect(contactsOf('a@b.fr\nc@d.fr, e@f.fr;g@h.fr')).toHaveLength(4);
});
