// kinds.js: what makes an answer right, for each kind of quiz. Where a manifest is asked about, the
// engine is the key: it is asked when the reader checks, and nothing in the page knows better.
//
// judge(kind, data, chosen) -> Promise<{right, wrong, answer, rows, problem}>
//   chosen   the values of the controls that are checked, as numbers
//   wrong    the values that were judged differently from the key
//   answer   the values of the key
//   rows     rows of the engine's grade, where it was asked
//   found    the finding that is wanted, where one is
//   problem  why there is no key just now, as nodes; then nothing else counts

import { grade, load } from './engine.js';
import { theirs, words } from './say.js';
import { lineOf } from './show.js';

const KEYS = {
  one: (data, [row]) => (data.verdicts ? indexesOf(data.verdicts, (verdict) => verdict === row.verdict) : data.answer),
  several: (data) => data.answer,
  predict: (data, rows) => indexesOf(rows, (row) => row.verdict === 'allow'),
  line: (data, [row]) => (row.decided?.file === data.file ? linesOf(row.decided) : []),
  wrong: ({ files, file }, rows, found) => (found ? [...linesOf(found), ...mended(found, files, file)] : []),
};

const OF_LINES = ['line', 'wrong'];

export async function judge(kind, data, chosen) {
  const reply = await replyTo(data);
  if (reply && !reply.ok) return { problem: theirs(reply.error.message) };
  const rows = reply?.rows ?? [];
  const found = reply?.findings?.find(({ slug, file }) => slug === data.finding && file === data.file);
  const answer = KEYS[kind](data, rows, found);
  if (OF_LINES.includes(kind) && !answer.length) return { problem: words('quiz.no-line') };
  return { ...compared(kind, answer, chosen), answer, rows, found };
}

function replyTo({ ask, finding, files }) {
  if (finding) return load(files);
  return ask ? grade(ask.map((probe) => lineOf(probe, 'ask')).join('\n'), files) : null;
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
  if (OF_LINES.includes(kind)) {
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

// The lines that its repair changes: who names the other of two dashes is right as well.
function mended({ fix = [] }, files, file) {
  const { text } = files.find(({ name }) => name === file);
  return fix.map(({ from }) => text.slice(0, from).split('\n').length);
}
