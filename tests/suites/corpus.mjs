// The verdict corpus through every way to ask: `podwall ask`, the wasm, the command line (a sample)
// and, in a full run, the sanitizer build. Rows of files that hold kinds which no verdict takes into
// account yet are not compared: there the reply must say "not evaluated" for each such object.
import { existsSync } from 'node:fs';
import { allCases, kindsNotEvaluated, ownCases, readRows, rowLine, sayWhatIsMissing } from '../lib/cases.mjs';
import { openNative } from '../lib/native.mjs';
import { ASAN, NATIVE, built } from '../lib/paths.mjs';
import { forEachParallel, run as runProcess } from '../lib/process.mjs';
import { openWasm } from '../lib/wasm.mjs';

const ROWS_SHOWN = 5;
const WIDTH = 2;
const CLI_EVERY = 40; // of the cases outside edge and seeds, which all go through the command line

export async function run(suite, { fast }) {
  const cases = allCases();
  sayWhatIsMissing(suite);
  plantedFlip(suite, cases.find((entry) => entry.folder === 'edge'));
  await throughEngine(suite, openNative(), cases);
  await throughEngine(suite, await openWasm(), cases);
  await throughCommandLine(suite, cases.filter((entry, index) => isForCommandLine(entry, index)));
  if (fast) suite.skip('--fast: no corpus under the sanitizers');
  else if (!existsSync(ASAN)) suite.skip('build/asan/podwall is not built: no corpus under the sanitizers');
  else await throughEngine(suite, openNative(ASAN), ownCases(), 'asan');
}

const isForCommandLine = (entry, index) => ['edge', 'seeds'].includes(entry.folder) || index % CLI_EVERY === 0;

async function throughEngine(suite, engine, cases, name = engine.name) {
  for (const entry of cases) {
    const reply = await engine.ask(requestOf(entry));
    suite.check(`${entry.id} (${name})`, problemOf(entry, reply));
  }
  const end = await engine.close();
  const howItEnded = end?.code === 0 ? '' : `${end?.signal ?? end?.code}\n${end?.stderr}`;
  if (end) suite.check(`${name}: podwall ask ends cleanly`, howItEnded);
}

const requestOf = (entry) => ({
  do: 'verdicts',
  files: [{ name: `${entry.id}.yaml`, text: entry.text() }],
  tsv: entry.probes(),
});

function problemOf(entry, reply) {
  if (!reply.ok) return `error: ${JSON.stringify(reply.error)}`;
  const unread = kindsNotEvaluated(entry.text());
  return unread.length > 0 ? omissionProblem(unread, reply.omitted) : rowsProblem(entry, reply.rows);
}

// Each object of a kind that is not evaluated is to be named in `omitted`.
function omissionProblem(kinds, omitted) {
  const isOne = ({ what, why }) => /not evaluated/.test(why) && kinds.some((kind) => what.startsWith(kind));
  const said = omitted.filter(isOne);
  return said.length >= kinds.length ? '' : `${kinds.length} objects are not evaluated, omitted names ${said.length}`;
}

function rowsProblem(entry, rows) {
  const expected = readRows(entry.probes());
  if (rows.length !== expected.length) return `${expected.length} probes, ${rows.length} rows`;
  const wrong = expected.flatMap((row, index) => {
    const got = rowLine(rows[index]);
    return got === rowLine(row) ? [] : [`want ${rowLine(row)}\ngot  ${got}`];
  });
  if (wrong.length === 0) return '';
  return [`${wrong.length} of ${expected.length} rows differ`, ...wrong.slice(0, ROWS_SHOWN)].join('\n');
}

// The test of the test: one verdict turned round must be seen.
function plantedFlip(suite, entry) {
  const [first, ...rest] = readRows(entry.probes());
  const flipped = { ...first, verdict: first.verdict === 'allow' ? 'deny' : 'allow' };
  suite.check('a planted flip is seen', rowsProblem(entry, [flipped, ...rest]) === '' ? 'it was not' : '');
}

async function throughCommandLine(suite, cases) {
  built(NATIVE);
  await forEachParallel(cases, WIDTH, async (entry) => {
    const result = await runProcess(NATIVE, ['verdicts', '-f', entry.yaml, '--probes', entry.tsv]);
    suite.check(`${entry.id} (command line)`, commandLineProblem(entry, result));
  });
}

function commandLineProblem(entry, result) {
  if (result.code !== 0) return `exit ${result.signal ?? result.code}\n${result.stderr}`;
  if (kindsNotEvaluated(entry.text()).length > 0) {
    return /not evaluated/.test(result.stderr) ? '' : `stderr does not say "not evaluated":\n${result.stderr}`;
  }
  return result.stdout === entry.probes() ? '' : `the TSV was not printed again:\n${result.stdout}`;
}
