// tests/web and tests/e2e under node's own test runner, their counts read from its closing lines.
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT, TESTS } from '../lib/paths.mjs';
import { run as runProcess } from '../lib/process.mjs';

const LIMIT_MS = 600_000;

export const web = (suite) => runFolder(suite, 'web');

export function e2e(suite, { fast }) {
  if (fast) return suite.skip('--fast: no browser', testsIn('e2e').length);
  return runFolder(suite, 'e2e');
}

function testsIn(folder) {
  const path = join(TESTS, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path).filter((file) => /\.test\.m?js$/.test(file)).map((file) => join(path, file));
}

async function runFolder(suite, folder) {
  const tests = testsIn(folder);
  if (tests.length === 0) return suite.skip(`tests/${folder} holds no test`);
  // A file on each core; by itself the runner leaves one idle.
  const args = ['--test', '--test-reporter=tap', `--test-concurrency=${availableParallelism()}`, ...tests];
  const result = await runProcess(process.execPath, args, { cwd: ROOT, limitMs: LIMIT_MS });
  const count = (word) => Number(new RegExp(`^# ${word} ([0-9]+)$`, 'm').exec(result.stdout)?.[1] ?? 0);
  suite.pass(count('pass'));
  reasonsOfSkips(result.stdout).forEach((reason) => suite.skip(reason));
  failuresIn(result.stdout).forEach(({ name, detail }) => suite.fail(name, detail));
  const said = result.stdout + result.stderr;
  if (result.timedOut) suite.fail(`tests/${folder}`, `not done after ${LIMIT_MS / 1000} s\n${said}`);
  else if (result.code !== 0 && suite.failures.length === 0) suite.fail(`tests/${folder}`, said);
}

function reasonsOfSkips(tap) {
  return [...tap.matchAll(/^ *ok [0-9]+ - (.*) # SKIP ?(.*)$/gm)].map(([, name, why]) => `${name}: ${why}`);
}

// A failed test is a `not ok` line with an indented YAML block under it.
function failuresIn(tap) {
  const found = [...tap.matchAll(/^( *)not ok [0-9]+ - (.*)\n\1  ---\n([\s\S]*?)\n\1  \.\.\./gm)];
  const own = found.filter(([, , , block]) => !/subtests? failed/.test(block));
  return own.map(([, , name, detail]) => ({ name, detail }));
}
