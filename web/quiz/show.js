// show.js: how a flow, a verdict and a row of a grade are written, the same in claims, quizzes and tasks.

import { h, mark, tell } from '../shared/dom.js';
import { toneOf, verdictWords, wordOf } from '../shared/tone.js';
import { labOf } from './engine.js';
import { theirs, words } from './say.js';

/** The verdict as mark and word. */
export function verdict(name) {
  const tone = toneOf(name);
  return h('b', { class: `tone ${tone}` }, mark(tone), verdictWords(name));
}

/** "dev/frontend → prod/database 8080/TCP". */
export function flow({ from, to, port, protocol }) {
  return h('span', { class: 'flow' }, h('code', {}, from), ' → ', h('code', {}, to), ` ${port}/${protocol ?? 'TCP'}`);
}

/** A row of a grade with its reason, after what the reader thought of it. `linked`: its line is one of the lab's. */
export function reason(row, { before, linked }) {
  return h('li', { class: 'reason' },
    h('p', {}, flow(row), before && h('span', { class: 'thought' }, before)),
    h('p', {}, verdict(row.verdict), theirs(said(row, linked))));
}

/** The lines the engine had to leave out of the files: usually the cause of everything else. */
export function leftOut({ omitted = [] }) {
  return omitted.map(({ what, line, why }) =>
    h('p', { class: 'omitted' }, words(line ? 'left-out.line' : 'left-out', { head: h('b', {}, words('left-out.head')),
      what: theirs(what), why: theirs(why), line: words('line', { line }) })));
}

/** Nodes of markup that the page's own build made. */
export function markup(html = '') {
  const box = document.createElement('template');
  box.innerHTML = html;
  return [...box.content.childNodes];
}

/** A probe as a line of expectation: "allow a -> b 80/TCP". */
export const lineOf = ({ from, to, port, protocol }, word) => `${word} ${from} -> ${to} ${port}/${protocol ?? 'TCP'}`;

/** The probe that an element carries in its data- attributes. */
export const probeOf = ({ dataset: { from, to, port, protocol } }) =>
  ({ from, to, port: /^\d+$/.test(port) ? Number(port) : port, protocol: protocol ?? 'TCP' });

// The sentence after its verdict. The line it names leads there, where the lab holds the text spoken of.
function said(row, linked) {
  const { decided } = row;
  const word = wordOf(row.verdict);
  const sentence = row.sentence.startsWith(word) ? row.sentence.slice(word.length) : `: ${row.sentence}`;
  const words = decided && `(line ${decided.line})`;
  const at = linked && words ? sentence.lastIndexOf(words) : -1;
  if (at < 0) return [sentence];
  const after = at + words.length;
  const go = ({ target }) => {
    tell(target, 'podwall-view', { view: 'yaml' });
    labOf().goto(decided);
  };
  const link = h('button', { type: 'button', class: 'link', onclick: go }, words.slice(1, -1));
  const kept = h('span', { class: 'nowrap' }, '(', link, `)${sentence.slice(after, after + 1)}`);
  return [sentence.slice(0, at), kept, sentence.slice(after + 1)];
}
