// `podwall check --as-kubectl` prints what kubectl printed and exits as it did: over recorded answers of a
// real server (tests/server/recorded, and ../shared/kube/cases where it is here). Those that differ stand in
// tests/server/known.tsv with the reason; each is counted as skipped, and said when it no longer differs.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NATIVE, SHARED_SERVER_CASES, TESTS, built } from '../lib/paths.mjs';
import { forEachParallel, run as runProcess } from '../lib/process.mjs';
import { recordedCases, sameAnswer } from '../lib/recorded.mjs';

const KNOWN = join(TESTS, 'server', 'known.tsv');
const WIDTH = 2;

export async function run(suite) {
  built(NATIVE);
  const known = readKnown();
  const folder = mkdtempSync(join(tmpdir(), 'podwall-'));
  try {
    await plantedFault(suite, folder);
    const own = recordedCases();
    const reasons = new Map();
    const others = sharedCases(new Set(own.map(({ name }) => name)));
    await forEachParallel([...own, ...others], WIDTH, async (entry) => {
      const problem = await problemOf(entry, folder);
      const reason = known.get(entry.name);
      known.delete(entry.name);
      if (!reason) suite.check(entry.name, problem);
      else if (problem) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      else suite.note(`${entry.name} no longer differs: take it out of tests/server/known.tsv`);
    });
    for (const [reason, count] of reasons) suite.skip(reason, count);
  } finally {
    rmSync(folder, { recursive: true });
  }
  if (!existsSync(SHARED_SERVER_CASES)) return suite.skip('../shared/kube/cases is not here');
  suite.check('tests/server/known.tsv names recorded cases', [...known.keys()].join(', '));
}

const readKnown = () => new Map(readFileSync(KNOWN, 'utf8').trim().split('\n').filter(Boolean)
  .map((line) => line.split('\t')));

// Those that are not among our own.
function sharedCases(own) {
  if (!existsSync(SHARED_SERVER_CASES)) return [];
  const names = readdirSync(SHARED_SERVER_CASES).filter((file) => file.endsWith('.expect'))
    .map((file) => file.slice(0, -'.expect'.length));
  return names.filter((name) => !own.has(name)).sort().map((name) => {
    const [exit, ...lines] = readFileSync(join(SHARED_SERVER_CASES, `${name}.expect`), 'utf8').split('\n');
    const bytes = readFileSync(join(SHARED_SERVER_CASES, `${name}.yaml`));
    return { name, bytes, exit: Number(exit), printed: lines.join('\n') };
  });
}

async function problemOf({ name, bytes, exit, printed }, folder) {
  const file = `${name}.yaml`;
  writeFileSync(join(folder, file), bytes);
  const result = await runProcess(NATIVE, ['check', '--as-kubectl', '-f', file], { cwd: folder });
  const said = result.stdout + result.stderr;
  if (result.code === exit && sameAnswer(said, printed)) return '';
  return `kubectl: exit ${exit}\n${printed}podwall: exit ${result.signal ?? result.code}\n${said}`;
}

// The test of the test: a word, a line end and an exit code that differ are seen.
async function plantedFault(suite, folder) {
  const good = {
    name: 'planted', exit: 0, printed: 'namespace/planted created\n',
    bytes: Buffer.from('apiVersion: v1\nkind: Namespace\nmetadata: {name: planted}\n'),
  };
  const lies = [{ printed: 'namespace/planted configured\n' }, { printed: 'namespace/planted created' }, { exit: 1 }];
  suite.check('the planted case itself', await problemOf(good, folder));
  for (const lie of lies) {
    const problem = await problemOf({ ...good, ...lie }, folder);
    suite.check(`a planted ${Object.keys(lie)[0]} is seen`, problem === '' ? 'it was not' : '');
  }
}
