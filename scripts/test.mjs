// `npm test`: installs what is missing, then lint, types, build and every test; last line `N passed, N failed`.
// `node scripts/test.mjs PROJECT [vitest arguments]` runs one: unit, commands, postgres, routes, e2e or soak.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findChromium, startPostgres } from './setup/machine.mjs';
import { buildIfStale, generateFiles, installPackages } from './setup/prepare.mjs';

process.chdir(resolve(import.meta.dirname, '..'));
const [only, ...vitestArgs] = process.argv.slice(2);
const projects = ['unit', 'commands', 'postgres', 'routes', 'e2e', 'soak'];
if (only && !projects.includes(only)) {
  console.error(`Unknown project ${only}: one of ${projects.join(', ')}.`);
  process.exit(2);
}

const total = { passed: 0, failed: 0 };
const summary = [];
const reports = mkdtempSync(join(tmpdir(), 'desk-test-'));
const needsBrowser = !only || ['e2e', 'soak'].includes(only);
const needsPostgres = !only || only === 'postgres';

installPackages();
generateFiles();
const chromium = needsBrowser ? findChromium() : null;
const postgres = needsPostgres ? startPostgres() : null;

if (only) {
  if (['routes', 'e2e', 'soak'].includes(only)) buildIfStale();
  runProject(only);
} else {
  check('lint', 'node_modules/.bin/biome', ['ci', '.']);
  check('types', 'node_modules/.bin/tsc', []);
  check('build', 'npm', ['run', '--silent', 'build'], { NODE_ENV: 'production' });
  vitest('unit and commands', ['unit', 'commands']);
  for (const project of ['postgres', 'routes', 'e2e']) runProject(project);
}

postgres?.stop();
rmSync(reports, { recursive: true, force: true });
console.log(`\n${summary.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

function runProject(project) {
  if (project === 'postgres') {
    if (postgres) {
      vitest('commands on PostgreSQL', ['commands'], { DATABASE_URL: postgres.url });
    } else {
      note('commands on PostgreSQL', 'not run: no PostgreSQL here (Debian: postgresql-15)');
    }
    return;
  }
  if (project === 'e2e' && !chromium) {
    total.failed += 1;
    note('e2e', 'FAILED: no Chromium here. Install one, or name it in CHROMIUM_PATH');
    return;
  }
  vitest(project, [project]);
}

/** A step that counts as one. */
function check(name, command, args, env = {}) {
  const { ok, seconds } = run(name, command, args, env);
  total[ok ? 'passed' : 'failed'] += 1;
  note(name, `${ok ? 'passed' : 'FAILED'} in ${seconds} s`);
}

/** Tests, each counted. A file that cannot be loaded, and an error outside every test, count as one failure. */
function vitest(name, ofProjects, env = {}) {
  const file = join(reports, `${name.replaceAll(' ', '-')}.json`);
  const { ok, seconds } = run(
    name,
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config=test/vitest.config.ts',
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...ofProjects.map((project) => `--project=${project}`),
      ...vitestArgs,
    ],
    {
      NODE_ENV: 'test',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
      DATABASE_URL: '',
      ...(chromium && { CHROMIUM_PATH: chromium }),
      ...env,
    },
  );
  const report = readReport(file);
  const notLoaded = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  ).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + notLoaded || (ok ? 0 : 1);
  const skipped = report.numPendingTests + report.numTodoTests;
  total.passed += passed;
  total.failed += failed;
  const left = skipped > 0 ? `, ${skipped} skipped` : '';
  note(name, `${passed} passed, ${failed} failed${left} in ${seconds} s`);
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
    return { ...none, testResults: [] };
  }
}

function run(name, command, args, env) {
  console.log(`\n── ${name}`);
  const started = performance.now();
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  return { ok: status === 0, seconds };
}

function note(name, line) {
  summary.push(`${name.padEnd(24)} ${line}`);
}
