// search.js: the search page. What stands in the field is what is searched for, and stands in the address too, so
// that a search can be kept, sent and gone back to. The index comes with the first search.
//
// Its words stand here and not in web/words, for the page is there in English only, and light.
//
// Keys: Tab goes from result to result as in any list of links; arrow keys do as well.

import { h } from '../shared/dom.js';

const WORDS = {
  count: (n, query) => `${n === 1 ? '1 result' : `${n} results`} for “${query}”`,
  most: (n, query) => `The first ${n} results for “${query}”`,
  none: (query) => `No results for “${query}”`,
  nothing: 'Try fewer words, or only the beginning of one.',
  everything: 'Everything there is stands below.',
  failed: 'The search could not be loaded. Everything there is stands below.',
  again: 'Try again',
  loading: 'Searching …',
  kinds: { lesson: () => 'Lesson', section: (of) => of, term: () => 'Glossary', code: () => 'Finding',
    example: () => 'Example' },
};
const PAUSE = 120; // ms without typing before results are told, so that not every letter is read out
const MOST = 40; // as in find.js

export function startSearch() {
  const search = new Search();
  search.start();
}

class Search {
  #form = document.querySelector('form.search');
  #field = this.#form.elements.q;
  #said = this.#form.querySelector('.said');
  #results = document.querySelector('.results');
  #everything = document.querySelector('.everything');
  #finder = null; // a promise once somebody searches
  #turn = 0;
  #pause;

  start() {
    this.#form.hidden = false;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#now();
    });
    this.#field.addEventListener('input', () => {
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => this.#now(), PAUSE);
    });
    document.addEventListener('keydown', (event) => this.#walk(event));
    addEventListener('popstate', () => this.#fromAddress());
    this.#fromAddress();
    if (!this.#field.value) this.#field.focus();
  }

  #fromAddress() {
    this.#field.value = new URLSearchParams(location.search).get('q') ?? '';
    if (this.#field.value.trim()) this.#show();
  }

  #now() {
    clearTimeout(this.#pause);
    const query = this.#field.value.trim();
    history.replaceState(null, '', query ? `?${new URLSearchParams({ q: query })}` : location.pathname);
    this.#show();
  }

  async #show() {
    const turn = ++this.#turn;
    const query = this.#field.value.trim();
    this.#everything.hidden = false;
    if (!query) return this.#put('', []);
    if (!this.#finder) this.#said.textContent = WORDS.loading;
    try {
      this.#finder ??= load();
      const { find, excerpt, index } = await this.#finder;
      if (turn === this.#turn) this.#tell(query, find(index, query), excerpt);
    } catch {
      this.#finder = null;
      if (turn !== this.#turn) return undefined;
      this.#put(WORDS.failed, [h('button', { type: 'button', onclick: () => this.#show() }, WORDS.again)]);
    }
    return undefined;
  }

  #tell(query, found, excerpt) {
    this.#everything.hidden = found.length > 0;
    if (!found.length) {
      const help = [WORDS.nothing, WORDS.everything].map((words) => h('p', {}, words));
      return this.#put(WORDS.none(query), [h('div', { class: 'nothing' }, help)]);
    }
    const count = found.length < MOST ? WORDS.count(found.length, query) : WORDS.most(found.length, query);
    return this.#put(count, [h('ol', {}, found.map((result) => item(result, excerpt)))]);
  }

  #put(said, parts) {
    this.#said.textContent = said;
    this.#results.hidden = !parts.length;
    this.#results.replaceChildren(...parts);
  }

  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const stops = [this.#field, ...this.#results.querySelectorAll('a')];
    const at = stops.indexOf(document.activeElement);
    const next = at < 0 ? null : stops[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

async function load() {
  const [finder, answer] = await Promise.all([
    import('./find.js'),
    fetch(new URL('./search-index.json', import.meta.url)),
  ]);
  if (!answer.ok) throw new Error(`search-index.json: ${answer.status}`);
  return { ...finder, index: finder.openIndex(await answer.text()) };
}

function item({ kind, title, of, path, text, words }, excerpt) {
  const pieces = excerpt(text, words).map(({ text: piece, hit }) => (hit ? h('mark', {}, piece) : piece));
  return h('li', {},
    h('a', { href: `../${path}` }, title),
    h('span', { class: 'kind' }, WORDS.kinds[kind](of)),
    h('p', { class: 'excerpt' }, pieces));
}
