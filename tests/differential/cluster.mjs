// Random clusters that a server would accept. Promises: the same seed, the same objects; every
// feature of the rules turns up often, among them what is left out, null, or empty.
import { BLOCKS, KEYS, NAMESPACES, NODES, PORT_NAMES, PORTS, PROTOCOLS, VALUES } from './vocabulary.mjs';

// -> a list of Kubernetes objects in no particular order.
export function randomCluster(random) {
  const namespaces = random.some(NAMESPACES, random.between(2, 4));
  const inSomeNamespace = (make) => (index) => make(random, random.pick(namespaces), index);
  return [
    ...namespaces.filter(() => random.chance(0.85)).map((name) => namespaceObject(random, name)),
    ...random.some(NODES, random.between(0, 2)).map((node) => nodeObject(node)),
    ...random.list(3, 8, inSomeNamespace(podObject)),
    ...random.list(0, 2, inSomeNamespace(workloadObject)),
    ...random.list(1, 7, inSomeNamespace(policyObject)),
  ];
}

function namespaceObject(random, name) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...labelsField(random) } };
}

function nodeObject({ name, v4 }) {
  const addresses = [{ type: 'InternalIP', address: v4 }];
  return { apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { addresses } };
}

// Labels may be missing, null, or hold a null, which is the same as not being there (S21).
function labelsField(random) {
  if (random.chance(0.1)) return random.chance(0.5) ? {} : { labels: null };
  return { labels: randomLabels(random, 3) };
}

function randomLabels(random, most) {
  return Object.fromEntries(random.some(KEYS, random.between(1, most)).map((key) => [key, labelValue(random)]));
}

const labelValue = (random) => (random.chance(0.04) ? null : random.pick(VALUES));

// `default` may be left to be the default.
function metadata(random, namespace, name) {
  return namespace === 'default' && random.chance(0.5) ? { name } : { name, namespace };
}

function podObject(random, namespace, index) {
  const node = random.pick(NODES);
  const hostNetwork = random.chance(0.12);
  const status = hostNetwork ? hostStatus(node) : podStatus(random, index, node);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata(random, namespace, `pod-${index}`), ...labelsField(random) },
    spec: {
      ...(hostNetwork ? { hostNetwork } : {}),
      ...(random.chance(0.5) ? { nodeName: node.name } : {}),
      containers: containers(random),
    },
    ...(status ? { status } : {}),
  };
}

const hostStatus = (node) => ({ phase: 'Running', podIP: node.v4, hostIP: node.v4 });

// IPv4, IPv6, both in either order, finished, waiting for an address, or no status at all.
function podStatus(random, index, node) {
  const v4 = `10.60.${index % 2}.${4 + index}`;
  const v6 = `fd00:10:60::${4 + index}`;
  const host = random.chance(0.5) ? { hostIP: node.v4, hostIPs: [{ ip: node.v4 }, { ip: node.v6 }] } : {};
  const running = (...ips) => ({ phase: 'Running', podIP: ips[0], podIPs: ips.map((ip) => ({ ip })), ...host });
  const kind = random.next();
  if (kind < 0.15) return undefined;
  if (kind < 0.2) return { phase: random.pick(['Succeeded', 'Failed']), podIP: v4 };
  if (kind < 0.25) return { phase: 'Pending' };
  if (kind < 0.35) return running(v6);
  if (kind < 0.45) return running(v4, v6);
  if (kind < 0.55) return running(v6, v4);
  if (kind < 0.65) return { podIP: v4 };
  return running(v4);
}

function containers(random) {
  const names = random.some(PORT_NAMES, PORT_NAMES.length);
  return random.list(1, 2, (index) => ({
    name: `c${index}`,
    image: 'img',
    ...(random.chance(0.8) ? { ports: random.list(1, 2, () => containerPort(random, names)) } : {}),
  }));
}

// A name is used once in a pod: a server refuses it twice in a container.
function containerPort(random, names) {
  return {
    containerPort: random.pick(PORTS),
    ...(random.chance(0.7) && names.length > 0 ? { name: names.pop() } : {}),
    ...(random.chance(0.6) ? { protocol: random.pick(PROTOCOLS) } : {}),
  };
}

const replicas = (random) => (random.chance(0.3) ? { replicas: 2 } : {});
// What each kind has besides a selector and a template.
const WORKLOADS = {
  Deployment: replicas,
  ReplicaSet: replicas,
  StatefulSet: (random) => ({ serviceName: 'none', ...replicas(random) }),
  DaemonSet: () => ({}),
  ReplicationController: replicas,
};

