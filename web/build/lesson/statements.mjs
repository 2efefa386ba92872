// statements.mjs: what the prose says about who reaches whom, so that nothing is said unproven.
//
//   checkProse(lesson, proof, rows, say)   rows: the graded probes of the lesson; say(line, message)
//
// A statement is a sentence or a list item with two ends in inline code, as `dev/frontend`, and a verb of
// reaching. It has a probe of the same pair and verdict somewhere in the lesson.

const END = /^([a-z0-9-]+\/[a-z0-9./-]+|ip:\S+)$/;
const DENIED = new RegExp(['\\b(can|could|does|do|will|did)(not| not|n?[’\']t) (reach|get|connect|talk|call|pass)',
  '(is|are|stays?|gets?|was) (stopped|denied|refused|blocked|kept out|shut out)',
  '(stays?|is|are) out\\b', 'no longer reach', 'never reach'].join('|'), 'i');
const ALLOWED = new RegExp(['\\breach(es|ed)?\\b', '\\bgets? (in|through|to)\\b',
  '(is|are|was) (allowed|admitted|let in|let through)',
  '\\bconnects? to\\b', '\\btalks? to\\b', '\\bwalks? in\\b'].join('|'), 'i');
const REVERSED = /\b(reached|called) by\b/i;

export function checkProse(lesson, proof, rows, say) {
  const known = new Set([...lesson.scenes.keys()].flatMap((scene) => [...proof.ends(scene)]));
  for (const { text, line } of sentences(lesson)) {
    for (const { from, to, verdict } of statementsIn(text, known)) {
      checkStatement({ from, to, verdict, line }, { known, rows }, say);
    }
  }
}

function checkStatement({ from, to, verdict, line }, { known, rows }, say) {
  const strange = [from, to].find((end) => !known.has(end) && !end.startsWith('ip:'));
  if (strange) return say(line, `there is no ${strange} in this lesson; correct the name`);
  const same = (row, end, name) => row[end] === name || row[end].replace(/\/.+\//, '/') === name;
  const pair = rows.filter((row) => same(row, 'from', from) && same(row, 'to', to));
  if (!pair.some((row) => row.expected === verdict)) {
    const found = pair.length ? `its probes say only ${pair[0].expected}` : 'it has no probe';
    say(line, `the text says "${verdict} ${from} -> ${to}", but ${found}; add the line to a list of probes`);
  }
  return undefined;
}

// Ends before the verb call, ends after it are called; "`b` is reached by `a`" is the other way round.
function statementsIn(text, known) {
  const denied = DENIED.exec(text);
  const verb = REVERSED.exec(text) ?? denied ?? ALLOWED.exec(text);
  if (!verb) return [];
  const ends = [...text.matchAll(/`([^`]+)`/g)].filter(([, name]) => END.test(name));
  if (!ends.some(([, name]) => known.has(name))) return [];
  const before = ends.filter(({ index }) => index < verb.index).map(([, name]) => name);
  const after = ends.filter(({ index }) => index > verb.index).map(([, name]) => name);
  const [from, to] = after.length ? [before, after] : [before.slice(0, 1), before.slice(1)];
  const verdict = denied ? 'deny' : 'allow';
  const pairs = from.flatMap((one) => to.map((other) => ({ from: one, to: other, verdict })));
  return REVERSED.test(text) ? pairs.map((pair) => ({ from: pair.to, to: pair.from, verdict })) : pairs;
}

// "`a` reaches `b`, but `c` cannot reach `b`" says two things. A part without a verb belongs to the next.
function clauses(sentence) {
  const found = [''];
  for (const part of sentence.split(/(,\s+and\s+|,?\s+(?:but|while|yet|whereas)\s+)/)) {
    const joins = /^,?\s+(and|but|while|yet|whereas)\s+$/.test(part);
    if (joins && [DENIED, ALLOWED, REVERSED].some((verb) => verb.test(found.at(-1)))) found.push('');
    else found[found.length - 1] += part;
  }
  return found;
}

// Inline text with its code in backquotes, cut where a sentence ends.
function* sentences({ blocks }) {
  for (const { tokens } of blocks.filter(({ kind }) => kind === 'prose')) {
    for (const { children, map } of tokens.filter(({ type }) => type === 'inline')) {
      const text = children.map(({ type, content }) =>
        (type === 'code_inline' ? `\`${content}\`` : type.endsWith('break') ? ' ' : content)).join('');
      for (const sentence of text.split(/(?<=[.!?;])\s+/)) {
        for (const clause of clauses(sentence)) yield { text: clause, line: (map?.[0] ?? 0) + 1 };
      }
    }
  }
}
