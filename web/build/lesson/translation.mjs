// translation.mjs: is lesson.XX.md the lesson that lesson.md is? Words may differ, and nothing that is proven or kept:
// ids, manifests, probes, keys.
//
//   checkTranslation(lesson, original) -> [{path, line, message}]

const WORDS_ONLY = ['prose', 'remark']; // their number and order are the translator's
const META = ['format', 'id', 'minutes', 'needs', 'question'];

// What must be the same in a block of each kind, as {what it is called: value}.
const SAME = {
  cluster: ({ id, text, broken }) => ({ id, manifest: text, broken }),
  policy: ({ role, id, task, cluster, fails, hidden, broken, text }) =>
    ({ role, id, task, cluster, fails, hidden, broken, manifest: text }),
  probes: ({ on, task, rows }) => ({ on, task, probes: rows.map(({ text }) => withoutNote(text)).join('\n') }),
  task: ({ id, question }) => ({ id, question }),
  quiz: ({ id, quiz, options, answer, ask, flows, on }) =>
    ({ id, kind: quiz, 'number of options': options?.length, answer, ask, flows, on }),
  checklist: ({ id, conditions }) => ({ id, items: conditions.map(({ conditions: asked }) => asked) }),
  terminal: ({ ask, on }) => ({ ask, on }),
  console: () => ({}),
};

export function checkTranslation(lesson, original) {
  const problems = [];
  const say = (line, message) => problems.push({ path: lesson.path, line, message });
  for (const name of META) {
    compare(name, lesson.meta[name], original.meta[name], (words) => say(1, `${words} of ${original.path}`));
  }
  compareBlocks(lesson, original, say);
  return problems;
}

function compareBlocks(lesson, original, say) {
  const [own, wanted] = [lesson, original]
    .map(({ blocks }) => blocks.filter(({ kind }) => !WORDS_ONLY.includes(kind)));
  for (const [index, block] of own.entries()) {
    const other = wanted[index];
    if (!other) return say(block.line, `${original.path} has no such ${block.kind} at its end`);
    const place = `${original.path}:${other.line}`;
    if (other.kind !== block.kind) return say(block.line, `a ${block.kind} stands here, at ${place} a ${other.kind}`);
    const [mine, theirs] = [SAME[block.kind](block), SAME[block.kind](other)];
    for (const name of Object.keys(mine)) {
      compare(name, mine[name], theirs[name], (words) => say(block.line, `${words} at ${place}`));
    }
  }
  const lost = wanted[own.length];
  return lost && say(1, `the ${lost.kind} at ${original.path}:${lost.line} is missing`);
}

// Says where two texts part, and for anything else both values.
function compare(name, mine, theirs, say) {
  if (JSON.stringify(mine) === JSON.stringify(theirs)) return;
  if (typeof mine !== 'string' || !mine.includes('\n')) {
    say(`${name} is ${shown(mine)}, not ${shown(theirs)} as`);
    return;
  }
  const [lines, wanted] = [mine, theirs].map((text) => text.split('\n'));
  const at = lines.findIndex((line, index) => line !== wanted[index]);
  const line = at < 0 ? lines.length : at;
  say(`line ${line + 1} of its ${name} reads ${shown(lines[line])}, not ${shown(wanted[line])} as`);
}

const shown = (value) => (value === undefined ? 'nothing' : JSON.stringify(value));
const withoutNote = (text) => text.replace(/\s+#.*$/, '').trim().replace(/\s+/g, ' ');
