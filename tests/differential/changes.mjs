// What `changes` lists against the difference of the two matrices, worked out here port by port; to
// and from addresses outside against `verdicts`. Differences come back as lines of text.
import { CUTS, portsOfSet } from './sets.mjs';
import { ADDRESSES } from './vocabulary.mjs';

const BEFORE = 'before';

// The engine has the older cluster as the snapshot `before`, the newer one as its main one.
export async function compareChanges(engine) {
  const changes = await engine.ask({ do: 'changes', since: BEFORE });
  if (!changes.ok) return [`changes: ${JSON.stringify(changes.error)}`];
  const [now, then] = [await lookAt(engine), await lookAt(engine, BEFORE)];
  return [
    ...podProblems(changes.pods, now, then),
    ...pairProblems(changes, now, then),
    ...await outsideProblems(engine, changes, now, then),
    ...changed(changes).filter(({ sentence, opened }) => !sentence.startsWith(opened ? 'Allowed' : 'Denied'))
      .map(({ text, sentence }) => `changes: ${text}: ${sentence}`),
    ...textProblems(changes),
  ];
}

const changed = ({ opened, closed }) =>
  [...opened.map((change) => ({ ...change, opened: true })), ...closed.map((change) => ({ ...change, opened: false }))];

async function lookAt(engine, snapshot = 'main') {
  const { ends } = await engine.ask({ do: 'ends', snapshot });
  const matrix = await engine.ask({ do: 'matrix', by: 'pod', snapshot });
  const sets = matrix.sets.map(portsOfSet);
  const places = new Map(matrix.ends.map(({ name }, index) => [name, index]));
  const pods = new Map(ends.filter(({ kind }) => kind === 'pod').map((end) => [end.name, end]));
  const passes = (from, to, { port, protocol }) =>
    sets[matrix.cells[places.get(from)][places.get(to)]].includes(protocol, port);
  return { snapshot, pods, passes };
}

const tileOf = (pod) => pod.workload ?? pod.name;

function podProblems({ added, removed }, now, then) {
  const only = (one, other) => [...one.pods.keys()].filter((name) => !other.pods.has(name));
  const same = (list, wanted) => JSON.stringify(list) === JSON.stringify(wanted);
  return same(added, only(now, then)) && same(removed, only(then, now)) ? [] : ['changes: the pods differ'];
}

// The text names the first change of each kind, and is empty when there is none.
function textProblems({ opened, closed, pods, text }) {
  const none = opened.length + closed.length + pods.added.length + pods.removed.length === 0;
  const named = [opened[0], closed[0]].every((change) => !change || change.from.startsWith('ip:') ||
    change.to.startsWith('ip:') || text.includes(`${change.from} -> ${change.to} ${change.ports}`));
  return named && none === (text === '') ? [] : [`changes: text: ${text}`];
}

// ---- between pods ----

function pairProblems(changes, now, then) {
  const pods = [...now.pods.values()].filter(({ name }) => then.pods.has(name));
  const tiles = [...new Set(pods.map(tileOf))];
  const members = new Map(tiles.map((tile) => [tile, pods.filter((pod) => tileOf(pod) === tile)]));
  const between = changed(changes).filter(({ from, to }) => !from.startsWith('ip:') && !to.startsWith('ip:'));
  const unknown = between.filter(({ from, to }) => !tiles.includes(from) || !tiles.includes(to));
  return [
    ...unknown.map(({ text }) => `changes: ${text}: no such tiles`),
    ...tiles.flatMap((from) => tiles.flatMap((to) => [true, false].flatMap((opened) => {
      const listed = between.filter((each) => each.from === from && each.to === to && each.opened === opened);
      const turned = turnedPorts(members.get(from), members.get(to), now, then, opened);
      const wrong = wrongList(listed, turned, members.get(to));
      return wrong ? [`changes: ${from} -> ${to} ${opened ? 'opened' : 'closed'}: ${wrong}`] : [];
    }))),
  ];
}

// The ports on which some pair of pods turned, and whether each such pair has all ports now (opened)
// or had them before (closed).
function turnedPorts(sources, targets, now, then, opened) {
  const ports = new Set();
  let every = true;
  for (const { name: from } of sources) {
    for (const { name: to } of targets) {
      if (from === to) continue;
      const [had, has] = opened ? [then, now] : [now, then];
      const own = CUTS.filter((port) => has.passes(from, to, port) && !had.passes(from, to, port));
      own.forEach((port) => ports.add(port));
      if (own.length > 0) every &&= CUTS.every((port) => has.passes(from, to, port));
    }
  }
  return { ports, every };
}

