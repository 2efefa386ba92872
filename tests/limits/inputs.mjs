// Input that a person could paste by accident, or a file that is no manifest at all. Promises: each
// is made in memory, the same bytes every time.

const KB = 1024;
const MB = 1024 * KB;
const HUGE = 50 * MB;

const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: half
  namespace: prod
spec:
  podSelector:
    matchLabels:
      app: database
  ingress:
  - from:
    - namespaceSelector:
        matchExpressions:
        - {key: "env", operator: In, values: [dev, 'test']}
    - ipBlock:
        cidr: 10.0.0.0/8
        except: ["10.1.0.0/16"]
    ports:
    - protocol: TCP
      port: 8080
`;
const POD = `apiVersion: v1
kind: Pod
metadata: {name: survivor, namespace: prod}
spec: {containers: [{name: c, image: i}]}
`;

// `broken`: the answer has to name a place. `whole`: a whole document follows, which has to be read.
const broken = (name, text) => ({ name, bytes: Buffer.from(`${text}\n---\n${POD}`), broken: true, whole: true });
const huge = (name, bytes) => ({ name, bytes, huge: true });
const fine = (name, text) => ({ name, bytes: Buffer.from(text) });

const repeat = (text, size) => Buffer.alloc(size, text);
const deepMaps = (depth) => Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:\n`).join('');

// Bytes without a pattern; `low` to `high` are the values that may turn up.
function noise(size, low, high) {
  const bytes = Buffer.alloc(size);
  let state = 1;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[at] = low + ((state >>> 16) % (high - low + 1));
  }
  return bytes;
}

export function smallInputs() {
  return [
    broken('200 KB of [', '['.repeat(200 * KB)),
    broken('200 KB of {', '{'.repeat(200 * KB)),
    broken('200 KB of [{', '[{'.repeat(100 * KB)),
    broken('200 KB of {a:', '{a: '.repeat(50 * KB)),
    broken('200 KB of - - -', '- '.repeat(100 * KB)),
    broken('200 KB of ? ? ?', '? '.repeat(100 * KB)),
    fine('200 KB of &a &a', '&a '.repeat(66 * KB)),
    broken('200 KB of !!!', '!'.repeat(200 * KB)),
    broken('200 KB of "', `"${'a'.repeat(200 * KB)}`),
    broken('block maps 600 deep', deepMaps(600)),
    broken('lists 100 deep, closed', `a: ${'['.repeat(100)}${']'.repeat(100)}`),
    broken('maps 100 deep, closed', `${'{a: '.repeat(100)}1${'}'.repeat(100)}`),
    broken('an alias bomb', aliasBomb(9)),
    broken('an alias of itself', 'kind: Pod\nspec: &a\n  inside: *a'),
    broken('an alias of nothing', 'kind: *nothing'),
    broken('a label of 300 KB', labelled('x'.repeat(300 * KB))),
    broken('a line of 2 MB', `a: ${'x'.repeat(2 * MB)}`),
    broken('100,000 equal keys', 'a: 1\n'.repeat(100_000)),
    broken('100,000 keys', Array.from({ length: 100_000 }, (_, index) => `key${index}: 1\n`).join('')),
    broken('100,000 labels', labels(100_000)),
    broken('a tab as indentation', 'kind: Pod\nmetadata:\n\tname: x'),
    broken('a tab after blanks', 'kind: Pod\nmetadata:\n  name: x\n \tlabels: {}'),
    broken('a control character', 'kind: Pod\nmetadata: {name: "a\u0007b"}'),
    broken('a directive that is not YAML', '%YAML 3.0\n---\nkind: Pod'),
    { name: 'invalid UTF-8', bytes: Buffer.from([0x6b, 0x3a, 0x20, 0xc3, 0x28, 0x0a]), broken: true },
    { name: 'overlong UTF-8', bytes: Buffer.from([0x6b, 0x3a, 0x20, 0xc0, 0xaf, 0x0a]), broken: true },
    { name: 'half a character at the end', bytes: Buffer.from([0x6b, 0x3a, 0x20, 0xe2, 0x82]), broken: true },
    { name: 'UTF-16 with half a pair', bytes: Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x0a, 0x00]), broken: true },
    { name: 'UTF-16 cut in a unit', bytes: Buffer.from([0xff, 0xfe, 0x61]), broken: true },
    fine('nothing', ''),
    fine('one byte', '-'),
    fine('only comments', '# nothing\n'.repeat(1000)),
    fine('10,000 empty documents', '---\n'.repeat(10_000)),
    fine('10,000 small documents', 'a: 1\n---\n'.repeat(10_000)),
  ];
}

function aliasBomb(depth) {
  const ten = (level) => `*l${level}, `.repeat(10);
  const levels = Array.from({ length: depth }, (_, level) => `l${level + 1}: &l${level + 1} [${ten(level)}]`);
  return `l0: &l0 lol\n${levels.join('\n')}`;
}

const labelled = (value) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n  labels:\n    a: ${value}`;

function labels(count) {
  const lines = Array.from({ length: count }, (_, index) => `    key${index}: v\n`);
  return labelled(`1\n${lines.join('')}`);
}

// A manifest cut at every 7th byte, another whole document after each cut.
export function truncatedInputs() {
  const cuts = Array.from({ length: Math.floor(POLICY.length / 7) }, (_, index) => (index + 1) * 7);
  return cuts.map((cut) => ({
    name: `a policy cut at byte ${cut}`,
    bytes: Buffer.from(`${POLICY.slice(0, cut)}\n---\n${POD}`),
    whole: true,
  }));
}

// One at a time: each is 50 MB.
export function* hugeInputs() {
  yield huge('50 MB of printable noise', noise(HUGE, 32, 126));
  yield huge('50 MB of bytes', noise(HUGE, 0, 255));
  yield huge('50 MB of a', repeat('a', HUGE));
  yield huge('50 MB of line ends', repeat('\n', HUGE));
  yield huge('50 MB of blanks', repeat(' ', HUGE));
  yield huge('50 MB of NUL', repeat('\0', HUGE));
  yield huge('50 MB of - a', repeat('- a\n', HUGE));
  yield huge('50 MB of a: b', repeat('a: b\n', HUGE));
  yield huge('50 MB of [', repeat('[', HUGE));
  yield huge('50 MB of - [', repeat('- [\n', HUGE));
  yield huge('50 MB of # a', repeat('# a\n', HUGE));
  yield huge('50 MB of ---', repeat('---\n', HUGE));
  yield huge('50 MB of JSON lists', repeat('[1,', HUGE));
}
