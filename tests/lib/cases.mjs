// The verdict corpus: our own sample in tests/corpus, and the whole of it where ../shared is.
// Promises: each case once, in a fixed order; says how many are not here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHARED_CORPUS, TESTS } from './paths.mjs';

export const FOLDERS = ['edge', 'seeds', 'random', 'cluster-tier', 'cyclonus', 'conformance'];
// Kinds that no verdict takes into account yet; a reply must say so, loudly.
const NOT_EVALUATED = /^kind: *['"]?(AdminNetworkPolicy|BaselineAdminNetworkPolicy|ClusterNetworkPolicy)\b/gm;

export const HEADER = 'from\tto\tport\tprotocol\tverdict\tingress\tegress';
const OWN_CORPUS = join(TESTS, 'corpus');

export const ownCases = (folders = FOLDERS) => casesUnder(OWN_CORPUS, folders);

// Every case that is here: the whole corpus when ../shared is there, else our sample.
export function allCases(folders = FOLDERS) {
  const own = ownCases(folders);
  if (!existsSync(SHARED_CORPUS)) return own;
  const known = new Set(own.map((entry) => entry.id));
  return [...own, ...casesUnder(SHARED_CORPUS, folders).filter((entry) => !known.has(entry.id))];
}

// Says as a skip that only the sample was run, where that is so.
export function sayWhatIsMissing(suite) {
  if (!existsSync(SHARED_CORPUS)) suite.skip('../shared/corpus is not here: only the sample in tests/corpus was run');
}

function casesUnder(root, folders) {
  return folders.flatMap((folder) => {
    const path = join(root, folder);
    if (!existsSync(path)) return [];
    const names = readdirSync(path).filter((name) => name.endsWith('.yaml')).sort();
    return names.map((name) => openCase(path, folder, name.slice(0, -'.yaml'.length)));
  });
}

function openCase(path, folder, name) {
  const yaml = join(path, `${name}.yaml`);
  const tsv = join(path, `${name}.tsv`);
  return {
    id: `${folder}/${name}`,
    folder,
    yaml,
    tsv,
    text: () => readFileSync(yaml, 'utf8'),
    probes: () => readFileSync(tsv, 'utf8'),
  };
}

// The kinds in a manifest that are not evaluated, one entry an object.
export const kindsNotEvaluated = (text) => [...text.matchAll(NOT_EVALUATED)].map((match) => match[1]);

// A TSV as rows of objects; the header is not a row.
export function readRows(tsv) {
  return tsv.trim().split('\n').slice(1).map((line) => {
    const [from, to, port, protocol, verdict, ingress, egress] = line.split('\t');
    return { from, to, port: Number(port), protocol, verdict, ingress, egress };
  });
}

export function rowLine({ from, to, port, protocol, verdict, ingress, egress }) {
  return [from, to, port, protocol, verdict, ingress, egress].join('\t');
}