function wrongList(listed, { ports, every }, targets) {
  const declared = targets.flatMap((pod) => pod.ports).filter(({ port, protocol }) =>
    [...ports].some((cut) => cut.port === port && cut.protocol === protocol));
  const names = [...new Set(declared.map(({ port, protocol }) => `${port}/${protocol}`))].sort();
  const got = listed.map((change) => change.ports).sort();
  if (names.length > 0) return String(got) === String(names) ? '' : `${got}, not ${names}`;
  if (ports.size === 0) return listed.length === 0 ? '' : `${got}, but nothing turned`;
  if (listed.length !== 1 || listed[0].port !== 0) return `${got}, not one set`;
  return wrongSet(got[0], ports, every);
}

function wrongSet(text, ports, every) {
  if (ports.size === CUTS.length) return text === 'every port' ? '' : `${text}, not every port`;
  if (every) return text === 'every other port' ? '' : `${text}, not every other port`;
  if (text.startsWith('every')) return `${text}, but some neither turned nor passed`;
  const set = portsOfSet(text);
  const wrong = CUTS.find((port) => set.includes(port.protocol, port.port) !== ports.has(port));
  return wrong ? `${text}, wrong at ${wrong.port}/${wrong.protocol}` : '';
}

// ---- outside ----

async function outsideProblems(engine, changes, now, then) {
  const outside = changed(changes).filter(({ from, to }) => from.startsWith('ip:') || to.startsWith('ip:'));
  return [
    ...await unfounded(engine, outside, now),
    ...await forgotten(engine, outside, now, then),
  ];
}

async function rowsOf(engine, probes, snapshot) {
  const reply = await engine.ask({ do: 'verdicts', probes, snapshot });
  if (!reply.ok) throw new Error(JSON.stringify(reply.error));
  return reply.rows.map(({ verdict }) => verdict === 'allow');
}

const aPort = ({ port, protocol, ports }) => (port !== 0 ? { port, protocol }
  : CUTS.find((cut) => /^every/.test(ports) || portsOfSet(ports).includes(cut.protocol, cut.port)));

// A change that is listed turned for some pod of the tile, at one of its ports.
async function unfounded(engine, outside, now) {
  const problems = [];
  for (const change of outside) {
    const members = (tile) => (tile.startsWith('ip:') ? [tile]
      : [...now.pods.values()].filter((pod) => tileOf(pod) === tile).map(({ name }) => name));
    const cuts = change.ports === 'every other port' ? CUTS : [aPort(change)];
    const probes = members(change.from).flatMap((from) => members(change.to).flatMap((to) =>
      cuts.map(({ port, protocol }) => [from, to, port, protocol])));
    const [is, was] = [await rowsOf(engine, probes), await rowsOf(engine, probes, BEFORE)];
    if (!is.some((passes, index) => passes === change.opened && was[index] !== passes)) {
      problems.push(`changes: ${change.text}: verdicts say it did not turn`);
    }
  }
  return problems;
}

const isNode = (address) => /^(192\.168\.49|fd00:49:)/.test(address);
const family = (address) => (address.includes(':') ? 'IPv6' : 'IPv4');

// Addresses that no pod owns, of families that pods use; none where no policy has an ipBlock.
async function drawnAddresses(engine, now, then) {
  const drawn = [await engine.ask({ do: 'flows' }), await engine.ask({ do: 'flows', snapshot: BEFORE })];
  if (!drawn.some(({ tiles }) => tiles.some(({ kind }) => kind === 'outside'))) return [];
  const own = [now, then].flatMap(({ pods }) => [...pods.values()].flatMap(({ addresses }) => addresses));
  const families = new Set(own.map(family));
  return ADDRESSES.filter((address) => !own.includes(address) && !isNode(address) && families.has(family(address)));
}

// What turned between a pod and some address is in the list.
async function forgotten(engine, outside, now, then) {
  const pods = [...now.pods.values()].filter(({ name }) => then.pods.has(name));
  const free = await drawnAddresses(engine, now, then);
  const pairs = pods.flatMap((pod) => free.flatMap((address) => [
    { from: pod.name, to: `ip:${address}`, listed: ({ from, to }) => from === tileOf(pod) && to.startsWith('ip:') },
    { from: `ip:${address}`, to: pod.name, listed: ({ from, to }) => from.startsWith('ip:') && to === tileOf(pod) },
  ]));
  const probes = pairs.map(({ from, to }, index) => {
    const { port, protocol } = CUTS[(index * 7) % CUTS.length];
    return [from, to, port, protocol];
  });
  const [is, was] = [await rowsOf(engine, probes), await rowsOf(engine, probes, BEFORE)];
  return pairs.flatMap(({ from, to, listed }, index) => {
    const turned = is[index] !== was[index];
    const said = outside.some((change) => change.opened === is[index] && listed(change));
    return turned && !said ? [`changes: ${from} -> ${to} at ${probes[index][2]} turned and is not listed`] : [];
  });
}
