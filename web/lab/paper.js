// paper.js: <podwall-paper>, the lab as it is printed: the text in front as it is now, the answer, everyone's
// connections with their reasons, the trail of the question, the other texts. On a screen it is not shown.
//
//   facts   a function that gives {files: [{name, label, text}], front, question, answer, flows}: the last replies;
//           a file without a text is one that is not printed
//
// It is filled when the page is about to be printed, which leaves no time to ask the engine anything.

import { h, mark } from '../shared/dom.js';
import { toneOf, verdictWords } from '../shared/tone.js';
import { PodwallList } from './list.js';
import { theirs, words } from './say.js';
import { PodwallTrail } from './trail.js';
import css from './paper.css';

const MOST = 600; // lines of one text: about ten pages

export class PodwallPaper extends HTMLElement {
  static styles = css;
  facts = () => null;
  #media = matchMedia('print');
  #fill = () => this.fill();

  connectedCallback() {
    addEventListener('beforeprint', this.#fill);
    this.#media.addEventListener('change', this.#fill);
  }

  disconnectedCallback() {
    removeEventListener('beforeprint', this.#fill);
    this.#media.removeEventListener('change', this.#fill);
  }

  fill() {
    const facts = this.facts();
    if (!facts) return;
    const { files, front, question, answer, flows } = facts;
    const [shown, others] = [true, false].map((wanted) => files.filter(({ name }) => (name === front) === wanted));
    this.replaceChildren(h('h2', {}, words('paper')), asked(question, answer), ...shown.flatMap(text),
      h('h3', {}, words('paper.table')), table(flows), ...trail(question, answer), ...others.flatMap(text));
  }
}

function asked(question, answer) {
  if (!answer?.ok) return '';
  const tone = toneOf(answer.verdict);
  const { from, to, port, protocol } = question;
  return h('p', { class: 'asked' }, `${from} → ${to}${port ? ` ${port}/${protocol}` : ''} `,
    h('b', { class: `tone ${tone}` }, mark(tone), verdictWords(answer.verdict)), h('br'), theirs(answer.sentence));
}

// Line by line, numbered as the reasons name them.
function text({ name, label, text: whole }) {
  if (whole === undefined) return [h('h3', {}, label ?? name), h('p', {}, words('paper.too-large'))];
  const lines = whole.replace(/\n$/, '').split('\n');
  const rest = lines.length - MOST;
  return [
    h('h3', {}, label ?? name),
    h('pre', {}, lines.slice(0, MOST).map((line) => h('span', { class: 'line' }, `${line}\n`))),
    rest > 0 ? h('p', {}, words('paper.more', { count: rest })) : '',
  ];
}

function table(flows) {
  const list = document.createElement('podwall-list');
  if (list instanceof PodwallList && flows?.flows) list.flows = flows;
  return list;
}

function trail(question, answer) {
  const element = document.createElement('podwall-trail');
  if (!(element instanceof PodwallTrail) || !answer?.ok) return [];
  element.answer = answer;
  for (const fold of element.querySelectorAll('details')) fold.open = true;
  return [h('h3', {}, words('paper.trail', question)), element];
}
