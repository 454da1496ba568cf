import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadParameter } from '#app/features/stac/bad-parameter.ts';
import { checkFilter } from '#app/features/stac/cql2/check-filter.ts';
import { evaluate, type RecordOf } from '#app/features/stac/cql2/evaluate.ts';
import { foldText } from '#app/features/stac/cql2/fold.ts';
import { likeText } from '#app/features/stac/cql2/like.ts';
import { limits } from '#app/features/stac/cql2/node.ts';
import { parseCql2Json } from '#app/features/stac/cql2/parse-json.ts';
import { parseCql2Text } from '#app/features/stac/cql2/parse-text.ts';

const examples = '../shared/data/2-stac/ogc-cql2/schema/examples';
const present = existsSync(examples);
if (!present) console.log('The CQL2 examples of OGC are not here: their tests are skipped.');
const namesIn = (kind: 'text' | 'json') => (present ? readdirSync(join(examples, kind)) : []);
const textOf = (name: string) => readFileSync(join(examples, 'text', name), 'utf8');
const jsonOf = (name: string) => JSON.parse(readFileSync(join(examples, 'json', name), 'utf8'));

describe.skipIf(!present)('the examples of OGC 21-065r2', () => {
  it.each(namesIn('text'))('%s is read', (name) => {
    expect(parseCql2Text(textOf(name)).kind).toBeTruthy();
  });

  it.each(namesIn('json'))('%s says the same as its text', (name) => {
    const stem = name.replace(/\.json$/, '');
    const texts = namesIn('text').filter((t) => t === `${stem}.txt` || t.startsWith(`${stem}-alt`));
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts)
      expect(parseCql2Text(textOf(text))).toEqual(parseCql2Json(jsonOf(name)));
  });
});

const never = () => false;
const nothing: RecordOf = () => null;
const types = {
  a: 'number',
  name: 'string',
  at: 'time',
  on: 'boolean',
  place: 'geometry',
} as const;
const check = (text: string) => checkFilter(parseCql2Text(text), types);
const holds = (text: string, record: Record<string, unknown> = {}) =>
  evaluate(check(text), (name) => record[name] as ReturnType<RecordOf>, never);
const refused = (text: string): string => {
  try {
    check(text);
  } catch (error) {
    expect(error).toBeInstanceOf(BadParameter);
    return (error as BadParameter).reason;
  }
  throw new Error(`${text} was not refused`);
};

describe('a filter that makes no sense', () => {
  it.each([
    ['', /empty/],
    ['a =', /the end at 4 where a value/],
    ['a = 1 b', /“b” at 7 where the end/],
    ['a = 1)', /“\)” at 6/],
    ['(a = 1', /the end at 7 where “\)”/],
    ['a ~ 1', /“~ 1” at 3 is not CQL2/],
    ["name = 'x", /at 8 is not CQL2/],
    ['b = 1', /“b” is not among the queryables: a, name/],
    ["a = 'x'", /“a” is a number and cannot be compared with “x”, a string/],
    ['at > 5', /“at” is a time and cannot be compared/],
    ["at > 'yesterday'", /“yesterday” is no date/],
    ["at > DATE('2026-02-30')", /“2026-02-30” is no date/],
    ["at > TIMESTAMP('2026-02-03')", /is no timestamp/],
    ["t_during(at, INTERVAL('2026-02-03','2026-02-01'))", /ends before it begins/],
    ['a', /“a” is neither true nor false|a is neither/],
    ['1', /neither true nor false/],
    ['NOT', /where a value/],
    ['a + 1', /neither true nor false|is no operator/],
    ['a IN ()', /list of one value/],
    ['a BETWEEN 1', /AND/],
    ['name LIKE a', /“a” is a number, not a text/],
    ['name LIKE name', /no text in quotes/],
    ['frob(a) = 1', /“frob”/],
    ["a_contains(name, ('x'))", /“a_contains” is no operator/],
    ['s_intersects(place, 3)', /takes geometries/],
    ['s_intersects(name, POINT(1 2))', /“name” is no geometry/],
    ['s_intersects(place, POINT(90 180))', /90 180 is no longitude and latitude/],
    ['s_intersects(place, POLYGON((0 0,1 0,1 1,0 2)))', /does not end where it began/],
    ['s_intersects(place, BBOX(1,2,3))', /four or six/],
    ['s_intersects(place, BBOX(1,3,2,2))', /south is north/],
    ['s_intersects(place, POINT EMPTY)', /empty geometry/],
    ['a = 1/0', /has no result/],
    ['a = 1e999', /too large/],
  ])('%s is refused with its place or name', (text, reason) => {
    expect(refused(text)).toMatch(reason);
  });

  it('is refused when it is too deep, too long or has too many terms', () => {
    expect(refused(`${'('.repeat(60)}a = 1${')'.repeat(60)}`)).toContain(`${limits.depth} levels`);
    expect(refused(`${'not '.repeat(60)}a = 1`)).toContain(`${limits.depth} levels`);
    expect(refused(`a = ${'-'.repeat(60)}1`)).toContain(`${limits.depth} levels`);
    expect(refused(Array(1500).fill('a = 1').join(' or '))).toContain(`${limits.nodes} terms`);
    expect(refused(`name = '${'x'.repeat(limits.characters)}'`)).toContain('longer than');
  });
});

