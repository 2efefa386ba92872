// crowd.js: what the picture of a large cluster shows. Beyond CROWD tiles only the rooms that the question is about are
// drawn, and those the reader adds; of the flows the engine lists no more than a thousand, so those from and to the
// ends of the question are asked for by themselves.
//
//   read(ends, flows)      the replies to "ends" and "flows", which may have declined
//   many                   whether there is a crowd
//   asks(question)         {from, to}: what is to be asked with a question; empty without a crowd
//   shown(question, told)  told: the replies to these. -> what is drawn, as a reply to "flows" with `namespaces`
//   rooms                  {open: [names], folded: [names]} of what was shown last; null where nothing is folded
//   add(name), addAll()    rooms that stay until clear(); addAll does nothing where allowed is false
//
// Nothing is decided here: tiles and flows are the engine's, some are left out and counted.

const CROWD = 40; // tiles
const DRAWABLE = 400; // tiles that can be drawn at all
const OUTSIDE = 8; // tiles outside that do not crowd

const NOTHING = { namespaces: [], tiles: [], rules: [], flows: [], more: 0 };

export class Crowd {
  rooms = null;
  #ends = [];
  #namespaces = [];
  #all = null; // what the engine listed, or null when there are too many pairs
  #added = new Set();

  read({ ends, namespaces }, flows) {
    this.#ends = ends;
    this.#namespaces = namespaces;
    this.#all = flows.ok ? flows : null;
  }

  get many() {
    return !this.#all || this.#all.tiles.length > CROWD;
  }

  get allowed() {
    return Boolean(this.#all) && this.#all.tiles.length <= DRAWABLE;
  }

  add(name) {
    this.#added.add(name);
  }

  addAll() {
    if (this.allowed) for (const { name } of this.#namespaces) this.#added.add(name);
  }

  clear() {
    this.#added.clear();
  }

  asks({ from, to }) {
    if (!this.many || !from || !to) return {};
    return { from: { do: 'flows', from }, to: { do: 'flows', to } };
  }

  shown({ from, to }, told) {
    if (!this.many) {
      this.rooms = null;
      return { namespaces: this.#namespaces, ...this.#all };
    }
    const replies = [told.from, told.to, this.#all].filter((reply) => reply?.ok);
    const open = new Set([this.#roomOf(from), this.#roomOf(to), ...this.#added]);
    const tiles = replies[0]?.tiles ?? [];
    const inhabited = new Set(tiles.map(({ namespace }) => namespace).filter(Boolean));
    const names = this.#namespaces.map(({ name }) => name).filter((name) => inhabited.has(name));
    const [drawn, folded] = [true, false].map((wanted) => names.filter((name) => open.has(name) === wanted));
    this.rooms = tiles.length ? { open: drawn, folded } : null;
    return { namespaces: this.#namespaces, many: true, ...cut(merged(replies), tiles, open) };
  }

  #roomOf(name) {
    return this.#ends.find((end) => end.name === name || end.workload === name)?.namespace;
  }
}

// Several lists of flows between the same tiles as one; each has its own numbers for the rules.
function merged(replies) {
  const rules = new Map();
  const flows = new Map();
  for (const reply of replies) {
    const keys = reply.rules.map((rule) => [rule.policy, rule.direction, rule.rule, rule.peer].join(' '));
    keys.forEach((key, at) => rules.has(key) || rules.set(key, { ...reply.rules[at], index: rules.size }));
    for (const flow of reply.flows) {
      const key = [flow.from, flow.to, flow.port, flow.protocol].join(' ');
      if (!flows.has(key)) flows.set(key, { ...flow, by: flow.by.map((at) => rules.get(keys[at]).index) });
    }
  }
  const all = replies.at(-1);
  return { rules: [...rules.values()], flows: [...flows.values()], count: all ? all.flows.length + all.more : 0 };
}

// Only the tiles of open rooms, and the flows between them.
function cut({ rules, flows, count }, tiles, open) {
  const outside = tiles.filter(({ kind }) => kind === 'outside').length <= OUTSIDE;
  const kept = tiles.map((tile, at) => at)
    .filter((at) => (tiles[at].kind === 'outside' ? outside : open.has(tiles[at].namespace)));
  const place = new Map(kept.map((at, index) => [at, index]));
  const between = flows.filter(({ from, to }) => place.has(from) && place.has(to))
    .map((flow) => ({ ...flow, from: place.get(flow.from), to: place.get(flow.to) }));
  const more = Math.max(0, count - between.length);
  return { ...NOTHING, tiles: kept.map((at) => tiles[at]), rules, flows: between, more };
}
