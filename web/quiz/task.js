// task.js: <podwall-task>, write or fix a policy. The reader works in the lab; the engine grades what
// stands there, and any policy that gives every verdict wanted has solved it.
//
// Dresses up what is in the page (docs/lessons.md): the goal, the list .probes of wanted verdicts in
// the order of the lines of `expect`, hints, a solution in <details>. While the task is open in the
// lab each edit ticks the list; "Check" says why. A known slip is known by the probes that fail.
//
// `state` is {failures, said}: how many checks failed, and whether the last one was 'right'; setting it shows that
// again, silently. `scene` is the start of its text.
//
// Says: podwall-done, once, when it is solved (data-done from then on); podwall-view {view: 'yaml'}; podwall-state
// when `state` changed.

import { h, tell } from '../shared/dom.js';
import { smallWordOf, toneOf } from '../shared/tone.js';
import { grade, labOf } from './engine.js';
import { stageHints } from './hints.js';
import { theirs, words, write } from './say.js';
import { openOwner, openScene } from './scenes.js';
import { leftOut, lineOf, markup, reason } from './show.js';

const PAUSE = 200; // ms without an edit before the list is ticked again
const PATIENCE = 2; // checks that fail before the solution is offered

export class PodwallTask extends HTMLElement {
  #data;
  #buttons;
  #count;
  #failures = 0;
  #said = '';
  #timer;

  connectedCallback() {
    if (this.#data || !labOf()) return;
    this.#data = JSON.parse(this.querySelector('script').textContent);
    this.querySelector('.solution').hidden = true;
    stageHints(this.querySelector('.hints'));
    this.#addButtons();
    document.addEventListener('podwall-scene', this.#changedHands);
    document.addEventListener('podwall-edit', this.#edited);
  }

  disconnectedCallback() {
    document.removeEventListener('podwall-scene', this.#changedHands);
    document.removeEventListener('podwall-edit', this.#edited);
  }

  get #open() {
    return openOwner() === this;
  }

  get scene() {
    const { files, question, front } = this.#data;
    return { files, question, front };
  }

  get state() {
    return { failures: this.#failures, said: this.#said };
  }

  set state({ failures = 0, said }) {
    this.#failures = failures;
    this.#said = said;
    if (failures >= PATIENCE) this.#offerSolution();
    if (said !== 'right') return;
    const box = this.querySelector('.feedback');
    box.removeAttribute('role');
    this.#praise();
    setTimeout(() => box.setAttribute('role', 'status'));
  }

  #became(said) {
    this.#said = said;
    tell(this, 'podwall-state');
  }

  #addButtons() {
    const button = (code, act, kind) => h('button', { type: 'button', class: kind, onclick: act }, words(code));
    this.#buttons = {
      open: button('task.open', () => this.#enter(), 'primary'),
      check: button('task.check', () => this.#check()),
      solution: button('task.show-solution', () => this.#reveal(), 'quiet'),
      leave: button('task.leave', () => openScene(labOf(), null), 'quiet'),
    };
    this.#buttons.solution.hidden = true;
    this.#buttons.leave.hidden = true;
    this.#count = h('p', { class: 'count' }, words('task.not-open'));
    this.querySelector('.actions').append(...Object.values(this.#buttons));
    this.querySelector('.probes').after(this.#count);
    const put = button('task.put', () => this.#put());
    this.querySelector('.solution').append(h('p', { class: 'put' }, put));
  }

  #enter() {
    openScene(labOf(), this, this.scene);
    tell(this, 'podwall-view', { view: 'yaml' });
  }

  #changedHands = () => {
    const { open, check, leave } = this.#buttons;
    write(open, this.#open ? 'quiz.go' : 'task.open');
    open.classList.toggle('primary', !this.#open);
    check.classList.toggle('primary', this.#open);
    leave.hidden = !this.#open;
    this.toggleAttribute('data-open', this.#open);
    this.#edited();
  };

  #edited = () => {
    clearTimeout(this.#timer);
    if (this.#open) this.#timer = setTimeout(() => this.#tick(), PAUSE);
  };

  // Quietly: nothing here is a live region.
  async #tick() {
    const reply = await this.#grade();
    if (!reply.ok || !this.#open) return;
    this.#showRows(reply);
  }

  #grade() {
    return grade(this.#data.expect, labOf().files);
  }

  async #check() {
    if (!this.#open) {
      return this.#say('open', h('p', {}, words('task.open-first')));
    }
    const reply = await this.#grade();
    if (!reply.ok) return this.#say('open', h('p', {},
      words('task.not-checked', { problem: theirs(reply.error.message) })));
    this.#showRows(reply);
    return reply.failed ? this.#fail(reply) : this.#succeed();
  }

  #showRows({ rows, passed }) {
    [...this.querySelectorAll('.probes > li')].forEach((item, index) => {
      const row = rows[index];
      item.querySelector('.now')?.remove();
      item.toggleAttribute('data-met', row.ok);
      item.append(h('span', { class: row.ok ? 'now' : `now tone ${toneOf(row.verdict)}` }, stateOf(row)));
    });
    write(this.#count, 'task.count', { count: passed, all: rows.length });
  }

  #fail(reply) {
    const failing = reply.rows.filter((row) => !row.ok);
    this.#failures += 1;
    this.#became('');
    if (this.#failures >= PATIENCE) this.#offerSolution();
    const rows = failing.map((row) =>
      reason(row, { before: words('task.wanted', { verdict: smallWordOf(row.expected) }), linked: true }));
    const count = words('task.count.said', { count: reply.passed, all: reply.rows.length });
    this.#say('wrong', h('p', {}, h('b', {}, count)),
      ...leftOut(reply), ...this.#advice(failing), h('ul', { class: 'reasons' }, rows));
  }

  // A slip is recognised by the probes that fail, all of them and no other: texts may differ.
  #advice(failing) {
    const lines = failing.map((row) => lineOf(row, row.expected)).sort().join('\n');
    const slip = (this.#data.slips ?? []).find(({ fails }) => [fails].flat().map(plain).sort().join('\n') === lines);
    return slip ? [h('p', { class: 'slip' }, markup(slip.says))] : markup(this.#data.failure);
  }

  #succeed() {
    this.#praise();
    this.#became('right');
    if ('done' in this.dataset) return;
    this.dataset.done = '';
    tell(this, 'podwall-done');
  }

  #praise() {
    this.#offerSolution();
    this.#say('right', h('p', {}, words('task.solved', { head: h('b', {}, words('task.solved.head')) })),
      ...markup(this.#data.success));
  }

  #offerSolution() {
    this.#buttons.solution.hidden = !this.querySelector('.solution').hidden;
  }

  #reveal() {
    const solution = this.querySelector('.solution');
    solution.hidden = false;
    solution.open = true;
    this.#buttons.solution.hidden = true;
    solution.querySelector('summary').focus();
  }

  #put() {
    this.#enter();
    labOf().setText(this.#data.file, this.#data.solution);
  }

  #say(state, ...parts) {
    const box = this.querySelector('.feedback');
    box.dataset.state = state;
    box.replaceChildren(...parts.filter(Boolean));
  }
}

const stateOf = ({ ok, verdict }) =>
  (ok ? words('task.as-wanted') : words('task.now', { verdict: smallWordOf(verdict) }));

// A line of expectation as `lineOf` writes it: without its note, with its protocol.
function plain(line) {
  const words = line.replace(/\s+#.*$/, '').trim().replace(/\s+/g, ' ');
  return words.includes('/', words.lastIndexOf(' ')) ? words : `${words}/TCP`;
}