// The label `run` keeps other pods from being taken for the workload's own.
function workloadObject(random, namespace, index) {
  const labels = { app: random.pick(VALUES), tier: random.pick(VALUES), run: `work-${index}` };
  const template = { metadata: { labels }, spec: { containers: containers(random) } };
  const kind = random.pick(Object.keys(WORKLOADS));
  const old = kind === 'ReplicationController'; // its selector is labels only
  return {
    apiVersion: old ? 'v1' : 'apps/v1',
    kind,
    metadata: metadata(random, namespace, `work-${index}`),
    spec: { ...WORKLOADS[kind](random), selector: old ? labels : { matchLabels: labels }, template },
  };
}

function policyObject(random, namespace, index) {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(random, namespace, `policy-${index}`),
    spec: {
      podSelector: random.chance(0.35) ? {} : selector(random),
      ...policyTypes(random),
      ...rules(random, 'ingress', 'from'),
      ...rules(random, 'egress', 'to'),
    },
  };
}

function policyTypes(random) {
  const kind = random.next();
  if (kind < 0.3) return {};
  if (kind < 0.4) return { policyTypes: random.chance(0.5) ? [] : null };
  return { policyTypes: random.pick([['Ingress'], ['Egress'], ['Ingress', 'Egress'], ['Egress', 'Ingress']]) };
}

function rules(random, direction, peersField) {
  const kind = random.next();
  if (kind < 0.25) return {};
  if (kind < 0.35) return { [direction]: random.chance(0.5) ? [] : null };
  return { [direction]: random.list(1, 3, () => rule(random, peersField)) };
}

function rule(random, peersField) {
  if (random.chance(0.05)) return random.chance(0.5) ? {} : null;
  return {
    ...listField(random, peersField, () => peer(random)),
    ...listField(random, 'ports', () => port(random)),
  };
}

// A list with items, or one of the three ways to say "all": absent, null, empty.
function listField(random, field, make) {
  const kind = random.next();
  if (kind < 0.15) return {};
  if (kind < 0.2) return { [field]: null };
  if (kind < 0.25) return { [field]: [] };
  return { [field]: random.list(1, 3, make) };
}

function peer(random) {
  const kind = random.next();
  if (kind < 0.3) return { ipBlock: block(random) };
  if (kind < 0.5) return { podSelector: selector(random) };
  if (kind < 0.7) return { namespaceSelector: selector(random, true) };
  if (kind < 0.75) return { namespaceSelector: selector(random, true), podSelector: null };
  return { namespaceSelector: selector(random, true), podSelector: selector(random) };
}

function block(random) {
  const { cidr, holes } = random.pick(BLOCKS);
  const except = random.some(holes, random.between(0, 2));
  return except.length > 0 || random.chance(0.1) ? { cidr, except } : { cidr };
}

function port(random) {
  const protocol = random.chance(0.6) ? { protocol: random.pick(PROTOCOLS) } : {};
  const kind = random.next();
  if (kind < 0.02) return null;
  if (kind < 0.1) return protocol;
  if (kind < 0.35) return { ...protocol, port: random.pick(PORT_NAMES) };
  const number = random.pick(PORTS);
  const endPort = Math.min(number + random.pick([0, 1, 10, 5000]), 65535);
  if (kind < 0.55) return { ...protocol, port: number, endPort };
  return { ...protocol, port: number };
}

function selector(random, ofNamespaces = false) {
  const byName = ofNamespaces && random.chance(0.4);
  const labels = () => ({ matchLabels: byName ? nameLabel(random) : randomLabels(random, 2) });
  const expressions = () => ({ matchExpressions: random.list(1, 2, () => expression(random)) });
  const kind = random.next();
  if (kind < 0.12) return {};
  if (kind < 0.17) return { matchLabels: null };
  if (kind < 0.6) return labels();
  if (kind < 0.9) return expressions();
  return { ...labels(), ...expressions() };
}

const nameLabel = (random) => ({ 'kubernetes.io/metadata.name': random.pick(NAMESPACES) });

function expression(random) {
  const operator = random.pick(['In', 'NotIn', 'Exists', 'DoesNotExist']);
  const key = random.pick(KEYS);
  if (operator === 'Exists' || operator === 'DoesNotExist') return { key, operator };
  return { key, operator, values: random.some(VALUES, random.between(1, 3)) };
}
