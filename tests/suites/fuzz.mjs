// What fuzzing found, or started from, goes through its target again, under sanitizers.
import { join } from 'node:path';
import { BUILD, TESTS } from '../lib/paths.mjs';
import { runCounting } from '../lib/programs.mjs';

const FOLDER_OF = { target: 'seeds', request: 'requests', probes: 'probes' };

export async function run(suite, { fast }) {
  if (fast) return suite.skip('--fast: no fuzzing inputs', Object.keys(FOLDER_OF).length);
  for (const [name, folder] of Object.entries(FOLDER_OF)) {
    const path = join(BUILD, 'asan', 'fuzz', name);
    await runCounting(suite, name, path, [join(TESTS, 'fuzz', folder)], 'fuzz');
  }
}
