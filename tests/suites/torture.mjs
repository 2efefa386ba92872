// Programs under build/torture: the engine with the n-th allocation failing, n = 1, 2, 3 ...
// Each prints a line `N passed, N failed` and what failed before it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD, TESTS, cSources } from '../lib/paths.mjs';
import { run as runProcess } from '../lib/process.mjs';

export async function run(suite, { fast }) {
  const programs = cSources('torture');
  if (fast) return suite.skip('--fast: no torture', programs.length);
  for (const program of programs) await runOne(suite, program);
}

async function runOne(suite, name) {
  const path = join(BUILD, 'torture', name);
  if (!existsSync(path)) return suite.fail(name, 'not built: run make torture');
  const result = await runProcess(path, [], { cwd: TESTS });
  const counts = /([0-9]+) passed, ([0-9]+) failed/.exec(result.stdout);
  const said = result.stdout + result.stderr;
  suite.pass(Number(counts?.[1] ?? 0));
  if (result.code !== 0 || !counts) suite.fail(name, `exit ${result.signal ?? result.code}\n${said}`);
}
