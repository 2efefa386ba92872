// rooms.js: <podwall-rooms>, the line over the picture of a large cluster: which rooms are folded away, and a way to
// open them.
//
//   rooms     {open: [names], folded: [names]}, or null where nothing is folded
//   allowed   whether all can be opened at once
//
// Says: podwall-rooms {name}, or {all: true}, or {less: true}.

import { h, tell } from '../shared/dom.js';
import { say, words } from './say.js';

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
    const want = (detail) => tell(this, 'podwall-rooms', detail);
    const button = (code, detail) =>
      h('button', { type: 'button', class: 'link', onclick: () => want(detail) }, words(code));
    const choose = ({ target }) => want({ name: target.value });
    const choice = h('select', { 'aria-label': say('rooms.add'), onchange: choose },
      h('option', { value: '' }, say('rooms.add.choose')), folded.map((name) => h('option', {}, name)));
    const count = { count: open.length, all: open.length + folded.length };
    const held = this.contains(this.getRootNode().activeElement);
    this.replaceChildren(
      h('span', {}, folded.length ? words('rooms.some', count) : words('rooms.all', count)),
      ...(folded.length ? [choice] : []),
      ...(folded.length && this.allowed ? [button('rooms.add-all', { all: true })] : []),
      ...(open.length > 2 ? [button('rooms.less', { less: true })] : []));
    if (held) this.querySelector('select, button')?.focus();
  }
}
