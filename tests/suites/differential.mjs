// podwall against the naive judge on random clusters, and what it draws and lists as changed against
// its own verdicts and matrices. A cluster that differs is shrunk and left in
// build/differential/ for a person, with the probe and both answers.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareChanges } from '../differential/changes.mjs';
import { randomCluster } from '../differential/cluster.mjs';
import { compareCan, compareMatrix, compareVerdicts } from '../differential/compare.mjs';
import { randomEdit } from '../differential/edit.mjs';
import { compareFlows } from '../differential/flows.mjs';
import { writeManifest } from '../differential/manifest.mjs';
import { judgedProbes } from '../differential/probes.mjs';
import { Random } from '../differential/random.mjs';
import { shrink } from '../differential/shrink.mjs';
import { PORTS, PROTOCOLS } from '../differential/vocabulary.mjs';
import { readCluster } from '../judge/cluster.mjs';
import { openNative } from '../lib/native.mjs';
import { BUILD } from '../lib/paths.mjs';

const CLUSTERS = 400;
const CLUSTERS_FAST = 100;
const PROBES = 50;
const CANS = 10;
const SHRUNK_AT_MOST = 3;

// --seed N starts at another seed, --clusters N asks more of them.
export async function run(suite, { fast, seed = 1, clusters = fast ? CLUSTERS_FAST : CLUSTERS }) {
  const engine = openNative();
  await plantedMistake(suite);
  await plantedFlows(suite, engine);
  for (let number = seed; number < seed + clusters; number += 1) {
    const objects = randomCluster(new Random(number));
    const problems = await differences(engine, objects, number);
    suite.check(`seed ${number}`, problems);
    if (problems.length > 0 && suite.failures.length <= SHRUNK_AT_MOST) {
      suite.note(`seed ${number} shrunk: ${await saveShrunk(engine, objects, number)}`);
    }
  }
  await engine.close();
}

// Everything the engine and the judge disagree about in one cluster. The questions depend on the
// seed alone, so a shrunk cluster is asked similar ones.
async function differences(engine, objects, seed) {
  const manifest = writeManifest(objects, seed);
  const cluster = readCluster(manifest.text);
  if (cluster.pods.length === 0) return [];
  const random = new Random(seed ^ 0x5eed);
  const probes = judgedProbes(cluster, random, PROBES);
  const loaded = await engine.ask({ do: 'load', files: [manifest] });
  // What a server would refuse and podwall counts all the same (two pods with one port of a node) may be there.
  if (!loaded.ok || loaded.omitted.length > 0) return [`load: ${JSON.stringify(loaded.error ?? loaded.omitted)}`];
  const problems = await compareVerdicts(engine, probes);
  for (const probe of probes.slice(0, CANS)) problems.push(...await compareCan(engine, probe));
  problems.push(...await compareMatrix(engine, cluster, random.pick(PORTS), random.pick(PROTOCOLS)));
  // In turn: each takes longer than all of the above.
  problems.push(...await (seed % 2 === 0 ? compareFlows(engine, random)
    : changesAfterEdit(engine, objects, manifest, random)));
  return problems;
}

// The cluster is edited once; it need not be one that the judge has seen.
async function changesAfterEdit(engine, objects, manifest, random) {
  const edited = randomEdit(random, objects);
  await engine.ask({ do: 'load', snapshot: 'before', files: [manifest] });
  await engine.ask({ do: 'load', files: [writeManifest(edited, 0)] });
  return compareChanges(engine);
}

async function saveShrunk(engine, objects, seed) {
  const stillFails = async (candidate) => (await differences(engine, candidate, seed)).length > 0;
  const small = await shrink(objects, stillFails);
  const folder = join(BUILD, 'differential');
  const { name, text } = writeManifest(small, seed);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, `${name}.txt`), `${(await differences(engine, small, seed)).join('\n')}\n`);
  return `build/differential/${name}`;
}

// The test of the test: an engine that answers from the judge but forgets egress must be caught.
async function plantedMistake(suite) {
  const random = new Random(7);
  const cluster = readCluster(writeManifest(randomCluster(random), 0).text);
  const probes = judgedProbes(cluster, random, PROBES);
  const rows = probes.map((row) => ({ ...row, verdict: row.ingress, egress: 'allow' }));
  const forgetful = { ask: async () => ({ ok: true, rows }) };
  const seen = await compareVerdicts(forgetful, probes);
  suite.check('a planted mistake is seen', seen.length > 0 ? '' : 'it was not');
}

// The same for flows and changes: one verdict turned, one change left out.
async function plantedFlows(suite, engine) {
  const random = new Random(11);
  const objects = randomCluster(random);
  const manifest = writeManifest(objects, 0);
  await engine.ask({ do: 'load', files: [manifest] });
  const liar = (spoil) => ({ ask: async (request) => spoil(await engine.ask(request), request) });
  const turned = liar((reply, request) => {
    if (request.do === 'flows') reply.flows[0].verdict = reply.flows[0].verdict === 'deny' ? 'allow' : 'deny';
    return reply;
  });
  const forgetful = liar((reply, request) =>
    (request.do === 'changes' ? { ...reply, closed: reply.closed.slice(1), opened: reply.opened.slice(1) } : reply));
  const without = objects.filter(({ kind }) => kind !== 'NetworkPolicy');
  const [flows, changes] = [await compareFlows(turned, random), []];
  await engine.ask({ do: 'load', snapshot: 'before', files: [manifest] });
  await engine.ask({ do: 'load', files: [writeManifest(without, 0)] });
  changes.push(...await compareChanges(forgetful));
  suite.check('a planted verdict of a flow is seen', flows.length > 0 ? '' : 'it was not');
  suite.check('a change that is left out is seen', changes.length > 0 ? '' : 'it was not');
}
