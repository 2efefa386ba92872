// list.js: <podwall-list>, the picture's facts as a table: every connection, its verdict and the reason.
//
//   flows      the reply to "flows"
//   light(lit) marks the rows of lit.flows
//
// Says: podwall-pick {from, to, port, protocol}; podwall-goto {place}; podwall-light {flows}.

import { h, mark, placeLink, tell } from '../shared/dom.js';
import { toneOf, verdictWords } from '../shared/tone.js';
import css from './list.css';
import { portsIn } from './ports.js';
import { say, theirs, words } from './say.js';

const COLUMNS = ['from', 'to', 'port', 'verdict', 'why'];

export class PodwallList extends HTMLElement {
  static styles = css;
  #drawn = '';

  set flows(reply) {
    const now = JSON.stringify(reply);
    if (now === this.#drawn) return;
    this.#drawn = now;
    const { flows, tiles, more } = reply;
    if (!flows.length) return this.replaceChildren(h('p', { class: 'empty' }, words('list.none')));
    const rows = flows.map((flow, i) => this.#row(flow, i, tiles));
    this.replaceChildren(
      h('table', {},
        h('caption', { class: 'visually-hidden' }, words('list.caption')),
        h('thead', {}, h('tr', {}, COLUMNS.map((name) => h('th', { scope: 'col' }, words(`list.${name}`))))),
        h('tbody', {}, rows)),
      more ? h('p', { class: 'empty' }, words('list.more', { count: more })) : '');
  }

  light(lit) {
    this.querySelectorAll('tbody tr').forEach((row, i) => row.classList.toggle('lit', Boolean(lit?.flows.has(i))));
  }

  #row({ from, to, port, protocol, ports, verdict, sentence, decided }, i, tiles) {
    const tone = toneOf(verdict);
    const ends = { from: tiles[from].name, to: tiles[to].name };
    const pick = () => tell(this, 'podwall-pick', port ? { ...ends, port, protocol } : ends);
    const on = () => tell(this, 'podwall-light', { flows: new Set([i]) });
    const off = () => tell(this, 'podwall-light', null);
    return h('tr', { onmouseenter: on, onmouseleave: off, onfocusin: on, onfocusout: off },
      h('td', {}, h('button', { type: 'button', class: 'link', onclick: pick,
        'aria-label': say('list.ask', { ...ends, ports: portsIn(ports) }) }, ends.from)),
      h('td', {}, ends.to),
      h('td', {}, portsIn(ports)),
      h('td', { class: `tone ${tone}` }, mark(tone), verdictWords(verdict)),
      h('td', { class: 'why' }, theirs(reasonOf(sentence, decided))));
  }
}

// The verdict stands in its own column, so the reason begins after it.
function reasonOf(sentence, place) {
  const words = place && `line ${place.line}`;
  const at = words ? sentence.lastIndexOf(words) : -1;
  return at < 0 ? [sentence] : [sentence.slice(0, at), placeLink(words, place), sentence.slice(at + words.length)];
}
