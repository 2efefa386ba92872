// asked.js: which tiles a question is about, also where an end of it is no pod: an address that policies speak of
// stands with the others like it, one they do not speak of gets a tile and a line of its own from the answer.
//
//   completed(data, question, answer)   data, with that tile and those flows where one is missing
//   askedOf(data, question, answer, outside)   {from, to, port}: indexes of tiles, -1 where there is none;
//                                       outside = {name, tile} says which tile stands for an address

const SIDES = ['from', 'to'];
const isAddress = (name) => Boolean(name?.startsWith('ip:'));

export function askedOf({ tiles }, question, answer, outside) {
  const find = (name) => tiles.findIndex((tile) => tile.name === name || tile.pods?.includes(name));
  const flow = answer?.flows?.[0];
  const of = (side) => {
    const name = question[side];
    if (!name) return -1;
    if (name === outside?.name) return outside.tile;
    const own = find(name);
    return own >= 0 || isAddress(name) ? own : find(flow?.[side]); // a Service: the pod behind it
  };
  return { from: of('from'), to: of('to'), port: flow?.port ?? question.port };
}

export function completed(data, question, answer, outside) {
  const side = SIDES.find((each) => isAddress(question[each]) && question[each] !== outside?.name);
  if (!side || !answer?.flows?.length || data.tiles.some(({ name }) => name === question[side])) return data;
  const name = question[side];
  const tiles = [...data.tiles, { name, namespace: '', label: name.slice('ip:'.length), kind: 'outside', count: 0,
    pods: [], labels: [], ports: [], isolated: { ingress: false, egress: false } }];
  const other = side === 'from' ? 'to' : 'from';
  const flows = answer.flows.flatMap((flow) => {
    const tile = data.tiles.findIndex(({ name: own, pods }) => own === flow[other] || pods.includes(flow[other]));
    return tile < 0 ? [] : [{ ...lineOf(flow), [side]: tiles.length - 1, [other]: tile }];
  });
  return { ...data, tiles, flows: [...data.flows, ...flows] };
}

function lineOf({ port, protocol, verdict, sentence, decided, egress, ingress }) {
  const stop = egress?.verdict === 'deny' ? 'egress' : ingress?.verdict === 'deny' ? 'ingress' : '';
  return { port, protocol, ports: `${port}/${protocol}`, verdict, stop, by: [], sentence, decided };
}
