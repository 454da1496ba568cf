// Writes the lists of app/i18n: one import for each namespace file, so that a new file cannot be forgotten. What a
// visitor's pages say is one list, what members' and the desk's pages add are lists that only their browsers fetch, and what
// only letters say stays on the server.
import { readdirSync, writeFileSync } from 'node:fs';

const everyone = ['cart', 'catalogue', 'common', 'devmail', 'home', 'licences', 'map', 'refusals'];
const desk = ['curation', 'deliveries', 'desk', 'dimap', 'ingest', 'offers', 'orders', 'reviews'];
const letters = ['mail'];

for (const locale of ['fr', 'en']) {
  const names = readdirSync(`app/i18n/${locale}`)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -5))
    .sort();
  const elsewhere = [...everyone, ...desk, ...letters];
  const member = names.filter((name) => !elsewhere.includes(name));
  write(`${locale}.ts`, locale, everyone);
  write(`${locale}-member.ts`, locale, member);
  write(`${locale}-desk.ts`, locale, desk);
  write(`${locale}-letters.ts`, locale, letters);
}

function write(file, locale, names) {
  const lines = [
    '// Written by scripts/i18n-index.mjs; do not edit.',
    ...names.map((n) => `import ${n} from './${locale}/${n}.json' with { type: 'json' };`),
    '',
    exported(names),
    '',
  ];
  writeFileSync(`app/i18n/${file}`, lines.join('\n'));
}

/** As the formatter would have it. */
function exported(names) {
  const line = `export default { ${names.join(', ')} };`;
  return line.length <= 100
    ? line
    : `export default {\n${names.map((n) => `  ${n},\n`).join('')}};`;
}
