// The naive judge: NetworkPolicy v1 straight from the rules, one rule a function, no preparation,
// no sharing, no speed. It exists to disagree with the core when the core is wrong.
//
//     const ask = judge(text);
//     ask('dev/frontend', 'prod/database', 8080, 'TCP') -> { verdict, ingress, egress }
//
// The tags (S1 ...) name the rules in docs/semantics.md. An end that does not exist, and two ends
// without a common address family, are thrown as errors: there is no verdict to compare.
import { inBlock, parseAddress, sameAddress } from './address.mjs';
import { readCluster } from './cluster.mjs';

export function judge(text) {
  return judgeCluster(readCluster(text));
}

export function judgeCluster(cluster) {
  return (from, to, port, protocol) => {
    const source = findEnd(cluster, from);
    const destination = findEnd(cluster, to);
    const connection = { source, destination, port: Number(port), protocol, ...addressesUsed(source, destination) };
    const ingress = decide(cluster, connection, 'Ingress');
    const egress = decide(cluster, connection, 'Egress');
    return { verdict: word(ingress && egress), ingress: word(ingress), egress: word(egress) };
  };
}

const word = (allowed) => (allowed ? 'allow' : 'deny');

// An end is { pod, addresses }; `pod` is undefined for an address outside and for a hostNetwork pod,
// which is nothing but the address of its node (S19).
function findEnd(cluster, name) {
  if (name.startsWith('ip:')) return endOfAddress(cluster, parseAddress(name.slice(3)));
  const pod = cluster.pods.find((candidate) => `${candidate.namespace}/${candidate.name}` === name);
  if (!pod) throw new Error(`no live pod ${name}`);
  return endOfPod(pod);
}

const endOfPod = (pod) => ({ pod: pod.hostNetwork ? undefined : pod, addresses: pod.addresses });

// S11: the address of a live pod is that pod.
function endOfAddress(cluster, address) {
  const owner = cluster.pods.find((pod) => !pod.hostNetwork && pod.addresses.some((own) => sameAddress(own, address)));
  return owner ? endOfPod(owner) : { addresses: [address] };
}

// S12: the first address of the destination whose family the source has.
function addressesUsed(source, destination) {
  for (const destinationAddress of destination.addresses) {
    const sourceAddress = source.addresses.find((address) => address.family === destinationAddress.family);
    if (sourceAddress) return { sourceAddress, destinationAddress };
  }
  throw new Error('the ends have no address family in common');
}

// One direction: the policies of the pod at that end, or allow where nothing polices it.
function decide(cluster, connection, direction) {
  const { source, destination } = connection;
  const own = direction === 'Ingress' ? destination : source;
  const other = direction === 'Ingress' ? source : destination;
  const otherAddress = direction === 'Ingress' ? connection.sourceAddress : connection.destinationAddress;
  if (!own.pod) return true; // S18, S19
  if (own.pod === other.pod) return true; // S16
  if (isOwnNode(own.pod, other, otherAddress)) return true; // S17
  const policies = cluster.policies.filter((policy) => selects(policy, own.pod, direction));
  if (policies.length === 0) return true; // S1
  const side = { other, otherAddress, direction };
  return policies.some((policy) =>
    policy.rules[direction].some((rule) => admits(cluster, policy, rule, connection, side))); // S4
}

// S17: only something that is no pod of its own can stand for the node.
function isOwnNode(pod, other, otherAddress) {
  return !other.pod && pod.nodeAddresses.some((address) => sameAddress(address, otherAddress));
}

function selects(policy, pod, direction) {
  return policy.types.includes(direction) && policy.namespace === pod.namespace
    && matches(policy.podSelector, pod.labels);
}

// S4: peers AND ports; S7, S8: an empty list of either matches everything.
function admits(cluster, policy, rule, connection, side) {
  const peers = (side.direction === 'Ingress' ? rule.from : rule.to) ?? [];
  const ports = rule.ports ?? [];
  const peerFits = peers.length === 0 || peers.some((peer) => peerMatches(cluster, policy, peer, side));
  const portFits = ports.length === 0 || ports.some((port) => portMatches(port, connection));
  return peerFits && portFits;
}

function peerMatches(cluster, policy, peer, { other, otherAddress }) {
  if (peer.ipBlock) return blockMatches(peer.ipBlock, otherAddress); // S9
  if (!other.pod) return false; // S18
  const namespaceFits = peer.namespaceSelector
    ? matches(peer.namespaceSelector, cluster.namespaceLabels(other.pod.namespace))
    : other.pod.namespace === policy.namespace;
  return namespaceFits && matches(peer.podSelector ?? {}, other.pod.labels);
}

// S10: except takes away from its own block only.
function blockMatches(block, address) {
  return inBlock(address, block.cidr) && !(block.except ?? []).some((hole) => inBlock(address, hole));
}

function portMatches(rule, connection) {
  if ((rule.protocol ?? 'TCP') !== connection.protocol) return false; // S8
  if (rule.port === undefined) return true; // S8
  if (typeof rule.port === 'string') return namedPortMatches(rule.port, connection);
  return rule.port <= connection.port && connection.port <= (rule.endPort ?? rule.port); // S15
}

// S14: the destination's name, number and protocol must all fit, for egress too.
function namedPortMatches(name, { destination, port, protocol }) {
  const declared = destination.pod?.ports ?? [];
  return declared.some((own) => own.name === name && own.number === port && own.protocol === protocol);
}

// S2: labels and expressions are ANDed; a selector without either matches everything.
function matches(selector, labels) {
  const wanted = Object.entries(selector.matchLabels ?? {});
  return wanted.every(([key, value]) => labels[key] === value)
    && (selector.matchExpressions ?? []).every((expression) => expressionMatches(expression, labels));
}

// S3.
function expressionMatches({ key, operator, values }, labels) {
  const present = Object.hasOwn(labels, key);
  if (operator === 'In') return present && values.includes(labels[key]);
  if (operator === 'NotIn') return !present || !values.includes(labels[key]);
  if (operator === 'Exists') return present;
  if (operator === 'DoesNotExist') return !present;
  throw new Error(`unknown operator ${operator}`);
}
