// light.js: what belongs together. A rule in the text, the flows it lets through, the cells and
// sentences about them: pointing at one lights the others.
//
// litBy({places, flows, pairs, caret}, reply of "flows") completes whichever of them is given:
//   places  [PLACE] in the manifests     flows  Set of indexes into reply.flows
//   pairs   [{from, to}] names of tiles  caret  {file, at}: the innermost rule around it
// Null when nothing belongs to it. Only offsets and names the engine gave are compared.

export function litBy({ places, flows, pairs, caret }, { rules, flows: all, tiles }) {
  const lit = caret ? aroundCaret(caret, rules) : places ?? [];
  const touched = new Set(lit.flatMap((place) => rulesAt(place, rules)));
  const found = new Set(flows ?? []);
  const named = new Set((pairs ?? []).map(({ from, to }) => `${from} ${to}`));
  all.forEach(({ from, to, by }, i) => {
    if (named.has(`${tiles[from].name} ${tiles[to].name}`) || by.some((rule) => touched.has(rules[rule]))) found.add(i);
  });
  if (!found.size && !lit.length) return null;
  const chosen = [...found].map((i) => all[i]);
  return {
    places: lit.length ? lit : unique(chosen.flatMap((flow) => placesOf(flow, rules))),
    flows: found,
    pairs: chosen.map((flow) => ({ from: tiles[flow.from].name, to: tiles[flow.to].name })),
  };
}

// A caret in a peer means that peer; elsewhere in a rule (its ports), the whole rule.
function aroundCaret({ file, at }, rules) {
  const holds = (place) => place.file === file && place.from <= at && at <= place.to;
  const peer = rules.find(holds);
  const rule = peer ?? rules.map(({ whole }) => whole).find(holds);
  return rule ? [rule] : [];
}

// The peers a place touches; a place that is only in their rule, as its ports are, means all of them.
function rulesAt(place, rules) {
  const touches = (other) => place.file === other.file && place.from < other.to && other.from < place.to;
  const peers = rules.filter(touches);
  return peers.length ? peers : rules.filter(({ whole }) => touches(whole));
}

const placesOf = ({ by, decided }, rules) =>
  by.length ? by.map((i) => rules[i]) : [decided].filter(Boolean);

function unique(places) {
  const seen = new Map(places.map((place) => [`${place.file} ${place.from} ${place.to}`, place]));
  return [...seen.values()];
}
