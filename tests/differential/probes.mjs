// Questions worth asking of a random cluster: between its live ends and addresses at the borders of
// its blocks, at ports at the borders of its rules. Promises: the judge can answer each of them.
import { judgeCluster } from '../judge/judge.mjs';
import { ADDRESSES, PORTS, PROTOCOLS } from './vocabulary.mjs';

const NEAR = [-1, 0, 0, 0, 1];

// -> probes with the judge's answer: { from, to, port, protocol, verdict, ingress, egress }.
export function judgedProbes(cluster, random, count) {
  const ask = judgeCluster(cluster);
  const pods = podNames(cluster);
  const probes = Array.from({ length: count }, () => randomProbe(random, pods));
  return probes.flatMap((probe) => answered(ask, probe));
}

export const podNames = (cluster) => cluster.pods.map((pod) => `${pod.namespace}/${pod.name}`);

function randomProbe(random, pods) {
  const address = () => `ip:${random.pick(ADDRESSES)}`;
  const from = random.chance(0.75) ? random.pick(pods) : address();
  const to = random.chance(0.75) || from.startsWith('ip:') ? random.pick(pods) : address();
  const port = Math.min(Math.max(random.pick(PORTS) + random.pick(NEAR), 1), 65535);
  return { from, to, port, protocol: random.pick(PROTOCOLS) };
}

// A probe between ends without a common address family has no verdict.
function answered(ask, probe) {
  try {
    return [{ ...probe, ...ask(probe.from, probe.to, probe.port, probe.protocol) }];
  } catch (error) {
    if (/family in common/.test(error.message)) return [];
    throw error;
  }
}
