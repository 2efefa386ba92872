// The C unit tests (cmocka), three times: native, under the sanitizers, as wasm. The counts are
// what cmocka printed; a binary that says nothing has failed. Under the sanitizers there is also a program
// with planted faults: it has to die of each.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD, PROGRAMS, cSources } from '../lib/paths.mjs';
import { run as runProcess } from '../lib/process.mjs';

const FLAVOURS = [
  { name: 'native', command: (test) => [join(PROGRAMS, 'unit', test)] },
  { name: 'asan', command: (test) => [join(BUILD, 'asan', 'unit', test)] },
  { name: 'wasm', command: (test) => [process.execPath, join(BUILD, 'wasm-unit', `${test}.js`)] },
];

const PLANTED = join(BUILD, 'asan', 'planted');
const FAULTS = {
  write: 'use-after-poison', read: 'use-after-poison', reset: 'use-after-poison', overflow: 'signed integer overflow',
};

export async function run(suite, { fast }) {
  const tests = cSources('unit');
  if (tests.length === 0) return suite.skip('tests/unit holds no C file');
  for (const { name, command } of PROGRAMS === BUILD ? FLAVOURS : FLAVOURS.slice(0, 1)) {
    const missing = tests.filter((test) => !existsSync(command(test).at(-1)));
    if (missing.length === tests.length && fast) {
      suite.skip(`--fast: the ${name} unit tests are not built`, missing.length);
      continue;
    }
    for (const test of tests) await runOne(suite, `${test} (${name})`, command(test));
    if (name === 'asan') await plantedFaults(suite);
  }
}

async function plantedFaults(suite) {
  if (!existsSync(PLANTED)) return suite.fail('planted faults', 'not built: run make unit');
  const well = await runProcess(PLANTED, ['none']);
  suite.check('the program of planted faults without one', well.stdout === 'alive\n' ? '' : well.stderr);
  for (const [fault, complaint] of Object.entries(FAULTS)) {
    const { code, stdout, stderr } = await runProcess(PLANTED, [fault]);
    const died = code !== 0 && stdout === '' && stderr.includes(complaint);
    suite.check(`a planted fault is seen: ${fault}`, died ? '' : `exit ${code}\n${stdout}${stderr}`);
  }
}

async function runOne(suite, name, [program, ...args]) {
  if (!existsSync([program, ...args].at(-1))) return suite.fail(name, 'not built: run make unit');
  const result = await runProcess(program, args);
  const said = result.stdout + result.stderr;
  const passed = Number(/\[ {2}PASSED {2}\] ([0-9]+) test/.exec(said)?.[1] ?? 0);
  suite.pass(passed);
  if (result.code !== 0 || passed === 0) suite.fail(name, `exit ${result.signal ?? result.code}\n${complaints(said)}`);
}

// What is not about a test that went well.
const complaints = (said) => said.split('\n').filter((line) => !/^\[ +(RUN|OK) +\]/.test(line)).join('\n');
