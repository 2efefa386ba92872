// quiz.js: <podwall-quiz data-kind="one|several|predict|line|wrong">, a question that is checked on the spot.
//
// Dresses up a form that is in the page already (docs/lessons.md): native radios or checkboxes, hints,
// a place for feedback, the answer in <details>. Checking is free and as often as one likes. After a
// wrong answer the solution is offered; after the right one its explanation is shown.
//
// `state` is {chosen, said}: what is chosen, and whether it is 'checked' or the answer 'shown'; setting it shows
// that again, silently.
//
// Says: podwall-done, once, when the right answer was given; it has data-done from then on. podwall-state when
// `state` changed; podwall-answered {chosen, right} each time the reader has an answer checked.

import { h, tell } from '../shared/dom.js';
import { stageHints } from './hints.js';
import { judge, missing } from './kinds.js';
import { theirs, words } from './say.js';
import { markup, reason } from './show.js';

export class PodwallQuiz extends HTMLElement {
  #data;
  #form;
  #show;
  #outcome = '';
  #warned = false; // said once that nothing is chosen

  connectedCallback() {
    if (this.#form) return;
    this.#form = this.querySelector('form');
    this.#data = JSON.parse(this.querySelector('script').textContent);
    this.#show = h('button', { type: 'button', class: 'quiet', onclick: () => this.#reveal() },
      words('quiz.show-answer'));
    this.#show.hidden = true;
    this.querySelector('.actions').append(this.#show);
    this.querySelector('.solution').hidden = true;
    stageHints(this.querySelector('.hints'));
    this.#form.addEventListener('change', () => {
      this.#paint(() => null);
      this.#became('');
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#check({ aloud: true });
    });
  }

  get state() {
    return { chosen: this.#chosen, said: this.#outcome };
  }

  set state({ chosen = [], said }) {
    const known = this.#controls.map(({ value }) => Number(value));
    if (!chosen.every((value) => known.includes(value))) return; // another question by now
    for (const control of this.#controls) control.checked = chosen.includes(Number(control.value));
    this.#warned = !chosen.length; // nothing was meant then
    if (said === 'checked') this.#silently(() => this.#check());
    if (said === 'shown') this.#silently(() => this.#reveal({ focus: false }));
  }

  async #silently(act) {
    const box = this.querySelector('.feedback');
    box.removeAttribute('role');
    await act();
    this.#warned = false;
    setTimeout(() => box.setAttribute('role', 'status'));
  }

  #became(said) {
    this.#outcome = said;
    tell(this, 'podwall-state');
  }

  get #kind() {
    return this.dataset.kind;
  }

  get #chosen() {
    return this.#controls.filter((control) => control.checked).map(({ value }) => Number(value));
  }

  get #controls() {
    return [...this.#form.querySelectorAll('input[name="choice"]')];
  }

  async #check({ aloud = false } = {}) {
    const chosen = this.#chosen;
    const meant = this.#kind === 'predict' && this.#warned;
    if (!chosen.length && !meant) {
      this.#warned = true;
      return this.#say('open', h('p', {}, words(`quiz.nothing.${this.#kind}`)));
    }
    this.#warned = false;
    const result = await judge(this.#kind, this.#data, chosen);
    if (result.problem) {
      return this.#say('open', h('p', {}, words('quiz.not-checked', { problem: result.problem })));
    }
    this.#paint((value) => this.#stateOf(value, chosen, result));
    this.#became('checked');
    if (aloud) tell(this, 'podwall-answered', { chosen, right: result.right });
    return result.right ? this.#succeed(result) : this.#fail(result, chosen);
  }

  // A wrong choice is marked, and a right one; what was not chosen stays as it is, so nothing is given away.
  #stateOf(value, chosen, { right, wrong }) {
    if (this.#kind === 'predict' && !right) return wrong.includes(value) ? 'differs' : null;
    if (!chosen.includes(value)) return null;
    if (right) return 'right';
    return this.#kind === 'several' ? null : 'wrong';
  }

  #succeed({ rows, found }) {
    this.#show.hidden = true;
    this.#say('right', h('p', {}, h('b', {}, words('quiz.right'))), ...this.#explanation(),
      this.#reasons(rows), said(found));
    this.querySelector('.solution').hidden = true; // its words stand above it now
    if ('done' in this.dataset) return;
    this.dataset.done = '';
    tell(this, 'podwall-done');
  }

  #fail(result, chosen) {
    this.#show.hidden = !this.querySelector('.solution').hidden;
    this.#say('wrong', ...this.#said(result, chosen), ...markup(this.#data.wrong));
  }

  #said(result, chosen) {
    const start = (more) => h('p', {}, h('b', {}, words('quiz.not-yet')), ' ', more);
    if (this.#kind === 'several') return [start(missing(result, chosen))];
    if (this.#kind === 'line') return [start(words('quiz.other-line', { line: chosen[0] }))];
    if (this.#kind === 'wrong') return [start(words('quiz.fine-line', { line: chosen[0] }))];
    const hints = this.querySelector('.hints details');
    if (this.#kind === 'one') return [start(words(hints ? 'quiz.again-or-hint' : 'quiz.again'))];
    const rows = result.wrong.map((index) =>
      reason(result.rows[index], { before: words(chosen.includes(index) ? 'quiz.said-allowed' : 'quiz.said-denied') }));
    const many = result.rows.length;
    return [start(words('quiz.as-said', { count: many - result.wrong.length, all: many })),
      h('ul', { class: 'reasons' }, rows)];
  }

  async #reveal({ focus = true } = {}) {
    const { problem, answer, rows, found } = await judge(this.#kind, this.#data, []);
    if (problem) return this.#say('open', h('p', {}, words('quiz.no-answer', { problem })));
    this.#paint((value) => (answer.includes(value) ? 'answer' : null));
    this.#say('open', h('p', {}, h('b', {}, words('quiz.the-answer'))), ...this.#explanation(),
      this.#reasons(rows), said(found));
    this.#show.hidden = true;
    this.#became('shown');
    if (focus) this.#form.querySelector('[type="submit"]').focus();
  }

  // What the engine says of each flow asked: with it the explanation is never without its proof.
  #reasons(rows) {
    return rows.length ? h('ul', { class: 'reasons' }, rows.map((row) => reason(row, {}))) : null;
  }

  // Without the .key: the answer itself is marked among the choices.
  #explanation() {
    const words = this.querySelectorAll('.solution > :not(summary, .key)');
    return [...words].map((node) => node.cloneNode(true));
  }

  #paint(stateOf) {
    for (const control of this.#controls) {
      const label = control.closest('label');
      const state = stateOf(Number(control.value));
      label.querySelector('.tag')?.remove();
      if (state) label.append(' ', h('span', { class: 'tag' }, words(`quiz.tag.${state}`)));
      label.dataset.state = state ?? '';
    }
  }

  #say(state, ...parts) {
    const box = this.querySelector('.feedback');
    box.dataset.state = state;
    box.replaceChildren(...parts.filter(Boolean));
  }
}

// What podwall itself says of the line.
const said = (found) => (found ? h('p', {}, words('quiz.found', { finding: theirs(sentenceOf(found)) })) : null);
const sentenceOf = ({ message, hint }) => `${message}${hint ? `; ${hint}` : ''}`;
