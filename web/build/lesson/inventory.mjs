// inventory.mjs: which items of tests/lessons/inventory.tsv the lessons carry, and whether on a fit block.
//
//   readInventory(text) -> Map: id -> {id, kind, flagged, title}
//   extractInventory(markdown) -> text of the TSV, from the list it was made of
//   coverage(lessons, inventory) -> {problems: [{path, line, message}], said: one line}
//
// A scenario (X) hangs on a probe or what else asks the engine, a policy (P) on a manifest, a command (C) on a
// terminal step, a question (Q) on a quiz; everything else on any block, or on the front matter. What is flagged
// as wrong in the source hangs on something that proves how it is: a probe, a manifest, a quiz, a task.

const FITS = {
  X: {
    on: ['probe', 'asked', 'session'],
    words: 'a probe line, in [brackets] after its note, or a quiz or terminal that asks the engine',
  },
  P: { on: ['manifest'], words: 'a manifest: covers=... on its fence' },
  C: { on: ['terminal', 'session'], words: 'a "terminal" block: covers=... on its fence' },
  Q: { on: ['quiz', 'asked'], words: 'a quiz' },
};
const PROOF = {
  on: ['probe', 'manifest', 'quiz', 'asked', 'task'], words: 'what proves it: a probe, a manifest, a quiz, a task',
};

export function readInventory(text) {
  const rows = text.trim().split('\n').slice(1).map((line) => line.split('\t'));
  return new Map(rows.map(([id, kind, flagged, title]) => [id, { id, kind, flagged: flagged === 'yes', title }]));
}

export function extractInventory(markdown) {
  const items = [...markdown.matchAll(/^- (S\d+\.\d+) ([A-Z]) (.*)$/gm)];
  const rows = items.map(([, id, kind, words]) => [id, kind, words.includes('[FLAG]') ? 'yes' : 'no', titleOf(words)]);
  return `${[['id', 'kind', 'flagged', 'title'], ...rows].map((row) => row.join('\t')).join('\n')}\n`;
}

// The first words of an item, without marks and places.
function titleOf(words) {
  const bare = words.replace(/\*\*\[FLAG\]\*\*|\[[A-Z][^\]]*\]|\[derived\]|\(L[\d,\s–-]+\)/g, '');
  const plain = bare.replace(/\s+/g, ' ').replace(/ (?=[.;,])/g, '').trim();
  return plain.length <= 72 ? plain : `${plain.slice(0, 72).replace(/\s\S*$/, '')} …`;
}

export function coverage(lessons, inventory) {
  const problems = [];
  const covered = new Set();
  for (const lesson of lessons) {
    for (const { id, on, line } of hooksOf(lesson)) {
      const problem = misfit(inventory.get(id), id, on);
      if (problem) problems.push({ path: lesson.path, line, message: problem });
      else covered.add(id);
    }
  }
  return { problems, said: report(inventory, covered) };
}

function misfit(item, id, on) {
  if (!item) return `${id} is not in tests/lessons/inventory.tsv`;
  const fit = FITS[item.kind] ?? (item.flagged ? PROOF : null);
  if (!fit || fit.on.includes(on)) return null;
  const why = FITS[item.kind] ? `is of kind ${item.kind}` : 'is flagged as wrong in the source';
  return `${id} ("${item.title}") ${why}, so it hangs on ${fit.words}; here it is on ${on}`;
}

// Every place of a lesson that says what it covers.
function hooksOf({ meta, blocks }) {
  const found = meta.covers.map((id) => ({ id, on: 'the front matter', line: 1 }));
  for (const block of blocks) {
    for (const id of block.covers ?? []) found.push({ id, on: placeOf(block), line: block.line });
    for (const row of block.rows ?? []) {
      for (const id of row.covers) found.push({ id, on: 'probe', line: row.line });
    }
  }
  return found;
}

function placeOf({ kind, ask, flows }) {
  if (kind === 'quiz' && (ask || flows)) return 'asked';
  if (kind === 'terminal' && ask) return 'session'; // a command, and the verdict that its output shows
  return { policy: 'manifest', cluster: 'manifest', remark: 'prose', probes: 'a list of probes' }[kind] ?? kind;
}

function report(inventory, covered) {
  const seeds = new Map();
  for (const { id } of inventory.values()) {
    const seed = id.split('.')[0];
    const counts = seeds.get(seed) ?? { done: 0, all: 0 };
    seeds.set(seed, { done: counts.done + covered.has(id), all: counts.all + 1 });
  }
  const say = (name, { done, all }) => `${name} ${done}/${all} (${Math.floor((100 * done) / all)} %)`;
  const parts = [...seeds].map(([seed, counts]) => say(seed, counts));
  return `coverage ${parts.join(', ')}, ${say('all', { done: covered.size, all: inventory.size })}`;
}
