// Writes a made-up company's cluster: node tests/perf/gen.mjs SIZE OUT.yaml
//
// Sizes are pods/policies/namespaces; the same size gives the same bytes every time. Services have
// replicas that are alike, as in real clusters; policies are the kinds that people write.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Random } from '../differential/random.mjs';
import { policySpec } from './policies.mjs';
import { writeObject } from './write.mjs';

export const SIZES = {
  S1: { pods: 10, policies: 10, namespaces: 3, replicas: [1, 3] },
  S2: { pods: 100, policies: 50, namespaces: 10, replicas: [2, 6] },
  S3: { pods: 1_000, policies: 100, namespaces: 20, replicas: [5, 15] },
  S4: { pods: 1_000, policies: 1_000, namespaces: 50, replicas: [2, 8] },
  S5: { pods: 10_000, policies: 1_000, namespaces: 100, replicas: [10, 50] },
  S6: { pods: 100_000, policies: 10_000, namespaces: 1_000, replicas: [10, 50] },
};

const SEED = 20_260_101;
const PODS_PER_NODE = 30;
const TEAMS = ['shop', 'pay', 'search', 'data', 'infra', 'people'];
const STAGES = ['prod', 'staging', 'dev'];
// What runs: name, tier, ports as [name, number, protocol].
const SERVICES = [
  ['storefront', 'edge', [['http', 8080, 'TCP'], ['https', 8443, 'TCP']]],
  ['gateway', 'edge', [['http', 80, 'TCP'], ['metrics', 9102, 'TCP']]],
  ['basket', 'logic', [['http', 8000, 'TCP']]],
  ['orders', 'logic', [['grpc', 50051, 'TCP'], ['metrics', 9102, 'TCP']]],
  ['invoices', 'logic', [['http', 8000, 'TCP'], ['metrics', 9102, 'TCP']]],
  ['accounts', 'logic', [['grpc', 50051, 'TCP']]],
  ['recommend', 'logic', [['http', 3000, 'TCP']]],
  ['stock', 'logic', [['http', 8081, 'TCP'], ['admin', 9901, 'TCP']]],
  ['mail', 'worker', [['smtp', 2525, 'TCP']]],
  ['crawler', 'worker', []],
  ['reports', 'worker', [['metrics', 9102, 'TCP']]],
  ['ledger-db', 'data', [['pg', 5432, 'TCP']]],
  ['sessions', 'data', [['redis', 6379, 'TCP']]],
  ['events', 'data', [['kafka', 9092, 'TCP']]],
  ['documents', 'data', [['mongo', 27017, 'TCP']]],
  ['logs', 'data', [['syslog', 514, 'UDP'], ['http', 3100, 'TCP']]],
];
const DNS = ['coredns', 'system', [['dns', 53, 'UDP'], ['dns-tcp', 53, 'TCP'], ['metrics', 9153, 'TCP']]];

// -> the manifest as text.
export function generate(size) {
  const random = new Random(SEED);
  const namespaces = Array.from({ length: size.namespaces }, (_, index) => namespaceOf(random, index));
  const pods = makePods(random, size, namespaces);
  const policies = Array.from({ length: size.policies }, (_, index) => {
    const namespace = random.pick(namespaces.filter(({ services }) => services.length > 0));
    return objectOf('networking.k8s.io/v1', 'NetworkPolicy', { name: `policy-${index}`, namespace: namespace.name }, {
      spec: policySpec(random, namespace, namespaces),
    });
  });
  const declared = namespaces.map(({ name, labels }) => objectOf('v1', 'Namespace', { name, labels }, {}));
  return [...declared, ...pods, ...policies].map(writeObject).join('');
}

const objectOf = (apiVersion, kind, metadata, rest) => ({ apiVersion, kind, metadata, ...rest });

function namespaceOf(random, index) {
  const team = random.pick(TEAMS);
  const stage = random.pick(STAGES);
  const name = index === 0 ? 'kube-system' : `${team}-${stage}-${index}`;
  return { name, team, labels: { 'kubernetes.io/metadata.name': name, team, stage }, services: [] };
}

// Services in turn over the namespaces until there are enough pods.
function makePods(random, size, namespaces) {
  const pods = [];
  for (let turn = 0; pods.length < size.pods; turn += 1) {
    const namespace = namespaces[turn % namespaces.length];
    const isDns = turn === 0;
    const [app, tier, ports] = isDns ? DNS : random.pick(SERVICES);
    const version = random.pick(['v1', 'v1', 'v2']);
    const labels = isDns ? { 'k8s-app': 'kube-dns', tier } : { app, tier, version, team: namespace.team };
    namespace.services.push({ app, labels, ports });
    const count = Math.min(random.between(...size.replicas), size.pods - pods.length);
    const hash = letters(random, 9);
    const template = podTemplate(namespace.name, { ...labels, 'pod-template-hash': hash }, app, ports);
    for (let copy = 0; copy < count; copy += 1) {
      pods.push(template(`${app}-${hash}-${letters(random, 5)}`, addressOf(pods.length, size)));
    }
  }
  return pods;
}

const LETTERS = [...'bcdfghjklmnpqrstvwxz2456789'];
const letters = (random, count) => Array.from({ length: count }, () => random.pick(LETTERS)).join('');

// -> (name, podIP) => a pod of that service.
function podTemplate(namespace, labels, app, ports) {
  const listed = ports.map(([portName, containerPort, protocol]) => ({ name: portName, containerPort, protocol }));
  const container = { name: app, image: `example/${app}:1`, ...(listed.length > 0 ? { ports: listed } : {}) };
  const spec = { containers: [container] };
  return (name, podIP) => objectOf('v1', 'Pod', { name, namespace, labels }, { spec, status: { podIP } });
}

// Nodes have a /24 each; neighbours in the list run on different nodes.
function addressOf(index, size) {
  const nodes = Math.ceil(size.pods / PODS_PER_NODE);
  const [node, place] = [index % nodes, Math.floor(index / nodes)];
  return `10.${64 + Math.floor(node / 256)}.${node % 256}.${place + 2}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , name, out] = process.argv;
  if (!SIZES[name] || !out) {
    console.error(`usage: node tests/perf/gen.mjs ${Object.keys(SIZES).join('|')} OUT.yaml`);
    process.exit(2);
  }
  writeFileSync(out, generate(SIZES[name]));
}
