// What `flows` draws against what `verdicts` says of the pods behind it, and against the trails of
// `can`. Promises: every flow is looked at, none may be missing; differences come back as lines.
import { CUTS, portsOfSet } from './sets.mjs';

const TRAILS = 12; // flows of a cluster whose rules and sentence are compared with `can`

export async function compareFlows(engine, random) {
  const reply = await engine.ask({ do: 'flows' });
  if (!reply.ok) return [`flows: ${JSON.stringify(reply.error)}`];
  const names = (flow) => [reply.tiles[flow.from].name, reply.tiles[flow.to].name];
  const problems = [...missingFlows(reply), ...await wrongVerdicts(engine, reply)];
  for (const flow of random.some(reply.flows.filter((each) => each.port !== 0), TRAILS)) {
    problems.push(...await trailDifferences(engine, reply, flow, ...names(flow)));
  }
  return problems;
}

// One for each source, destination and port it listens on, in that order; to the rest one for all ports.
function missingFlows({ tiles, flows, more }) {
  const wanted = tiles.flatMap((from, source) => tiles.flatMap((to, destination) => {
    if (source === destination || (from.kind === 'outside' && to.kind === 'outside')) return [];
    const ports = to.ports.map(({ port, protocol }) => `${port}/${protocol}`);
    return (ports.length > 0 ? ports : ['some']).map((port) => `${from.name} -> ${to.name} ${port}`);
  }));
  const listens = (flow) => tiles[flow.to].ports.length > 0;
  const got = flows.map((flow) =>
    `${tiles[flow.from].name} -> ${tiles[flow.to].name} ${listens(flow) ? flow.ports : 'some'}`);
  const at = wanted.findIndex((line, index) => line !== got[index]);
  if (more !== 0) return [`flows: ${more} more`];
  return at < 0 && got.length === wanted.length ? [] : [`flows: number ${at} is ${got[at]}, not ${wanted[at]}`];
}

// ---- verdicts ----

const spots = (tile) => (tile.kind === 'outside' ? [tile.name] : tile.pods);

// The ports by which a flow is checked: its own, or all where the set of a flow may change.
function portsOf(flow) {
  return flow.port === 0 ? CUTS : [{ port: flow.port, protocol: flow.protocol }];
}

async function wrongVerdicts(engine, { tiles, flows }) {
  const probes = flows.flatMap((flow) => portsOf(flow).flatMap(({ port, protocol }) =>
    spots(tiles[flow.from]).flatMap((from) => spots(tiles[flow.to]).map((to) => [from, to, port, protocol]))));
  const reply = await engine.ask({ do: 'verdicts', probes });
  if (!reply.ok) return [`flows: verdicts: ${JSON.stringify(reply.error)}`];
  let at = 0;
  return flows.flatMap((flow) => {
    const pairs = spots(tiles[flow.from]).length * spots(tiles[flow.to]).length;
    const columns = portsOf(flow).map((port) => ({ ...port, rows: reply.rows.slice(at, at += pairs) }));
    const wrong = flow.port === 0 ? wrongSet(flow, columns) : wrongPort(flow, columns[0].rows);
    return wrong ? [`flows: ${tiles[flow.from].name} -> ${tiles[flow.to].name} ${flow.ports}: ${wrong}`] : [];
  });
}

const isAllowed = (row) => row.verdict === 'allow';

function wrongPort(flow, rows) {
  const verdict = rows.every(isAllowed) ? 'allow' : rows.some(isAllowed) ? 'partly' : 'deny';
  if (flow.verdict !== verdict) return `drawn as ${flow.verdict}, verdicts say ${verdict}`;
  if ((flow.stop === '') !== (verdict === 'allow')) return `${verdict}, stopped by ${flow.stop}`;
  const first = rows.find((row) => !isAllowed(row));
  const wall = first?.egress === 'deny' ? 'egress' : 'ingress';
  return first && flow.stop !== wall ? `stops at ${flow.stop}, not ${wall}` : '';
}

function wrongSet(flow, columns) {
  const set = portsOfSet(flow.ports === 'every port' ? 'all' : flow.ports);
  const differs = columns.some(({ rows }) => rows.some(isAllowed) && !rows.every(isAllowed));
  const some = columns.some(({ rows }) => rows.some(isAllowed));
  const verdict = !some ? 'deny' : differs ? 'partly' : 'allow';
  if (flow.verdict !== verdict) return `drawn as ${flow.verdict}, verdicts say ${verdict}`;
  const wrong = columns.find(({ port, protocol, rows }) => rows.some(isAllowed) !== set.includes(protocol, port));
  return wrong ? `${wrong.port}/${wrong.protocol} is not as verdicts say` : '';
}

// ---- trails ----

async function trailDifferences(engine, reply, flow, from, to) {
  const can = await engine.ask({ do: 'can', from, to, port: flow.port, protocol: flow.protocol });
  if (!can.ok) return [`flows: can: ${JSON.stringify(can.error)}`];
  const passing = can.flows.filter(isAllowed);
  const admitted = passing.flatMap((each) => [...rulesOf('egress', each), ...rulesOf('ingress', each)]);
  const [want, got] = [admitted, flow.by.map((number) => keyOf(reply.rules[number]))].map(asSet);
  const title = `flows: ${from} -> ${to} ${flow.ports}`;
  const problems = want === got ? [] : [`${title}: admitted by ${got}, can says ${want}`];
  if (can.asked > 1) return problems;
  const [{ sentence, decided }] = can.flows;
  const same = sentence === flow.sentence && JSON.stringify(decided) === JSON.stringify(flow.decided);
  return same ? problems : [...problems, `${title}: says ${flow.sentence}, can says ${sentence}`];
}

const asSet = (keys) => [...new Set(keys)].sort().join(', ');
const keyOf = ({ policy, direction, rule, peer, line, column }) =>
  `${policy} ${direction} ${rule}.${peer} at ${line}:${column}`;

function rulesOf(direction, flow) {
  return flow[direction].policies.flatMap((policy) => policy.rules.filter(({ admits }) => admits).flatMap((rule) => {
    const peers = rule.peers.length > 0 ? rule.peers.filter(({ ok }) => ok) : [{ ...rule, index: 0 }];
    return peers.map(({ index, line, column }) =>
      keyOf({ policy: policy.name, direction, rule: rule.index, peer: index, line, column }));
  }));
}
