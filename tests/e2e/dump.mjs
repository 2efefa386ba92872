// dump.mjs: what `kubectl get ns,pods,svc,deploy,netpol -A -o yaml` prints for a cluster that never was: one List in
// which every object has its uid, its managedFields and its status. The same text each time.
//
//   dump({pods, namespaces}) -> text   about 7 kB a pod

const APPS = ['web', 'api', 'auth', 'cart', 'catalog', 'checkout', 'payments', 'search', 'orders', 'inventory', 'gateway',
  'worker', 'mailer', 'ledger', 'reports', 'postgres', 'redis', 'rabbit'];
const PORTS = { web: 80, postgres: 5432, redis: 6379, rabbit: 5672 };
const TEAMS = ['shop', 'growth', 'data', 'risk', 'search', 'media'];
const STAGES = ['prod', 'staging'];

export function dump({ pods = 300, namespaces = 12 } = {}) {
  const spaces = spacesOf(namespaces);
  const items = spaces.map(namespaceOf);
  let left = pods;
  for (let turn = 0; left > 0; turn += 1) {
    const space = spaces[turn % spaces.length];
    const app = appOf(space, Math.floor(turn / spaces.length));
    const count = Math.min(left, 2 + (turn * 5) % 4);
    items.push(...workloadOf({ space, app, count, first: pods - left }));
    left -= count;
  }
  items.push(...spaces.flatMap(policiesOf));
  const all = items.map((item) => `- ${yaml(item, 2).trimStart()}`).join('');
  return `apiVersion: v1\nitems:\n${all}kind: List\nmetadata:\n  resourceVersion: ""\n`;
}

function spacesOf(count) {
  const own = Array.from({ length: count - 2 }, (_, i) => `${TEAMS[i % TEAMS.length]}-${STAGES[Math.floor(i / TEAMS.length) % 2]}`
    + (i >= 12 ? `-${i}` : ''));
  return ['kube-system', 'monitoring', ...own];
}

function appOf(space, turn) {
  if (turn === 0 && space === 'kube-system') return { name: 'coredns', port: 53, protocol: 'UDP', labels: { 'k8s-app': 'kube-dns' } };
  if (turn === 0 && space === 'monitoring') return { name: 'prometheus', port: 9090, labels: { app: 'prometheus' } };
  const base = APPS[(turn + space.length) % APPS.length];
  const name = turn < APPS.length ? base : `${base}-${turn}`;
  return { name, port: PORTS[base] ?? 8080, labels: { app: name, tier: PORTS[base] && base !== 'web' ? 'data' : 'service' } };
}

const meta = (name, namespace, labels, more = {}) => ({
  annotations: { 'kubectl.kubernetes.io/last-applied-configuration': `{"apiVersion":"v1","metadata":{"name":"${name}"}}\n` },
  creationTimestamp: '2026-03-02T08:11:43Z', ...labels && { labels }, managedFields: managed(), name,
  ...namespace && { namespace }, resourceVersion: '81234567', uid: uidOf(`${namespace}/${name}`), ...more,
});

const managed = () => ['kubectl-client-side-apply', 'kube-controller-manager', 'kubelet'].map((manager) => ({
  apiVersion: 'v1', fieldsType: 'FieldsV1',
  fieldsV1: { 'f:metadata': { 'f:labels': { '.': {}, 'f:app': {}, 'f:tier': {} } }, 'f:spec': { 'f:containers': {
    'k:{"name":"main"}': { '.': {}, 'f:image': {}, 'f:imagePullPolicy': {}, 'f:ports': { '.': {} }, 'f:resources': {} } } } },
  manager, operation: 'Update', time: '2026-03-02T08:11:43Z',
}));

const namespaceOf = (name) => ({
  apiVersion: 'v1', kind: 'Namespace',
  metadata: meta(name, '', { 'kubernetes.io/metadata.name': name, stage: name.includes('staging') ? 'staging' : 'prod' }),
  spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' },
});

function workloadOf({ space, app, count, first }) {
  const hash = hashOf(space + app.name);
  const replicas = `${app.name}-${hash}`;
  const labels = { ...app.labels, 'pod-template-hash': hash };
  const port = { containerPort: app.port, name: 'main', protocol: app.protocol ?? 'TCP' };
  const spec = { containers: [containerOf(app, port)] };
  const selector = { matchLabels: app.labels };
  const pods = Array.from({ length: count }, (_, i) =>
    podOf({ space, app, labels, port, replicas, name: `${replicas}-${hashOf(`${space}${app.name}${i}`).slice(0, 5)}`, at: first + i }));
  return [
    ...pods,
    { apiVersion: 'v1', kind: 'Service', metadata: meta(app.name, space, app.labels),
      spec: { clusterIP: `10.96.${first % 250}.${count + 1}`, ports: [{ name: 'main', port: app.port, protocol: port.protocol,
        targetPort: 'main' }], selector: app.labels, type: 'ClusterIP' }, status: { loadBalancer: {} } },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: meta(app.name, space, app.labels, { generation: 3 }),
      spec: { replicas: count, selector, template: { metadata: { labels: app.labels }, spec } },
      status: { availableReplicas: count, observedGeneration: 3, readyReplicas: count, replicas: count } },
  ];
}

