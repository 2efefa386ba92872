// lines.js: which lines the picture draws. The flows of the engine become lines (equal flows between the same two
// tiles with the same verdict and stop are one line, their ports joined), and a view chooses among them.
// Pure functions; the verdicts are the engine's.

/** More lines than this cannot be told apart. */
export const MOST_LINES = 48;

const PORTS = 3; // ports spelled out on a label

/**
 * linesOf(data, changes) -> [{key, from, to, verdict, stop, flows, label, sentence, decided, change}]
 * `from` and `to` are indexes of tiles, `flows` indexes of flows; `change` is 'opened', 'closed' or ''.
 */
export function linesOf({ tiles, flows }, changes) {
  const changed = changesOf(changes);
  const lines = new Map();
  flows.forEach((flow, index) => {
    const names = `${tiles[flow.from].name} > ${tiles[flow.to].name}`;
    const key = `${names} ${flow.verdict} ${flow.stop}`;
    if (!lines.has(key)) lines.set(key, { key, names, ...flow, flows: [], parts: [], change: '' });
    const line = lines.get(key);
    line.flows.push(index);
    line.parts.push(flow);
    line.change ||= changed(names, flow);
  });
  return [...lines.values()].map(({ parts, ...line }) => ({ ...line, label: portsText(parts), parts }));
}

/** "8080", "80, 443 + 2" or what the engine calls the set; the protocol is said where it is not TCP. */
export function portsText(parts) {
  const names = [...new Set(parts.map(({ port, protocol, ports }) =>
    (port ? `${port}${protocol === 'TCP' ? '' : `/${protocol}`}` : ports)))];
  const rest = names.length - PORTS;
  return rest > 0 ? `${names.slice(0, PORTS).join(', ')} + ${rest}` : names.join(', ');
}

// -> (names, flow) -> the word for what happened to it. A change of no single port is one of ports that nobody
// listens on, and so none of a flow that has its port.
function changesOf(changes) {
  const words = new Map();
  for (const word of ['opened', 'closed']) {
    for (const { from, to, port } of changes?.[word] ?? []) words.set(`${from} > ${to} ${port}`, word);
  }
  return (names, { port }) => words.get(`${names} ${port}`) ?? '';
}

/**
 * Chooses what a view shows. asked = {from, to, port} by index of tile. Each line gets an `emphasis`: 'asked', 'main'
 * or 'quiet'. -> {lines, more}; `more` counts lines that were left out because there are too many.
 */
export function choose(lines, view, asked) {
  const fits = VIEWS[view];
  const chosen = lines.filter((line) => fits(line, asked))
    .map((line) => ({ ...line, emphasis: emphasisOf(line, view, asked) }));
  if (chosen.length <= MOST_LINES) return { lines: chosen, more: 0 };
  const first = chosen.map((line, index) => ({ line, index, weight: weightOf(line) }))
    .sort((a, b) => a.weight - b.weight || a.index - b.index).slice(0, MOST_LINES)
    .sort((a, b) => a.index - b.index).map(({ line }) => line);
  return { lines: first, more: chosen.length - first.length };
}

const VIEWS = {
  question: ({ to, change }, asked) => to === asked.to || change !== '',
  to: ({ to }, asked) => to === asked.to,
  from: ({ from }, asked) => from === asked.from,
  changed: ({ change }) => change !== '',
  everything: () => true,
};

/** Whether the line stands for the asked connection. */
export function isAsked({ from, to, parts }, asked) {
  return from === asked.from && to === asked.to
    && (!asked.port || parts.some(({ port }) => port === asked.port || !port));
}

function emphasisOf(line, view, asked) {
  if (isAsked(line, asked)) return 'asked';
  return view === 'question' && line.from !== asked.from && !line.change ? 'quiet' : 'main';
}

// Beyond the limit the asked line stays, then what changed, then what a rule admits or a wall stops.
const weightOf = ({ emphasis, change, verdict, by }) =>
  (emphasis === 'asked' ? 0 : change ? 1 : verdict !== 'allow' || by?.length ? 2 : 3);

/** The ports that pass a tile's wall, or '' when it has no door: {ingress, egress} for each tile. */
export function doorsOf({ tiles, flows }) {
  const open = tiles.map(() => ({ ingress: [], egress: [] }));
  for (const flow of flows) {
    if (flow.verdict === 'deny') continue;
    open[flow.to].ingress.push(flow);
    open[flow.from].egress.push(flow);
  }
  return tiles.map(({ isolated }, index) => ({
    ingress: isolated?.ingress ? portsText(open[index].ingress) : '',
    egress: isolated?.egress ? portsText(open[index].egress) : '',
  }));
}
