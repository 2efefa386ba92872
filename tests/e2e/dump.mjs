// dump.mjs: what `kubectl get ns,pods,svc,deploy,netpol -A -o yaml` prints for a cluster that never was: one List in
// which every object has its uid, its managed fields and its status. The same text each time.
//
//   dump({pods, namespaces}) -> text   about 7 kB a pod
//
// Each namespace but kube-system is closed by default; open are DNS, the own namespace, and metrics for monitoring.

const APPS = ['web', 'api', 'auth', 'cart', 'catalog', 'checkout', 'payments', 'search', 'orders', 'inventory',
  'gateway', 'worker', 'mailer', 'ledger', 'reports', 'postgres', 'redis', 'rabbit'];
const DATA = { postgres: 5432, redis: 6379, rabbit: 5672 };
const SPACES = ['kube-system', 'monitoring', 'shop-prod', 'growth-prod', 'data-prod', 'risk-prod', 'search-prod',
  'media-prod', 'shop-staging', 'growth-staging', 'data-staging', 'risk-staging'];

export function dump({ pods = 300, namespaces = SPACES.length } = {}) {
  const spaces = SPACES.slice(0, namespaces);
  const items = spaces.map(namespaceOf);
  for (let [turn, first] = [0, 0]; first < pods; turn += 1) {
    const namespace = spaces[turn % spaces.length];
    const app = appOf(namespace, Math.floor(turn / spaces.length));
    const count = Math.min(pods - first, 2 + (turn * 5) % 4);
    items.push(...workloadOf({ ...app, namespace, count, first }));
    first += count;
  }
  items.push(...spaces.filter((name) => name !== 'kube-system').flatMap(policiesOf));
  return `apiVersion: v1\nitems:\n${items.map(asItem).join('')}kind: List\nmetadata:\n  resourceVersion: ""\n`;
}

const asItem = (text) => `- ${indented(text, 2).trimStart()}`;
const indented = (text, by) => text.replace(/^(?=.)/gm, ' '.repeat(by));

function appOf(namespace, turn) {
  if (turn === 0 && namespace === 'kube-system') {
    return { name: 'coredns', port: 53, protocol: 'UDP', labels: 'k8s-app: kube-dns\n' };
  }
  if (turn === 0 && namespace === 'monitoring') {
    return { name: 'prometheus', port: 9090, protocol: 'TCP', labels: 'app: prometheus\n' };
  }
  const app = APPS[(turn + namespace.length) % APPS.length];
  const name = turn < APPS.length ? app : `${app}-${turn}`;
  const labels = `app: ${name}\ntier: ${app in DATA ? 'data' : 'service'}\n`;
  return { name, port: DATA[app] ?? 8080, protocol: 'TCP', labels };
}

const MANAGED = ['kubectl-client-side-apply', 'kube-controller-manager', 'kubelet'].map((manager) => `- apiVersion: v1
  fieldsType: FieldsV1
  fieldsV1:
    f:metadata:
      f:labels:
        .: {}
        f:app: {}
        f:tier: {}
    f:spec:
      f:containers:
        k:{"name":"main"}:
          .: {}
          f:image: {}
          f:imagePullPolicy: {}
          f:ports:
            .: {}
          f:resources: {}
  manager: ${manager}
  operation: Update
  time: "2026-03-02T08:11:43Z"
`).join('');

function metaOf({ name, namespace, labels = '', more = '' }) {
  return `metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","metadata":{"annotations":{},"name":"${name}"}}
  creationTimestamp: "2026-03-02T08:11:43Z"
${labels && `  labels:\n${indented(labels, 4)}`}  managedFields:
${indented(MANAGED, 2)}  name: ${name}
${namespace ? `  namespace: ${namespace}\n` : ''}${indented(more, 2)}  resourceVersion: "81234567"
  uid: ${uidOf(`${namespace}/${name}`)}
`;
}

function namespaceOf(name) {
  const labels = `kubernetes.io/metadata.name: ${name}\nstage: ${name.endsWith('staging') ? 'staging' : 'prod'}\n`;
  return `apiVersion: v1
kind: Namespace
${metaOf({ name, labels })}spec:
  finalizers:
  - kubernetes
status:
  phase: Active
`;
}

function workloadOf(app) {
  const hash = hashOf(app.namespace + app.name);
  const pods = Array.from({ length: app.count }, (_, at) => podOf(app, hash, at));
  return [...pods, serviceOf(app), deploymentOf(app)];
}

const serviceOf = ({ name, namespace, labels, port, protocol, count, first }) => `apiVersion: v1
kind: Service
${metaOf({ name, namespace, labels })}spec:
  clusterIP: 10.96.${first % 250}.${count + 1}
  ports:
  - name: main
    port: ${port}
    protocol: ${protocol}
    targetPort: main
  selector:
${indented(labels, 4)}  type: ClusterIP
status:
  loadBalancer: {}
`;

