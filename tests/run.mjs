// Runs every suite and closes with `N passed, N failed` (`, N skipped`). Each is a process of its own, as many at a
// time as there are cores, and is shown once it ends; a single one runs here.
//
//   node tests/run.mjs                     everything that is built
//   node tests/run.mjs --fast              no browser, no sanitizer corpus; a minute
//   node tests/run.mjs --only cli,lint     these suites
//   node tests/run.mjs --only cli --accept write the transcripts anew
//   node tests/run.mjs --only differential --seed 1000 --clusters 5000
//
// A suite is a function run(suite, options) that says pass, fail or skip for each of its cases.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { forEachParallel, run } from './lib/process.mjs';
import { Report } from './lib/report.mjs';

const LIMIT_MS = 1_200_000; // of a suite; most set themselves a smaller one

const SUITES = {
  lint: () => import('./suites/lint.mjs'),
  torture: () => import('./suites/torture.mjs'), // a minute on one core: the others run beside it
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

const report = new Report();
if (chosen.length === 1) await runHere(chosen[0]);
else await forEachParallel(chosen, availableParallelism(), runApart);
console.log(report.closing());
process.exitCode = report.exitCode();

async function runHere(name) {
  const options = {
    ...values,
    seed: values.seed && Number(values.seed),
    clusters: values.clusters && Number(values.clusters),
  };
  await report.suite(name, async (suite) => (await SUITES[name]()).run(suite, options));
}

async function runApart(name) {
  const passedOn = Object.entries(values).flatMap(([key, value]) => {
    if (key === 'only' || value === false) return [];
    return value === true ? [`--${key}`] : [`--${key}`, value];
  });
  const args = [fileURLToPath(import.meta.url), '--only', name, ...passedOn];
  const { stdout, stderr } = await run(process.execPath, args, { limitMs: LIMIT_MS });
  report.add(name, stdout, stderr);
}
