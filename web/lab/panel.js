// panel.js: <podwall-panel>, the answers as tabs: why, table, list of connections, in words, as stored, changes.
//
// Only what is shown is asked for: `wanted` is the request of the tab in front, `shown` its reply.
//
//   ends, flows, answer, current, changes   what every tab may need, given after each refresh
//   show(name)                              brings a tab to the front
//   light(lit)                              forwarded to the tabs that can
//
// Says: podwall-tab {name} when another tab came to the front.

import { h, tell } from '../shared/dom.js';
import { PodwallChanges } from './changes.js';
import { PodwallList } from './list.js';
import { PodwallMatrix } from './matrix.js';
import css from './panel.css';
import { say, words } from './say.js';
import { PodwallStored } from './stored.js';
import { PodwallTrail } from './trail.js';
import { PodwallWords } from './words.js';

const TABS = {
  why: 'trail', table: 'table', list: 'list', words: 'words', stored: 'stored', changes: 'changes',
};
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

export class PodwallPanel extends HTMLElement {
  static styles = [PodwallTrail, PodwallMatrix, PodwallList, PodwallWords, PodwallStored, PodwallChanges]
    .map(({ styles }) => styles).join('') + css;

  #front = 'why';
  #kept = new Map(); // tab -> facts it has still to be given
  #parts = Object.fromEntries(Object.entries(TABS)
    .map(([name, tag]) => [name, document.createElement(`podwall-${tag}`)]));
  #panels = {};
  #tabs = {};

  connectedCallback() {
    if (this.childElementCount) return;
    for (const name of Object.keys(TABS)) {
      const ids = { id: `tab-${name}`, 'aria-controls': `panel-${name}` };
      this.#tabs[name] = h('button', { type: 'button', role: 'tab', ...ids, onclick: () => this.show(name) },
        words(`panel.${name}`));
      this.#panels[name] = h('div', { role: 'tabpanel', id: `panel-${name}`, 'aria-labelledby': `tab-${name}`,
        tabindex: 0 }, this.#parts[name]);
    }
    const bar = h('div', { class: 'tab-bar', role: 'tablist', 'aria-label': say('panel') }, Object.values(this.#tabs));
    bar.addEventListener('keydown', (event) => this.#walk(event));
    this.append(bar, ...Object.values(this.#panels));
    this.#draw();
  }

  get wanted() {
    return { table: this.#parts.table.wanted, words: { do: 'words' }, stored: { do: 'stored' } }[this.#front] ?? null;
  }

  set shown(reply) {
    const setter = { table: 'matrix', words: 'said', stored: 'said' }[this.#front];
    if (setter && (!reply || reply.ok)) this.#parts[this.#front][setter] = reply;
  }

  set ends(ends) {
    this.#parts.table.ends = ends;
  }

  set flows(flows) {
    this.#keep('list', { flows });
  }

  set answer(answer) {
    this.#keep('why', { answer });
  }

  set current(question) {
    this.#parts.table.current = question;
  }

  set changes(changes) {
    this.#parts.changes.changes = changes;
    this.#tabs.changes?.toggleAttribute('data-news', Boolean(changes));
  }

  light(lit) {
    for (const part of Object.values(this.#parts)) part.light?.(lit);
  }

  show(name) {
    this.#front = name;
    this.#giveKept();
    this.#draw();
    tell(this, 'podwall-tab', { name });
  }

  // What is not in front is drawn when it comes there.
  #keep(name, facts) {
    this.#kept.set(name, facts);
    if (name === this.#front) this.#giveKept();
  }

  #giveKept() {
    Object.assign(this.#parts[this.#front], this.#kept.get(this.#front));
    this.#kept.delete(this.#front);
  }

  #draw() {
    for (const [name, tab] of Object.entries(this.#tabs)) {
      const front = name === this.#front;
      tab.setAttribute('aria-selected', String(front));
      tab.tabIndex = front ? 0 : -1;
      this.#panels[name].hidden = !front;
    }
  }

  #walk({ key }) {
    const names = Object.keys(TABS);
    if (!STEPS[key]) return;
    this.show(names.at((names.indexOf(this.#front) + STEPS[key]) % names.length));
    this.#tabs[this.#front].focus();
  }
}
