// The C unit tests (cmocka), three times: native, under the sanitizers, as wasm. The counts are
// what cmocka printed; a binary that says nothing has failed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD, cSources } from '../lib/paths.mjs';
import { run as runProcess } from '../lib/process.mjs';

const FLAVOURS = [
  { name: 'native', command: (test) => [join(BUILD, 'unit', test)] },
  { name: 'asan', command: (test) => [join(BUILD, 'asan', 'unit', test)] },
  { name: 'wasm', command: (test) => [process.execPath, join(BUILD, 'wasm-unit', `${test}.js`)] },
];

export async function run(suite, { fast }) {
  const tests = cSources('unit');
  if (tests.length === 0) return suite.skip('tests/unit holds no C file');
  for (const { name, command } of FLAVOURS) {
    const missing = tests.filter((test) => !existsSync(command(test).at(-1)));
    if (missing.length === tests.length && fast) {
      suite.skip(`--fast: the ${name} unit tests are not built`, missing.length);
      continue;
    }
    for (const test of tests) await runOne(suite, `${test} (${name})`, command(test));
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
