// The policies of the made-up company: each kind as often as real repositories have it.

const OUTSIDE = ['203.0.113.0/24', '198.51.100.0/24', '192.0.2.0/25', '35.190.0.0/17'];
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

const KINDS = [
  [8, () => ({ podSelector: {}, policyTypes: ['Ingress'] })],
  [6, () => ({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })],
  [10, (random, here) => ({ podSelector: someOf(random, here), policyTypes: ['Egress'], egress: [toDns()] })],
  [30, (random, here) => {
    const from = { podSelector: someOf(random, here) };
    return ingress(someOf(random, here), [from], [number(random, here)]);
  }],
  [12, (random, here, all) => {
    const from = { namespaceSelector: namespaces(random, all) };
    return ingress(someOf(random, here), [from], [number(random, here)]);
  }],
  [10, (random, here, all) => ingress(someOf(random, here), [otherPods(random, all)], [byName(random, here)])],
  [8, (random, here) => ({
    podSelector: someOf(random, here), policyTypes: ['Egress'], egress: [{ to: [outside(random)], ports: [tcp(443)] }],
  })],
  [4, (random, here) => ingress(someOf(random, here), [{ namespaceSelector: {} }], [range(random)])],
  [6, (random, here, all) => {
    const from = [{ podSelector: expressions(random, here) }, otherPods(random, all)];
    return ingress(expressions(random, here), from, [number(random, here), byName(random, here)]);
  }],
  [3, (random, here) => ({ podSelector: someOf(random, here), ingress: [{}] })],
  [3, (random, here, all) => ({
    podSelector: someOf(random, here),
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [otherPods(random, all)], ports: [number(random, here)] }, { from: [outside(random)] }],
    egress: [toDns(), { to: [{ podSelector: {} }] }, { to: [outside(random)], ports: [tcp(443)] }],
  })],
];

export function policySpec(random, here, all) {
  let left = random.next() * KINDS.reduce((sum, [weight]) => sum + weight, 0);
  const [, make] = KINDS.find(([weight]) => (left -= weight) < 0);
  return make(random, here, all);
}

const tcp = (port) => ({ protocol: 'TCP', port });
const ingress = (podSelector, from, ports) => ({ podSelector, policyTypes: ['Ingress'], ingress: [{ from, ports }] });

function toDns() {
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } };
  const podSelector = { matchLabels: { 'k8s-app': 'kube-dns' } };
  return { to: [{ namespaceSelector, podSelector }], ports: [{ protocol: 'UDP', port: 53 }, tcp(53)] };
}

// Some service of the namespace by its labels.
function someOf(random, { services }) {
  const { labels } = random.pick(services);
  const keys = random.pick([['app'], ['app'], ['app', 'version'], ['tier']]).filter((key) => labels[key]);
  return keys.length > 0 ? { matchLabels: Object.fromEntries(keys.map((key) => [key, labels[key]])) } : {};
}

function expressions(random, here) {
  const apps = [random.pick(here.services).app, random.pick(here.services).app];
  return random.pick([
    { matchExpressions: [{ key: 'app', operator: 'In', values: [...new Set(apps)] }] },
    { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['data'] }, { key: 'app', operator: 'Exists' }] },
    { matchExpressions: [{ key: 'k8s-app', operator: 'DoesNotExist' }] },
  ]);
}

function namespaces(random, all) {
  const { name, labels } = random.pick(all);
  return random.pick([
    { matchLabels: { 'kubernetes.io/metadata.name': name } },
    { matchLabels: { team: labels.team } },
    { matchLabels: { team: labels.team, stage: labels.stage } },
    { matchExpressions: [{ key: 'stage', operator: 'NotIn', values: ['dev'] }] },
  ]);
}

function otherPods(random, all) {
  const there = random.pick(all.filter(({ services }) => services.length > 0));
  return { namespaceSelector: { matchLabels: { team: there.labels.team } }, podSelector: someOf(random, there) };
}

// A port of some service here, by number or by name; 8080 when none has one.
function portOf(random, { services }) {
  const ports = services.flatMap((service) => service.ports);
  return ports.length > 0 ? random.pick(ports) : ['http', 8080, 'TCP'];
}

function number(random, here) {
  const [, port, protocol] = portOf(random, here);
  return { protocol, port };
}

function byName(random, here) {
  const [port, , protocol] = portOf(random, here);
  return { protocol, port };
}

function range(random) {
  const port = random.pick([8000, 9000, 30000, 32000]);
  return { protocol: 'TCP', port, endPort: port + random.pick([99, 767, 999]) };
}

function outside(random) {
  if (random.chance(0.6)) return { ipBlock: { cidr: '0.0.0.0/0', except: PRIVATE } };
  return { ipBlock: { cidr: random.pick(OUTSIDE) } };
}
