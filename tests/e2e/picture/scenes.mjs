// scenes.mjs: replies as the engine gives them (docs/api.md), written by hand for the tests of the picture: the
// cluster of web/examples/across-namespaces.yaml before and after the dash, and larger ones.

const FILE = 'policy.yaml';
const place = (line) => ({ file: FILE, line, column: 7, endLine: line, endColumn: 20, from: line * 20,
  to: line * 20 + 13 });

const pod = (name, app, more = {}) => ({
  name, namespace: name.split('/')[0], label: name.split('/')[1], kind: 'pod', count: 1, pods: [name],
  labels: [`app=${app}`], ports: [], isolated: { ingress: false, egress: false }, ...more,
});

const tiles = [
  pod('dev/backend', 'backend'), pod('dev/frontend', 'frontend'), pod('prod/backend', 'backend'),
  pod('prod/database', 'database',
    { ports: [{ port: 8080, protocol: 'TCP' }], isolated: { ingress: true, egress: false } }),
  pod('prod/frontend', 'frontend'),
];
const namespaces = ['dev', 'prod'].map((name) =>
  ({ name, labels: { env: name, 'kubernetes.io/metadata.name': name }, declared: true }));
const rules = [
  { policy: 'prod/database-allow-backends', direction: 'ingress', rule: 1, peer: 1, ...place(14) },
  { policy: 'prod/database-allow-backends', direction: 'ingress', rule: 1, peer: 2, ...place(17) },
];

const ALLOWED = 'Allowed: database-allow-backends, rule 1, peer 2 admits it (line 17).';
const DENIED = 'Denied at prod/database: peer 2 wants app=backend, this pod has app=frontend (line 22).';

// admitted: names of the pods that the database's door lets in
function flowsOf(admitted) {
  return tiles.flatMap((from, i) => tiles.flatMap((to, j) => {
    if (i === j) return [];
    if (j !== 3) {
      return [{ from: i, to: j, port: 0, protocol: 'TCP', ports: 'every port', verdict: 'allow', stop: '', by: [],
        sentence: `Allowed: no policy selects ${from.name} for egress or ${to.name} for ingress.` }];
    }
    const open = admitted.includes(from.name);
    return [{ from: i, to: j, port: 8080, protocol: 'TCP', ports: '8080/TCP', verdict: open ? 'allow' : 'deny',
      stop: open ? '' : 'ingress', by: open ? [1] : [], sentence: open ? ALLOWED : DENIED,
      decided: place(open ? 17 : 22) }];
  }));
}

const question = { from: 'dev/frontend', to: 'prod/database', port: 8080, protocol: 'TCP' };

const answerOf = (open) => ({
  ...question, verdict: open ? 'allow' : 'deny', sentence: open ? ALLOWED : DENIED, allowed: open ? 1 : 0, asked: 1,
  notes: [],
  flows: [{ ...question, verdict: open ? 'allow' : 'deny', sentence: open ? ALLOWED : DENIED,
    decided: place(open ? 17 : 22),
    egress: { at: 'dev/frontend', verdict: 'allow', why: 'open' },
    ingress: { at: 'prod/database', verdict: open ? 'allow' : 'deny', why: open ? 'admitted' : 'denied' } }],
});

/** The first lesson: dev/frontend is kept out. */
export const before = {
  data: { namespaces, tiles, rules, flows: flowsOf(['dev/backend', 'prod/backend']), more: 0 },
  question, answer: answerOf(false), changes: null,
};

/** The same after the dash was moved: dev/frontend got in. */
export const after = {
  data: { ...before.data, flows: flowsOf(['dev/backend', 'dev/frontend', 'prod/backend']) },
  question, answer: answerOf(true),
  changes: {
    opened: [{ ...question, ports: '8080/TCP', text: 'dev/frontend gained 8080/TCP to prod/database', sentence: ALLOWED,
      decided: place(17) }],
    closed: [], pods: { added: [], removed: [] }, text: '1 connection opened: dev/frontend -> prod/database 8080/TCP.',
    more: 0,
  },
};

