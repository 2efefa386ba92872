// progress.js: <podwall-progress>, what this browser keeps of the reader: where to go on, how much is done, a copy as
// a file and back, and the way to be forgotten. It shows the state of each lesson in the page's list, too: an
// element with data-lesson="ID" holds a link to the lesson and a .state to be filled.

import { h } from '../shared/dom.js';
import { INDEX } from './record.js';
import { words } from './say.js';
import { storeOf } from './store.js';
import { exported, imported } from './transfer.js';
import { sayTrouble } from './trouble.js';

const NOT_ADDED = {
  'not-ours': 'progress.not-ours', newer: 'progress.newer', 'too-long': 'progress.too-long',
  nothing: 'progress.none-known',
};
const FILE = 'podwall-progress.json';
const MOST = 10_000_000; // bytes of a file that is read at all

export class PodwallProgress extends HTMLElement {
  #store = storeOf();
  #title = h('h2', {}, words('progress'));
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
    const on = link && h('p', { class: 'go-on' }, words('progress.go-on', { lesson: to }));
    const where = h('p', {}, words(names.length ? 'progress.where' : 'progress.nothing'));
    this.#state.replaceChildren(...[on, where].filter(Boolean));
    this.#offer(names);
  }

  #showLesson(item, all) {
    const done = Object.keys(this.#store.read(`lesson:${item.dataset.lesson}`).done).length;
    const said = () => (done >= all ? words('progress.all-done') : words('progress.done', { count: done, all }));
    item.querySelector('.state')?.replaceChildren(...(done && all ? said() : []));
  }

  #offer(names) {
    const button = (code, act) => h('button', { type: 'button', onclick: act }, words(code));
    this.#acts.replaceChildren(...[
      names.length && button('progress.save', () => this.#save()),
      button('progress.load', () => this.#file.click()),
      names.length && button('progress.forget', () => this.#confirm(names)),
    ].filter(Boolean));
  }

  // Nothing goes at the first press, and what goes is said before the second.
  #confirm(names) {
    const lessons = names.filter((name) => name.startsWith('lesson:')).length;
    const button = (code, attributes) => h('button', { type: 'button', ...attributes }, words(code));
    const stay = button('progress.stay', { onclick: () => this.#settle() });
    this.#said.textContent = '';
    this.#acts.replaceChildren(
      h('p', { id: 'progress-goes' },
        lessons ? words('progress.goes', { count: lessons }) : words('progress.goes.all')),
      button('progress.save', { onclick: () => this.#save() }),
      button('progress.sure', { 'aria-describedby': 'progress-goes', onclick: () => this.#forget() }),
      stay);
    stay.focus();
  }

  #forget() {
    this.#store.forget();
    this.#settle('progress.forgotten');
  }

  // The button that was pressed is gone: the focus goes to one that is there.
  #settle(code) {
    this.#show();
    this.#acts.querySelector('button:last-child').focus();
    this.#said.replaceChildren(...(code ? words(code) : []));
  }

  #save() {
    const href = URL.createObjectURL(new Blob([exported(this.#store)], { type: 'application/json' }));
    h('a', { href, download: FILE }).click();
    setTimeout(() => URL.revokeObjectURL(href));
    this.#said.replaceChildren(...words('progress.saved'));
  }

  async #add() {
    const [file] = this.#file.files;
    if (!file) return;
    const text = file.size > MOST ? null : await file.text();
    this.#file.value = ''; // the same file may be chosen again
    const { problem, lessons } = text === null ? { problem: 'too-long' } : imported(this.#store, text);
    const added = () => (lessons ? words('progress.added', { count: lessons }) : words('progress.added.labs'));
    this.#said.replaceChildren(...(problem ? words(NOT_ADDED[problem]) : added()));
    if (!problem) this.#show();
  }
}
