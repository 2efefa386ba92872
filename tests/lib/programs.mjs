// Test programs that count for themselves: each prints a line `N passed, N failed`, and what failed
// before it.
import { existsSync } from 'node:fs';
import { TESTS } from './paths.mjs';
import { run } from './process.mjs';

const LIMIT_MS = 300_000; // a torture takes half a minute, and longer on a busy machine

/** Runs a program and takes over its counts; `target` is the make target that builds it. */
export async function runCounting(suite, name, path, args, target) {
  if (!existsSync(path)) return suite.fail(name, `not built: run make ${target}`);
  const result = await run(path, args, { cwd: TESTS, limitMs: LIMIT_MS });
  const counts = /([0-9]+) passed, ([0-9]+) failed/.exec(result.stdout);
  suite.pass(Number(counts?.[1] ?? 0));
  if (result.code !== 0 || !counts) {
    suite.fail(name, `exit ${result.signal ?? result.code}\n${result.stdout}${result.stderr}`);
  }
}