/** A frontend that may only ask for names: stopped at its own wall; an address outside that reaches it. */
export const egress = (() => {
  const out = { name: 'ip:203.0.113.9', namespace: '', label: '203.0.113.0/24', kind: 'outside', count: 1, pods: [],
    labels: [], ports: [],
    isolated: { ingress: false, egress: false } };
  const list = [out, ...tiles.map((tile) => (tile.name === 'dev/frontend'
    ? { ...tile, ports: [53, 80, 443, 8080, 9090, 9091].map((port) => ({ port, protocol: 'TCP' })),
      isolated: { ingress: true, egress: true }, count: 12, kind: 'workload' } : tile))];
  const at = (name) => list.findIndex((tile) => tile.name === name);
  const flow = (from, to, port, verdict, stop, sentence) => ({ from: at(from), to: at(to), port, protocol: 'TCP',
    ports: port ? `${port}/TCP` : 'every port', verdict, stop, by: verdict === 'allow' ? [0] : [], sentence,
    decided: place(9) });
  const no = 'Denied at dev/frontend: no egress rule of frontend-out names prod/database (line 9).';
  const flows = [
    flow('ip:203.0.113.9', 'dev/frontend', 80, 'allow', '',
      'Allowed: frontend-in, rule 1 admits 203.0.113.0/24 (line 9).'),
    flow('ip:203.0.113.9', 'dev/frontend', 443, 'allow', '',
      'Allowed: frontend-in, rule 1 admits 203.0.113.0/24 (line 9).'),
    flow('ip:203.0.113.9', 'dev/frontend', 9090, 'deny', 'ingress',
      'Denied at dev/frontend: rule 1 has not port 9090 (line 9).'),
    flow('dev/frontend', 'dev/backend', 0, 'allow', '', 'Allowed: frontend-out, rule 1 admits app=backend (line 9).'),
    flow('dev/frontend', 'prod/backend', 0, 'partly', '',
      'Partly: 3 of 12 pods of dev/frontend reach prod/backend (line 9).'),
    flow('dev/frontend', 'prod/database', 8080, 'deny', 'egress', no),
    flow('dev/frontend', 'prod/frontend', 0, 'deny', 'egress', no),
    flow('dev/backend', 'prod/database', 8080, 'allow', '', ALLOWED),
    flow('prod/backend', 'prod/database', 8080, 'allow', '', ALLOWED),
    flow('prod/frontend', 'prod/database', 8080, 'deny', 'ingress', DENIED),
  ];
  const answer = { ...question, verdict: 'deny', sentence: no, allowed: 0, asked: 1, notes: [],
    flows: [{ ...question, verdict: 'deny',
    sentence: no, decided: place(9), egress: { at: 'dev/frontend', verdict: 'deny' },
    ingress: { at: 'prod/database', verdict: 'deny' } }] };
  return { data: { namespaces, tiles: list, rules, flows, more: 0 }, question, answer, changes: null };
})();

/** Many tiles: rooms of some sizes, every second pod listens, every third is selected by policies. */
export function many(count, spaces, most = 400) {
  const list = Array.from({ length: count }, (_, i) => {
    const ports = [{ port: 8000 + i, protocol: 'TCP' }, { port: 9090, protocol: 'TCP' }]
      .slice(0, i % 2 && (i % 3 ? 1 : 2));
    const team = `team-${String.fromCharCode(97 + Math.floor(i * spaces / count))}`;
    const name = `${team}/${i % 7 ? '' : 'a-service-with-a-very-long-name-'}app-${i}`;
    return pod(name, `app-${i}`,
      { ports, count: 1 + (i % 5), isolated: { ingress: i % 3 === 1, egress: i % 8 === 3 } });
  }).sort((a, b) => (a.namespace < b.namespace ? -1 : a.namespace > b.namespace ? 1 : 0));
  const flows = [];
  for (let i = 0; flows.length < most && i < count * count; i++) {
    const [from, to] = [i % count, (i * 7 + Math.floor(i / count) * 3 + 1) % count];
    if (from === to) continue;
    const denied = i % 3 === 0 && (list[to].isolated.ingress || list[from].isolated.egress);
    const port = list[to].ports[0]?.port ?? 0;
    const stop = !denied ? '' : list[from].isolated.egress ? 'egress' : 'ingress';
    flows.push({ from, to, port, protocol: 'TCP', ports: port ? `${port}/TCP` : 'every port',
      verdict: denied ? 'deny' : 'allow', stop, by: [],
      sentence: denied ? `Denied at ${list[stop === 'egress' ? from : to].name}: no rule names it.`
        : 'Allowed: no policy selects either.' });
  }
  const spacesOf = [...new Set(list.map(({ namespace }) => namespace))].map((name) =>
    ({ name, labels: { team: name }, declared: true }));
  const { from, to } = flows[0];
  const asked = { from: list[from].name, to: list[to].name, port: flows[0].port || 80, protocol: 'TCP' };
  const answer = { ...asked, verdict: flows[0].verdict, sentence: flows[0].sentence,
    flows: [{ ...asked, verdict: flows[0].verdict }] };
  return { data: { namespaces: spacesOf, tiles: list, rules: [], flows, more: 0 }, question: asked, answer,
    changes: null };
}

export const none = { data: { namespaces: [], tiles: [], rules: [], flows: [], more: 0 }, question: {}, answer: null,
  changes: null };

export const one = {
  data: { namespaces, tiles: [tiles[0]], rules: [], flows: [], more: 0 },
  question: { from: 'dev/backend', to: 'dev/backend' }, answer: null, changes: null,
};
