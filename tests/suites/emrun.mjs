// The C unit tests and the corpus sample as one page, in a headless Chromium, by Emscripten's emrun.
// The counts are the lines `ok` and `not ok` that came back to the shell.
import { join } from 'node:path';
import { ownCases } from '../lib/cases.mjs';
import { cSources, TESTS } from '../lib/paths.mjs';
import { forEachParallel, run as runProcess } from '../lib/process.mjs';

const WIDTH = 2;
const LINES_SHOWN = 12;

const runPage = (...programs) => runProcess(process.execPath, [join(TESTS, 'emrun', 'run.mjs'), ...programs]);

export async function run(suite, { fast }) {
  if (fast) return suite.skip('--fast: no browser');
  const result = await runPage();
  const { passed, failed } = countsIn(result.stdout);
  suite.pass(passed);
  failed.forEach(({ name, detail }) => suite.fail(name, detail));
  suite.check('the page ends with 0', result.code === 0 ? '' : `exit ${result.code}\n${endOf(result)}`);
  suite.check('every unit test and case ran', whatDidNotRun(result.stdout));
  await plantedFaults(suite);
}

// `not ok 3 # SKIP` is cmocka's way to say that a test has nothing to do here.
function countsIn(tap) {
  const failed = [...tap.matchAll(/^not ok [0-9]+ - (.*)\n((?:# .*\n)*)/gm)];
  return {
    passed: [...tap.matchAll(/^ok [0-9]+ - /gm)].length,
    failed: failed.map(([, name, detail]) => ({ name, detail })),
  };
}

// How it ended: the last lines that are not about a test that went well.
const endOf = ({ stdout, stderr }) =>
  stdout.split('\n').filter((line) => !/^(ok |# ok |1\.\.)/.test(line)).slice(-LINES_SHOWN).concat(stderr).join('\n');

function whatDidNotRun(tap) {
  const lines = new Set(tap.split('\n').map((line) => line.replace(/^ok [0-9]+ - /, 'ok - ')));
  const wanted = [...cSources('unit').map((name) => `# ${name}`), ...ownCases().map(({ id }) => `ok - ${id}`)];
  return wanted.filter((line) => !lines.has(line));
}

// The tests of the test: what does not go well in the page must come back to the shell.
const PLANTED = [
  {
    programs: ['planted-fails', 'planted-flip'],
    code: 1,
    says: [
      /^not ok 2 - is_planted\n# 0x1 != 0x2$/m,
      /^not ok [0-9]+ - edge\/.*\n# the table is not printed again$/m,
      /^done: 2 programs, 2 failed$/m,
    ],
  },
  { programs: ['planted-aborts'], code: 70, says: [/^ended by .*abort/im] },
  { programs: ['planted-leaves'], code: 70, says: [/^the page did not run to its end/m] },
];

const plantedFaults = (suite) => forEachParallel(PLANTED, WIDTH, async ({ programs, code, says }) => {
  const result = await runPage(...programs);
  const said = result.stdout + result.stderr;
  const unsaid = says.filter((pattern) => !pattern.test(said));
  const seen = result.code === code && unsaid.length === 0;
  suite.check(`${programs.join(', ')} is seen`, seen ? '' : `exit ${result.code}, unsaid ${unsaid}\n${said}`);
});
