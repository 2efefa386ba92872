// What podwall answers against what the judge answers: `verdicts`, `can` and `matrix`.
// Each function returns the differences as lines of text; none is agreement.
import { judgeCluster } from '../judge/judge.mjs';
import { rowLine } from '../lib/cases.mjs';
import { podNames } from './probes.mjs';
import { portsOfSet } from './sets.mjs';
import { trailProblems } from './trail.mjs';

export async function compareVerdicts(engine, probes) {
  const asked = probes.map(({ from, to, port, protocol }) => [from, to, port, protocol]);
  const reply = await engine.ask({ do: 'verdicts', probes: asked });
  if (!reply.ok) return [`verdicts: ${JSON.stringify(reply.error)}`];
  if (reply.rows.length !== probes.length) return [`verdicts: ${probes.length} probes, ${reply.rows.length} rows`];
  return probes.flatMap((probe, index) => {
    const got = rowLine(reply.rows[index]);
    return got === rowLine(probe) ? [] : [`verdicts: judge   ${rowLine(probe)}\nverdicts: podwall ${got}`];
  });
}

export async function compareCan(engine, probe) {
  const { from, to, port, protocol } = probe;
  const reply = await engine.ask({ do: 'can', from, to, port, protocol });
  if (!reply.ok) return [`can: ${JSON.stringify(reply.error)}`];
  const wanted = rowLine(probe);
  return reply.flows.flatMap((flow) => {
    const sides = { ingress: flow.ingress.verdict, egress: flow.egress.verdict };
    const got = rowLine({ ...probe, verdict: reply.verdict, ...sides });
    const differs = got === wanted ? [] : [`can: judge   ${wanted}\ncan: podwall ${got}`];
    return [...differs, ...trailProblems(flow)];
  });
}

// Every cell of the matrix at one port, and of the matrix of connection sets at the same port.
export async function compareMatrix(engine, cluster, port, protocol) {
  const atPort = await engine.ask({ do: 'matrix', by: 'pod', port, protocol });
  const ofSets = await engine.ask({ do: 'matrix', by: 'pod' });
  if (!atPort.ok || !ofSets.ok) return [`matrix: ${JSON.stringify(atPort.error ?? ofSets.error)}`];
  const inSets = (text) => (portsOfSet(text).includes(protocol, port) ? 'allow' : 'deny');
  return [
    ...cellProblems(`matrix at ${port}/${protocol}`, atPort, cluster, { port, protocol }, (text) => text),
    ...cellProblems(`connections at ${port}/${protocol}`, ofSets, cluster, { port, protocol }, inSets),
  ];
}

function cellProblems(title, matrix, cluster, { port, protocol }, verdictOf) {
  const ask = judgeCluster(cluster);
  const pods = new Set(podNames(cluster));
  const names = matrix.ends.map((end) => end.name);
  const problems = [...pods].filter((name) => !names.includes(name)).map((name) => `${title}: ${name} is missing`);
  matrix.cells.forEach((row, source) => row.forEach((cell, destination) => {
    const [from, to] = [names[source], names[destination]];
    const got = verdictOf(matrix.sets[cell]);
    const want = judged(ask, from, to, port, protocol);
    if (want && got !== want) problems.push(`${title}: ${from} -> ${to}: judge ${want}, podwall ${matrix.sets[cell]}`);
  }));
  return problems;
}

// Undefined where the judge has no answer (no address family in common).
function judged(ask, from, to, port, protocol) {
  try {
    return ask(from, to, port, protocol).verdict;
  } catch {
    return undefined;
  }
}
