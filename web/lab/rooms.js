// rooms.js: <podwall-rooms>, the line over the picture of a large cluster: which rooms are folded away, and a way to
// open them.
//
//   rooms     {open: [names], folded: [names]}, or null where nothing is folded
//   allowed   whether all can be opened at once
//
// Says: podwall-rooms {name}, or {all: true}, or {less: true}.

import { h, tell } from '../shared/dom.js';

const WORDS = {
  folded: (open, folded) => `${open} of ${open + folded} namespaces are drawn: those of the question.`,
  open: (count) => `All ${count} namespaces are drawn.`,
  add: 'Draw another',
  all: 'Draw all',
  less: 'Only those of the question',
};

export class PodwallRooms extends HTMLElement {
  static styles = `
podwall-rooms { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.75rem; padding: 0.375rem 0.75rem 0;
  font-size: var(--small); color: var(--soft); }
podwall-rooms select { min-height: 1.75rem; max-width: 12rem; font: var(--tiny)/1.5 var(--text); }
podwall-rooms button { color: var(--ink); }`;

  allowed = true;
  #drawn = '';

  connectedCallback() {
    this.hidden ||= !this.#drawn;
  }

  set rooms(rooms) {
    const now = rooms ? JSON.stringify([rooms, this.allowed]) : '';
    if (now === this.#drawn) return;
    this.#drawn = now;
    this.hidden = !rooms;
    if (rooms) this.#draw(rooms);
  }

  #draw({ open, folded }) {
    const say = (detail) => tell(this, 'podwall-rooms', detail);
    const button = (words, detail) => h('button', { type: 'button', class: 'link', onclick: () => say(detail) }, words);
    const choice = h('select', { 'aria-label': WORDS.add, onchange: ({ target }) => say({ name: target.value }) },
      h('option', { value: '' }, `${WORDS.add} …`), folded.map((name) => h('option', {}, name)));
    const held = this.contains(this.getRootNode().activeElement);
    this.replaceChildren(
      h('span', {}, folded.length ? WORDS.folded(open.length, folded.length) : WORDS.open(open.length)),
      ...(folded.length ? [choice] : []), ...(folded.length && this.allowed ? [button(WORDS.all, { all: true })] : []),
      ...(open.length > 2 ? [button(WORDS.less, { less: true })] : []));
    if (held) this.querySelector('select, button')?.focus();
  }
}
