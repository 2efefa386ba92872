// quiz.js: <podwall-quiz> on any page, a question of JSON:
//
//   {"question", "options": [...], "answer": 1 or [0, 2], "explain", "wrong", "hints": [...]}
//   {"question", "ask": "FROM TO PORT/PROTOCOL", "manifests", "explain"}          allowed or denied?
//   {"question", "ask": ["FROM TO PORT/PROTOCOL", ...], "manifests", "explain"}   which get through?
//
// or as HTML (content.js). All is text; `words` in backquotes are code. With `ask` the engine has the answer, and is
// loaded when one is checked; manifests may also stand beside, as <script type="application/yaml">. The form is that of
// web/quiz/quiz.js.
//
// Says: podwall-answer, each time the reader checks an answer (xapi.js).

import { askBy } from '../quiz/engine.js';
import { PodwallQuiz as Question } from '../quiz/quiz.js';
import sheet from '../quiz/quiz.css';
import { h } from '../shared/dom.js';
import { questionOf } from './content.js';
import { say, words } from './say.js';
import { Widget } from './widget.js';
import { answered } from './xapi.js';

const TAG = 'podwall-question';

askBy((request) => import('./engine.js').then(({ ask }) => ask(request)));
if (!customElements.get(TAG)) customElements.define(TAG, class extends Question {});

export class PodwallQuiz extends Widget {
  static plain = 'json';
  static sheets = [sheet.replaceAll('podwall-quiz', TAG)];
  #quiz = null;

  async draw({ text, written, files }) {
    const quiz = read(written ?? parsed(text), files);
    this.#quiz = quiz;
    return [form(quiz)];
  }

  heard(name, detail) {
    if (name !== 'answered') return;
    const { question, choices, key } = this.#quiz;
    this.say('podwall-answer', answered(this, { question, choices, key, ...detail }));
  }
}

// ---- what was given, checked

function read(json, given) {
  const { question, explain = '', wrong = '', hints = [], manifests } = json;
  const isText = (value) => typeof value === 'string';
  if (!isText(question) || !isText(explain) || !isText(wrong) || !areTexts(hints)) throw new Error(say('widget.bad'));
  const files = isText(manifests) ? [{ name: 'manifests.yaml', label: 'Manifests', text: manifests }] : given;
  return { question, explain, wrong, hints, ...(json.ask === undefined ? chosen(json) : asked(json, files)) };
}

function parsed(text) {
  try {
    const json = JSON.parse(text);
    if (json && typeof json === 'object') return json;
  } catch {
    // said below
  }
  throw new Error(say('widget.bad-json'));
}

function chosen({ options, answer }) {
  const key = [answer].flat();
  const isOne = (value) => Number.isInteger(value) && value >= 0 && value < options.length;
  if (!areTexts(options) || options.length < 2 || !key.length || !key.every(isOne)) throw new Error(say('widget.bad'));
  return {
    kind: Array.isArray(answer) ? 'several' : 'one', choices: options, key, files: [], data: { answer: key },
  };
}

function asked({ ask, options }, files) {
  const probes = [ask].flat().map(questionOf);
  if (!files.length || !probes.length || probes.includes(undefined)) throw new Error(say('widget.bad-ask'));
  const data = { files, ask: probes };
  if (Array.isArray(ask)) return { kind: 'predict', choices: ask.map(String), files, data };
  const labels = areTexts(options) && options.length === 2 ? options : ['Allowed', 'Denied'];
  return { kind: 'one', choices: labels, files, data: { ...data, verdicts: ['allow', 'deny'] } };
}

const areTexts = (list) => Array.isArray(list) && list.every((text) => typeof text === 'string');

// ---- the form that web/quiz/quiz.js dresses up

function form({ kind, question, choices, files, hints, wrong, explain, data }) {
  const type = kind === 'one' ? 'radio' : 'checkbox';
  const options = choices.map((text, value) =>
    h('label', {}, h('input', { type, name: 'choice', value }), h('span', {}, inline(text))));
  return h(TAG, { 'data-kind': kind, lang: 'en' },
    h('form', { method: 'dialog', novalidate: true },
      h('fieldset', {}, h('legend', {}, inline(question)),
        h('div', { class: 'context' }, files.map(manifest)), h('div', { class: 'options' }, options)),
      h('div', { class: 'hints' }, hints.map((hint) => h('details', {}, h('summary'), h('p', {}, inline(hint))))),
      h('div', { class: 'actions' }, h('button', { type: 'submit' }, words('widget.check'))),
      h('div', { class: 'feedback', role: 'status' })),
    h('details', { class: 'solution' }, h('summary', {}, words('widget.answer')),
      explain && h('p', {}, inline(explain))),
    h('script', { type: 'application/json' }, JSON.stringify({ ...data, wrong: wrong && markupOf(wrong) })));
}

export const manifest = ({ label, text }) =>
  [h('p', { class: 'label' }, label), h('pre', { class: 'manifest', tabindex: 0 }, text)];

// Text with `code` in it, as nodes; nothing in it is markup.
const inline = (text) =>
  text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? h('code', {}, part) : part)).filter(Boolean);

function markupOf(text) {
  return h('div', {}, h('p', {}, inline(text))).innerHTML;
}