describe('three values', () => {
  it.each([
    ['a = 1', null],
    ['not a = 1', null],
    ['a = 1 or true', true],
    ['a = 1 and false', false],
    ['a in (1, 2)', null],
    ['a is null', true],
    ['(a = 1) is null', true],
    ['a is not null', false],
    ["name like '%'", null],
    ['place is null', true],
  ])('%s of a silent record is %s', (text, expected) => {
    expect(evaluate(check(text), nothing, never)).toBe(expected);
  });
});

describe('values', () => {
  it('a day equals any time of it, and lies between the days around it', () => {
    const record = { at: { ms: Date.parse('2026-06-30T10:30:00Z'), day: false } };
    expect(holds("at = DATE('2026-06-30')", record)).toBe(true);
    expect(holds("at > DATE('2026-06-30')", record)).toBe(false);
    expect(holds("at >= '2026-06-30' and at < '2026-07-01'", record)).toBe(true);
    expect(holds("t_during(at, INTERVAL('2026-06-29','..'))", record)).toBe(true);
  });

  it('arithmetic has the usual precedence, and no result means unknown', () => {
    expect(holds('a = 2 + 3 * 2 ^ 2', { a: 14 })).toBe(true);
    expect(holds('a = 7 div 2 + 7 % 2', { a: 4 })).toBe(true);
    expect(holds('-a * 2 = -28', { a: 14 })).toBe(true);
    expect(holds('1 / a = 1', { a: 0 })).toBe(null);
  });

  it('case and accents fold', () => {
    expect(holds("casei(name) = casei('STRASSE')", { name: 'Straße' })).toBe(true);
    expect(holds("accenti(casei(name)) = 'kobenhavn'", { name: 'KØBENHAVN' })).toBe(true);
    expect(foldText('Saint-Étienne-du-Bœuf', 'accent')).toBe('Saint-Etienne-du-Boeuf');
  });

  it('LIKE is what a regular expression would say, for any text and pattern', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '%', '_', '\\', '\u{1F600}'), {
      maxLength: 10,
    });
    const regexp = (pattern: string) => {
      let source = '';
      for (const [, escaped, plain] of pattern.matchAll(/\\(.)|(.)/gsu)) {
        if (escaped !== undefined) source += `[${escaped.replace('\\', '\\\\')}]`;
        else if (plain === '%') source += '.*';
        else source += plain === '_' ? '.' : plain === '\\' ? '\\\\' : plain;
      }
      return new RegExp(`^${source}$`, 'su');
    };
    fc.assert(
      fc.property(letters, letters, (text, pattern) => {
        expect(likeText(text.join(''), pattern.join(''))).toBe(
          regexp(pattern.join('')).test(text.join('')),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
