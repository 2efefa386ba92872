// Objects to what the rules talk about: namespaces with labels, pods with addresses, policies with
// their defaults. Promises: every pod here is a live end (S20); every namespace carries its name (S5).
import { parseAddress } from './address.mjs';
import { readObjects } from './manifest.mjs';

const NAME_LABEL = 'kubernetes.io/metadata.name';
const FINISHED = ['Succeeded', 'Failed'];
const TEMPLATES = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'];

export function readCluster(text) {
  const objects = readObjects(text);
  const ofKind = (kind) => objects.filter((object) => object.kind === kind);
  const nodes = ofKind('Node').map(readNode);
  const workloads = objects.filter((object) => TEMPLATES.includes(object.kind));
  const pods = ofKind('Pod').filter(isLive).map((pod) => readPod(pod, nodes));
  pods.push(...workloads.flatMap((workload) => readWorkload(workload, nodes)));
  pods.forEach(assumeAddress);
  return {
    pods,
    namespaceLabels: (name) => labelsOfNamespace(ofKind('Namespace'), name),
    policies: ofKind('NetworkPolicy').map(readPolicy),
  };
}

function readNode(node) {
  const addresses = (node.status?.addresses ?? []).filter((entry) => /^(Internal|External)IP$/.test(entry.type));
  return { name: node.metadata.name, addresses: addresses.map((entry) => parseAddress(entry.address)) };
}

// S20: finished pods, and pods whose status knows no address, are no ends. S23: no status at all counts as running.
function isLive(pod) {
  if (!pod.status) return true;
  return !FINISHED.includes(pod.status.phase) && addressesOf(pod.status, 'podIP').length > 0;
}

function readPod(pod, nodes) {
  const status = pod.status ?? {};
  const node = nodes.find((candidate) => candidate.name === pod.spec?.nodeName);
  return {
    name: pod.metadata.name,
    namespace: pod.metadata.namespace ?? 'default',
    labels: pod.metadata.labels ?? {},
    hostNetwork: pod.spec?.hostNetwork === true,
    addresses: addressesOf(status, 'podIP'),
    nodeAddresses: [...addressesOf(status, 'hostIP'), ...(node?.addresses ?? [])],
    ports: portsOf(pod.spec),
  };
}

// A workload without pods of its own in the file stands for the pods that it would make: NAME-0,
// NAME-1 ..., or one on each node.
function readWorkload(workload, nodes) {
  const { metadata, spec } = workload;
  const hosts = nodes.map((node) => node.name);
  const alone = Array(spec.replicas ?? 1).fill(spec.template.spec?.nodeName);
  const places = workload.kind === 'DaemonSet' && hosts.length > 0 ? hosts : alone;
  return places.map((nodeName, index) => readPod({
    metadata: { ...spec.template.metadata, name: `${metadata.name}-${index}`, namespace: metadata.namespace },
    spec: { ...spec.template.spec, nodeName },
  }, nodes));
}

// S23: from the documented range, 10.244.0.0/14. Which one does not matter as long as no block of a test
// cuts through that range.
function assumeAddress(pod, index) {
  if (pod.addresses.length === 0) pod.addresses.push(parseAddress(`10.244.0.${(index % 254) + 1}`));
}

// podIPs and podIP, or hostIPs and hostIP: the list when there is one, else the single address.
function addressesOf(status, field) {
  const list = (status[`${field}s`] ?? []).map((entry) => entry.ip);
  const all = list.length > 0 ? list : [status[field]];
  return all.filter((text) => text).map(parseAddress);
}

// S13: ports of containers only; the protocol defaults to TCP.
function portsOf(spec) {
  const ports = (spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  return ports.map((port) => ({ name: port.name, number: port.containerPort, protocol: port.protocol ?? 'TCP' }));
}

function labelsOfNamespace(namespaces, name) {
  const declared = namespaces.find((namespace) => namespace.metadata.name === name);
  return { ...declared?.metadata.labels, [NAME_LABEL]: name };
}

function readPolicy(policy) {
  const spec = policy.spec ?? {};
  return {
    name: policy.metadata.name,
    namespace: policy.metadata.namespace ?? 'default',
    podSelector: spec.podSelector ?? {},
    types: policyTypes(spec),
    rules: { Ingress: spec.ingress ?? [], Egress: spec.egress ?? [] },
  };
}

// S6: a missing or empty list means Ingress, and Egress too when there is an egress rule.
function policyTypes(spec) {
  if (spec.policyTypes?.length > 0) return spec.policyTypes;
  return spec.egress?.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}