const containerOf = ({ name }, port) => ({
  env: [{ name: 'LOG_LEVEL', value: 'info' }, { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }],
  image: `registry.example.com/team/${name}:2.14.1`, imagePullPolicy: 'IfNotPresent',
  livenessProbe: { failureThreshold: 3, httpGet: { path: '/healthz', port: 'main', scheme: 'HTTP' }, periodSeconds: 10 },
  name: 'main', ports: [port], resources: { limits: { memory: '256Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
  terminationMessagePath: '/dev/termination-log',
  volumeMounts: [{ mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', name: 'kube-api-access', readOnly: true }],
});

function podOf({ space, app, labels, port, replicas, name, at }) {
  const node = at % 10;
  const ip = `10.244.${node}.${Math.floor(at / 10) + 2}`;
  const owner = { apiVersion: 'apps/v1', blockOwnerDeletion: true, controller: true, kind: 'ReplicaSet', name: replicas,
    uid: uidOf(`${space}/${replicas}`) };
  const conditions = ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
    lastProbeTime: null, lastTransitionTime: '2026-03-02T08:11:47Z', status: 'True', type }));
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: meta(name, space, labels, { generateName: `${replicas}-`, ownerReferences: [owner] }),
    spec: { containers: [containerOf(app, port)], dnsPolicy: 'ClusterFirst', nodeName: `node-${node}`, restartPolicy: 'Always',
      serviceAccountName: 'default', tolerations: ['not-ready', 'unreachable'].map((what) => ({ effect: 'NoExecute',
        key: `node.kubernetes.io/${what}`, operator: 'Exists', tolerationSeconds: 300 })),
      volumes: [{ name: 'kube-api-access', projected: { defaultMode: 420, sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } }] } }] },
    status: { conditions, containerStatuses: [{ containerID: `containerd://${uidOf(name).repeat(2)}`, image:
      `registry.example.com/team/${app.name}:2.14.1`, name: 'main', ready: true, restartCount: 0, started: true,
    state: { running: { startedAt: '2026-03-02T08:11:46Z' } } }], hostIP: `192.168.7.${node + 10}`, phase: 'Running', podIP: ip,
    podIPs: [{ ip }], qosClass: 'Burstable', startTime: '2026-03-02T08:11:43Z' },
  };
}

// Closed by default, DNS and the own namespace open, metrics for monitoring.
function policiesOf(space) {
  if (space === 'kube-system') return [];
  const policy = (name, spec) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: meta(name, space), spec });
  const byName = (name) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
  return [
    policy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
    policy('allow-dns', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ...byName('kube-system'),
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }], ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] }] }),
    policy('within', { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [{ podSelector: {} }] }],
      egress: [{ to: [{ podSelector: {} }] }] }),
    policy('metrics', { podSelector: { matchLabels: { tier: 'service' } }, policyTypes: ['Ingress'],
      ingress: [{ from: [byName('monitoring')], ports: [{ port: 8080, protocol: 'TCP' }] }] }),
  ];
}

function hashOf(text) {
  let value = 2166136261;
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0), 16777619) >>> 0;
  return value.toString(36).padStart(9, 'b').slice(-9);
}

const uidOf = (text) => `${hashOf(text).slice(0, 8)}-4c1f-4e0a-9b1e-${hashOf(`${text}!`).padEnd(12, '7').slice(0, 12)}`;

// ---- as kubectl prints it: keys in order, lists in the column of their key

function yaml(value, indent) {
  const pad = ' '.repeat(indent);
  return Object.keys(value).sort().map((key) => `${pad}${scalar(key)}:${member(value[key], indent)}`).join('');
}

function member(value, indent) {
  if (Array.isArray(value)) return value.length ? `\n${value.map((item) => entry(item, indent)).join('')}` : ' []\n';
  if (value === null || typeof value !== 'object') return ` ${scalar(value)}\n`;
  return Object.keys(value).length ? `\n${yaml(value, indent + 2)}` : ' {}\n';
}

function entry(item, indent) {
  const pad = ' '.repeat(indent);
  if (item === null || typeof item !== 'object') return `${pad}- ${scalar(item)}\n`;
  return `${pad}- ${yaml(item, indent + 2).trimStart()}`;
}

const PLAIN = /^[A-Za-z/][\w./:-]*$/;
const WORDS = /^(true|false|yes|no|on|off|y|n|null)$/i;
function scalar(value) {
  if (typeof value !== 'string') return String(value);
  return PLAIN.test(value) && !WORDS.test(value) && !value.endsWith(':') ? value : JSON.stringify(value);
}
