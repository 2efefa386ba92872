// What a suite says of one connection, read again without podwall: the plain meaning of its lines, to
// compare with the corpus. Knows pods by name, namespaces, beginnings of names and `outside`.
const ALL = /^all(?:\/(\w+))?$/;
const RANGE = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/;

// -> [{ expected, from: [...], to: [...], ports: [...] }]
export function readSuite(text) {
  return text.split('\n').map((line) => line.replace(/#.*/, '').trim()).filter(Boolean).map((line) => {
    const [expected, from, , to, ...ports] = line.split(/\s+/);
    return { expected, from: from.split(','), to: to.split(','), ports };
  });
}

const isName = (pattern) => pattern !== 'outside' && !pattern.includes('*');

function means(pattern, end) {
  const outside = end.startsWith('ip:');
  if (pattern === '*') return true;
  if (pattern === 'outside') return outside;
  if (pattern.endsWith('*')) return !outside && end.startsWith(pattern.slice(0, -1));
  const [namespace, kind, name] = pattern.split('/');
  return pattern === end || (kind === 'pod' && end === `${namespace}/${name}`);
}

function holdsPort(words, port, protocol) {
  return words.some((word) => {
    const all = ALL.exec(word);
    if (all) return all[1] === undefined || all[1] === protocol;
    const [, from, to = from, of = 'TCP'] = RANGE.exec(word);
    return of === protocol && port >= Number(from) && port <= Number(to);
  });
}

const rankOf = ({ expected, from, to, ports }) => {
  if (![...from, ...to].every(isName)) return 0;
  return expected === 'only' || ports.includes('all') ? 1 : 2;
};

// -> 'allow', 'deny', 'partly', or undefined where no line speaks of it.
export function expectedOf(lines, { from, to, port, protocol }) {
  let [best, said] = [-1, undefined];
  for (const line of lines) {
    const rank = rankOf(line);
    const fits = line.from.some((one) => means(one, from)) && line.to.some((one) => means(one, to));
    const inPorts = holdsPort(line.ports, port, protocol);
    if (!fits || rank < best || (line.expected !== 'only' && !inPorts)) continue;
    best = rank;
    said = line.expected !== 'only' ? line.expected : inPorts ? 'allow' : 'deny';
  }
  return said;
}
