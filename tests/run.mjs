// Runs every suite, one after another, and closes with `N passed, N failed` (`, N skipped`).
//
//   node tests/run.mjs                     everything that is built
//   node tests/run.mjs --fast              no browser, no sanitizer corpus; under a minute
//   node tests/run.mjs --only cli,lint     these suites
//   node tests/run.mjs --only cli --accept write the transcripts anew
//   node tests/run.mjs --only differential --seed 1000 --clusters 5000
//
// A suite is a function run(suite, options) that says pass, fail or skip for each of its cases.
import { parseArgs } from 'node:util';
import { Report } from './lib/report.mjs';

const SUITES = {
  lint: () => import('./suites/lint.mjs'),
  unit: () => import('./suites/unit.mjs'),
  judge: () => import('./suites/judge.mjs'),
  corpus: () => import('./suites/corpus.mjs'),
  server: () => import('./suites/server.mjs'),
  stored: () => import('./suites/stored.mjs'),
  findings: () => import('./suites/findings.mjs'),
  parity: () => import('./suites/parity.mjs'),
  schema: () => import('./suites/schema.mjs'),
  editing: () => import('./suites/editing.mjs'),
  cli: () => import('./suites/cli.mjs'),
  npm: () => import('./suites/npm.mjs'),
  install: () => import('./suites/install.mjs'),
  daily: () => import('./suites/daily.mjs'),
  lessons: () => import('./suites/lessons.mjs'),
  examples: () => import('./suites/examples.mjs'),
  differential: () => import('./suites/differential.mjs'),
  limits: () => import('./suites/limits.mjs'),
  torture: () => import('./suites/torture.mjs'),
  fuzz: () => import('./suites/fuzz.mjs'),
  emrun: () => import('./suites/emrun.mjs'),
  web: () => import('./suites/browser.mjs').then(({ web }) => ({ run: web })),
  e2e: () => import('./suites/browser.mjs').then(({ e2e }) => ({ run: e2e })),
};

const { values } = parseArgs({
  options: {
    fast: { type: 'boolean', default: false },
    accept: { type: 'boolean', default: false },
    only: { type: 'string' },
    match: { type: 'string' },
    seed: { type: 'string' },
    clusters: { type: 'string' },
  },
});

const chosen = values.only?.split(',') ?? Object.keys(SUITES);
const unknown = chosen.filter((name) => !Object.hasOwn(SUITES, name));
if (unknown.length > 0) {
  console.error(`no suite ${unknown.join(', ')}; there are ${Object.keys(SUITES).join(', ')}`);
  process.exit(2);
}

const options = {
  ...values,
  seed: values.seed && Number(values.seed),
  clusters: values.clusters && Number(values.clusters),
};
const report = new Report();
for (const name of chosen) {
  await report.suite(name, async (suite) => (await SUITES[name]()).run(suite, options));
}
console.log(report.closing());
process.exitCode = report.exitCode();
