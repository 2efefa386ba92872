// kinds.js: what makes an answer right, for each kind of quiz. Where a manifest is asked about, the
// engine is the key: it is asked when the reader checks, and nothing in the page knows better.
//
// judge(kind, data, chosen) -> Promise<{right, wrong, answer, rows, problem}>
//   chosen   the values of the controls that are checked, as numbers
//   wrong    the values that were judged differently from the key
//   answer   the values of the key
//   rows     rows of the engine's grade, where it was asked
//   problem  why there is no key just now, as nodes; then nothing else counts

import { grade } from './engine.js';
import { theirs, words } from './say.js';
import { lineOf } from './show.js';

const KEYS = {
  one: (data, [row]) => (data.verdicts ? indexesOf(data.verdicts, (verdict) => verdict === row.verdict) : data.answer),
  several: (data) => data.answer,
  predict: (data, rows) => indexesOf(rows, (row) => row.verdict === 'allow'),
  line: (data, [row]) => (row.decided?.file === data.file ? linesOf(row.decided) : []),
};

export async function judge(kind, data, chosen) {
  const reply = data.ask ? await grade(data.ask.map((probe) => lineOf(probe, 'ask')).join('\n'), data.files) : null;
  if (reply && !reply.ok) return { problem: theirs(reply.error.message) };
  const rows = reply?.rows ?? [];
  const answer = KEYS[kind](data, rows);
  if (kind === 'line' && !answer.length) return { problem: words('quiz.no-line') };
  return { ...compared(kind, answer, chosen), answer, rows };
}

/** What several choices lack, in words that do not give the answer away: nodes. */
export function missing({ answer }, chosen) {
  const extra = chosen.filter((value) => !answer.includes(value)).length;
  const lacking = answer.filter((value) => !chosen.includes(value)).length;
  const which = [extra && 'extra', lacking && 'lacking'].filter(Boolean).join('-');
  return words(`quiz.several.${which}`, { extra, lacking });
}

// A decision may span lines: any one of them names it.
function compared(kind, answer, chosen) {
  if (kind === 'line') {
    const wrong = chosen.filter((value) => !answer.includes(value));
    return { wrong, right: wrong.length === 0 };
  }
  const named = [...new Set([...answer, ...chosen])];
  const wrong = named.filter((value) => answer.includes(value) !== chosen.includes(value));
  return { wrong: wrong.sort((a, b) => a - b), right: wrong.length === 0 };
}

const indexesOf = (list, holds) => list.flatMap((item, index) => (holds(item) ? [index] : []));

function linesOf({ line, endLine, endColumn }) {
  const last = endColumn === 1 && endLine > line ? endLine - 1 : endLine; // the end is exclusive
  return Array.from({ length: last - line + 1 }, (_, index) => line + index);
}
