// progress.js: <podwall-progress>, what this browser keeps of the reader: where to go on, how much is done, a copy as
// a file and back, and the way to be forgotten. It shows the state of each lesson in the page's list, too: an
// element with data-lesson="ID" holds a link to the lesson and a .state to be filled.

import { h } from '../shared/dom.js';
import { INDEX } from './record.js';
import { storeOf } from './store.js';
import { exported, imported } from './transfer.js';
import { sayTrouble } from './trouble.js';

const SAID = {
  title: 'Your progress',
  where: 'Kept in this browser and nowhere else. Nobody counts it.',
  nothing: 'Nothing is kept yet. What you do in a lesson is kept in this browser and nowhere else.',
  goOn: 'Go on with ',
  done: (done, all) => `${done} of ${all} done`,
  finished: 'all done',
  save: 'Save as a file',
  load: 'Add from a file',
  forget: 'Forget me',
  saved: 'Saved as a file. Add it to another browser with “Add from a file”.',
  added: (count) => `Added. The file told of ${count === 1 ? 'one lesson' : `${count} lessons`}.`,
  addedLabs: 'Added.',
  goes: (what) => `This takes ${what} out of this browser: what you did, your answers and the texts you wrote. `
    + 'There is no way back, unless you save a file first.',
  lessons: (count) => (count === 1 ? 'one lesson' : `${count} lessons`),
  all: 'everything',
  sure: 'Take it all out',
  stay: 'Keep it',
  forgotten: 'Nothing is kept any more.',
};
const PROBLEMS = {
  'not-ours': 'This is no file of podwall’s progress. Nothing was added.',
  newer: 'This file was made by a newer podwall. Nothing was added.',
  'too-long': 'This file is larger than any of podwall’s. Nothing was added.',
  nothing: 'There is nothing in this file that podwall knows. Nothing was added.',
};
const FILE = 'podwall-progress.json';
const MOST = 10_000_000; // bytes of a file that is read at all

export class PodwallProgress extends HTMLElement {
  #store = storeOf();
  #title = h('h2', {}, SAID.title);
  #state = h('div', { class: 'kept' });
  #said = h('p', { class: 'said', role: 'status' });
  #trouble = h('p', { class: 'trouble', role: 'status', hidden: true });
  #file = h('input', { type: 'file', accept: '.json,application/json', hidden: true, onchange: () => this.#add() });
  #acts = h('div', { class: 'acts' });

  connectedCallback() {
    if (this.childElementCount) return;
    this.append(this.#title, this.#state, this.#trouble, this.#acts, this.#said, this.#file);
    sayTrouble(this.#store, this.#trouble);
    this.#store.addEventListener('elsewhere', () => this.#show());
    addEventListener('pageshow', ({ persisted }) => persisted && this.#show());
    this.#show();
  }

  #show() {
    const names = this.#store.names();
    const { all, last } = this.#store.read(INDEX);
    const lessons = document.querySelectorAll('[data-lesson]:not(body)');
    for (const item of lessons) this.#showLesson(item, all[item.dataset.lesson]);
    const link = last && [...lessons].find(({ dataset }) => dataset.lesson === last.lesson)?.querySelector('a');
    const to = link && h('a', { href: link.getAttribute('href') }, link.textContent);
    const on = link && h('p', { class: 'go-on' }, SAID.goOn, to);
    this.#state.replaceChildren(...[on, h('p', {}, names.length ? SAID.where : SAID.nothing)].filter(Boolean));
    this.#offer(names);
  }

  #showLesson(item, all) {
    const done = Object.keys(this.#store.read(`lesson:${item.dataset.lesson}`).done).length;
    const words = done >= all ? SAID.finished : SAID.done(done, all);
    const state = item.querySelector('.state');
    if (state) state.textContent = done && all ? words : '';
  }

  #offer(names) {
    const button = (words, act) => h('button', { type: 'button', onclick: act }, words);
    this.#acts.replaceChildren(...[
      names.length && button(SAID.save, () => this.#save()),
      button(SAID.load, () => this.#file.click()),
      names.length && button(SAID.forget, () => this.#confirm(names)),
    ].filter(Boolean));
  }

  // Nothing goes at the first press, and what goes is said before the second.
  #confirm(names) {
    const lessons = names.filter((name) => name.startsWith('lesson:')).length;
    const stay = h('button', { type: 'button', onclick: () => this.#settle('') }, SAID.stay);
    this.#said.textContent = '';
    this.#acts.replaceChildren(
      h('p', { id: 'progress-goes' }, SAID.goes(lessons ? SAID.lessons(lessons) : SAID.all)),
      h('button', { type: 'button', onclick: () => this.#save() }, SAID.save),
      h('button', { type: 'button', 'aria-describedby': 'progress-goes', onclick: () => this.#forget() }, SAID.sure),
      stay);
    stay.focus();
  }

  #forget() {
    this.#store.forget();
    this.#settle(SAID.forgotten);
  }

  // The button that was pressed is gone: the focus goes to one that is there.
  #settle(words) {
    this.#show();
    this.#acts.querySelector('button:last-child').focus();
    this.#said.textContent = words;
  }

  #save() {
    const href = URL.createObjectURL(new Blob([exported(this.#store)], { type: 'application/json' }));
    h('a', { href, download: FILE }).click();
    setTimeout(() => URL.revokeObjectURL(href));
    this.#said.textContent = SAID.saved;
  }

  async #add() {
    const [file] = this.#file.files;
    if (!file) return;
    const text = file.size > MOST ? null : await file.text();
    this.#file.value = ''; // the same file may be chosen again
    const { problem, lessons } = text === null ? { problem: 'too-long' } : imported(this.#store, text);
    this.#said.textContent = PROBLEMS[problem] ?? (lessons ? SAID.added(lessons) : SAID.addedLabs);
    if (!problem) this.#show();
  }
}
