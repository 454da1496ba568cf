// Writes the lists of app/i18n: one import for each namespace file, so that a new file cannot be forgotten. What only the
// desk's pages say is a list of its own, which only the desk's browsers fetch; what only letters say stays on the server.
import { readdirSync, writeFileSync } from 'node:fs';

const desk = ['deliveries', 'desk', 'dimap', 'ingest', 'orders', 'reviews'];
const letters = ['mail'];

for (const locale of ['fr', 'en']) {
  const names = readdirSync(`app/i18n/${locale}`)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -5))
    .sort();
  const page = names.filter((name) => !desk.includes(name) && !letters.includes(name));
  write(`${locale}.ts`, locale, page);
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
