// Programs under build/torture: the engine with the n-th allocation failing, n = 1, 2, 3 ...
import { join } from 'node:path';
import { BUILD, TESTS, cSources } from '../lib/paths.mjs';
import { runCounting } from '../lib/programs.mjs';

const WORLD = join(TESTS, 'torture', 'world.yaml');

export async function run(suite, { fast }) {
  const programs = cSources('torture');
  if (fast) return suite.skip('--fast: no torture', programs.length);
  for (const name of programs) {
    await runCounting(suite, name, join(BUILD, 'torture', name), [WORLD], 'torture');
  }
}