const deploymentOf = ({ name, namespace, labels, port, protocol, count }) => `apiVersion: apps/v1
kind: Deployment
${metaOf({ name, namespace, labels, more: 'generation: 3\n' })}spec:
  replicas: ${count}
  selector:
    matchLabels:
${indented(labels, 6)}  template:
    metadata:
      labels:
${indented(labels, 8)}    spec:
      containers:
${indented(containerOf({ name, port, protocol }), 6)}status:
  availableReplicas: ${count}
  observedGeneration: 3
  readyReplicas: ${count}
  replicas: ${count}
`;

const containerOf = ({ name, port, protocol }) => `- env:
  - name: LOG_LEVEL
    value: info
  - name: POD_IP
    valueFrom:
      fieldRef:
        apiVersion: v1
        fieldPath: status.podIP
  image: registry.example.com/team/${name}:2.14.1
  imagePullPolicy: IfNotPresent
  livenessProbe:
    failureThreshold: 3
    httpGet:
      path: /healthz
      port: main
      scheme: HTTP
    periodSeconds: 10
  name: main
  ports:
  - containerPort: ${port}
    name: main
    protocol: ${protocol}
  resources:
    limits:
      memory: 256Mi
    requests:
      cpu: 100m
      memory: 128Mi
  terminationMessagePath: /dev/termination-log
`;

// The server gives it to pods; a template does not have it.
const MOUNT = `  volumeMounts:
  - mountPath: /var/run/secrets/kubernetes.io/serviceaccount
    name: kube-api-access
    readOnly: true
`;

const condition = (type) => `- lastProbeTime: null
  lastTransitionTime: "2026-03-02T08:11:47Z"
  status: "True"
  type: ${type}
`;
const CONDITIONS = ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(condition).join('');

function podOf({ name: app, namespace, labels, port, protocol, first }, hash, at) {
  const replicas = `${app}-${hash}`;
  const name = `${replicas}-${hashOf(namespace + app + at).slice(-5)}`;
  const node = (first + at) % 10;
  const address = `10.244.${node}.${Math.floor((first + at) / 10) + 2}`;
  const more = `ownerReferences:
- apiVersion: apps/v1
  blockOwnerDeletion: true
  controller: true
  kind: ReplicaSet
  name: ${replicas}
  uid: ${uidOf(`${namespace}/${replicas}`)}
`;
  return `apiVersion: v1
kind: Pod
${metaOf({ name, namespace, labels: `${labels}pod-template-hash: ${hash}\n`, more })}spec:
  containers:
${indented(containerOf({ name: app, port, protocol }) + MOUNT, 2)}  dnsPolicy: ClusterFirst
  nodeName: node-${node}
  restartPolicy: Always
  serviceAccountName: default
  tolerations:
  - effect: NoExecute
    key: node.kubernetes.io/not-ready
    operator: Exists
    tolerationSeconds: 300
  volumes:
  - name: kube-api-access
    projected:
      defaultMode: 420
      sources:
      - serviceAccountToken:
          expirationSeconds: 3607
          path: token
status:
  conditions:
${indented(CONDITIONS, 2)}  containerStatuses:
  - containerID: containerd://${uidOf(name)}
    image: registry.example.com/team/${app}:2.14.1
    name: main
    ready: true
    restartCount: 0
    started: true
    state:
      running:
        startedAt: "2026-03-02T08:11:46Z"
  hostIP: 192.168.7.${node + 10}
  phase: Running
  podIP: ${address}
  podIPs:
  - ip: ${address}
  qosClass: Burstable
  startTime: "2026-03-02T08:11:43Z"
`;
}

function policiesOf(namespace) {
  const policy = (name, spec) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
${metaOf({ name, namespace })}spec:
${indented(spec, 2)}`;
  return Object.entries(POLICIES).map(([name, spec]) => policy(name, spec));
}

const POLICIES = {
  'default-deny': 'podSelector: {}\npolicyTypes:\n- Ingress\n- Egress\n',
  'allow-dns': `egress:
- ports:
  - port: 53
    protocol: UDP
  - port: 53
    protocol: TCP
  to:
  - namespaceSelector:
      matchLabels:
        kubernetes.io/metadata.name: kube-system
    podSelector:
      matchLabels:
        k8s-app: kube-dns
podSelector: {}
policyTypes:
- Egress
`,
  within: `egress:
- to:
  - podSelector: {}
ingress:
- from:
  - podSelector: {}
podSelector: {}
policyTypes:
- Ingress
- Egress
`,
  metrics: `ingress:
- from:
  - namespaceSelector:
      matchLabels:
        kubernetes.io/metadata.name: monitoring
  ports:
  - port: 8080
    protocol: TCP
podSelector:
  matchLabels:
    tier: service
policyTypes:
- Ingress
`,
};

// Letters that begin with no digit, as names of replica sets mostly do.
function hashOf(text) {
  let value = 2166136261;
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0), 16777619) >>> 0;
  return value.toString(36).padStart(8, 'b').replace(/^\d/, 'd');
}

const uidOf = (text) => `${hashOf(text)}-4c1f-4e0a-9b1e-${hashOf(`${text}!`)}0a7d`;
