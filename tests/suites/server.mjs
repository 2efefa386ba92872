// What a real server accepted and refused (../shared/kube/cases), against what `podwall check` calls
// an error. The cases where they differ stand in tests/server/known.tsv with the reason; each of them
// is counted as skipped, and said when it no longer differs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NATIVE, SHARED_SERVER_CASES, TESTS, built } from '../lib/paths.mjs';
import { forEachParallel, run as runProcess } from '../lib/process.mjs';

const KNOWN = join(TESTS, 'server', 'known.tsv');
const WIDTH = 2;

export async function run(suite) {
  built(NATIVE);
  if (!existsSync(SHARED_SERVER_CASES)) return suite.skip('../shared/kube/cases is not here');
  const known = readKnown();
  const reasons = new Map();
  await forEachParallel(caseNames(), WIDTH, async (name) => {
    const problem = await problemOf(name);
    const reason = known.get(name);
    if (!reason) suite.check(name, problem);
    else if (problem) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    else suite.note(`${name} no longer differs: take it out of tests/server/known.tsv`);
  });
  for (const [reason, count] of reasons) suite.skip(reason, count);
}

const readKnown = () => new Map(readFileSync(KNOWN, 'utf8').trim().split('\n').map((line) => line.split('\t')));

function caseNames() {
  const ending = '.expect';
  const files = readdirSync(SHARED_SERVER_CASES).filter((file) => file.endsWith(ending));
  return files.map((file) => file.slice(0, -ending.length)).sort();
}

async function problemOf(name) {
  const path = (suffix) => join(SHARED_SERVER_CASES, `${name}.${suffix}`);
  const [exit, said] = readFileSync(path('expect'), 'utf8').split('\n');
  const wanted = exit === '0' ? 0 : 1;
  const result = await runProcess(NATIVE, ['check', '-f', path('yaml')]);
  if (result.code === wanted) return '';
  return `the server: ${said}\npodwall: exit ${result.signal ?? result.code}\n${result.stdout}${result.stderr}`;
}
