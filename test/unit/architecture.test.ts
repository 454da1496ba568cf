import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workflowPage } from '#app/features/requests/workflow-page.ts';

const sources = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((f) =>
  /\.tsx?$/.test(f),
);
const read = (file: string) => readFileSync(`app/${file}`, 'utf8');

describe('the shape of the code', () => {
  it('documents the transition table as it is', () => {
    expect(readFileSync('docs/workflow.md', 'utf8')).toBe(workflowPage());
  });

  it('compares no state by hand outside the table of its feature', () => {
    const places = sources
      .filter((file) => file.startsWith('routes/') || file.startsWith('ui/'))
      .filter((file) => /\b[a-z]+\.(status|state) *[!=]==? *'/.test(read(file)));
    expect(places).toEqual([]);
  });

  it('lets only one file know lucia and one file read the environment', () => {
    const naming = (pattern: RegExp) => sources.filter((file) => pattern.test(read(file)));
    expect(naming(/from 'lucia'/)).toEqual(expect.arrayContaining(['lib/session.server.ts']));
    expect(naming(/process\.env/)).toEqual(['lib/env.server.ts']);
  });

  it('has no sentence in a component: text between tags is a key, a figure or a sign', () => {
    const sentences = sources
      .filter((file) => file.endsWith('.tsx'))
      .flatMap((file) =>
        [...read(file).matchAll(/>([^<>{}=;()]*[A-Za-zÀ-ÿ]{3,} [^<>{}=;()]*)<\//g)].map(
          (match) => `${file}: ${match[1]?.trim()}`,
        ),
      );
    expect(sentences).toEqual([]);
  });

  it('gives every decision a context, a decision and consequences', () => {
    for (const file of readdirSync('docs/decisions')) {
      const text = readFileSync(`docs/decisions/${file}`, 'utf8');
      expect(text, file).toMatch(
        /\*\*Context\.\*\*[\s\S]+\*\*Decision\.\*\*[\s\S]+\*\*Consequences\.\*\*/,
      );
    }
  });
});
