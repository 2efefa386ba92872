// matrix.js: <podwall-table>, everyone to everyone at once, as a table.
//
// One cell is in the Tab order; arrow keys, Home and End walk the rest. A cell that can be asked is
// a button. What changed since the last look is marked for two seconds.
//
//   ends     the reply to "ends", for the choice of ports
//   scope    {by, port, protocol}: what the matrix should be asked about
//   wanted   the request the reply should answer; null when it could not be read: `matrix` is then null
//   matrix   the reply to "matrix"
//   current  {from, to}: the pair the question is about
//
//   light    marks the cells of `pairs`
//
// Says: podwall-scope {by, port, protocol}; podwall-pick {from, to, port, protocol}; podwall-light {pairs}.

import { h, tell } from '../shared/dom.js';
import { toneOf } from '../shared/tone.js';
import css from './matrix.css';
import { portsIn } from './ports.js';
import { say, words } from './say.js';

const MOST = 4096; // cells beyond which a table helps nobody
const MARGIN = 16; // pixels left between a cell that is shown and the frame
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class PodwallMatrix extends HTMLElement {
  static styles = css;
  #body = h('div', { class: 'matrix-body' }, h('p', { class: 'empty' }, words('lab.starting')));
  #before = new Map(); // "from to" -> text, to see what changed
  #pods = 0;
  #drawn = '';
  #asked = ''; // the scope of what is drawn: another scope is another table, not a change
  #current = {};
  #chosen = false; // somebody said by what

  connectedCallback() {
    if (this.childElementCount) return;
    const by = ['workload', 'pod', 'namespace'].map((value) => h('option', { value }, words(`matrix.by.${value}`)));
    this.append(
      h('form', { class: 'bar', 'aria-label': say('matrix'), autocomplete: 'off' },
        h('label', {}, h('span', {}, words('matrix.on')),
          h('select', { name: 'port' }, h('option', { value: '' }, words('matrix.every-port')))),
        h('label', {}, h('span', {}, words('matrix.by')), h('select', { name: 'by' }, by))),
      this.#body);
    this.querySelector('form').addEventListener('change', ({ target }) => {
      this.#chosen ||= target.name === 'by';
      tell(this, 'podwall-scope', this.scope);
    });
    this.querySelector('form').addEventListener('submit', (event) => event.preventDefault());
    this.#body.addEventListener('keydown', (event) => this.#walk(event));
    this.#body.addEventListener('focusin', ({ target }) => this.#hold(target));
    const lit = ({ target }) => {
      const { from, to } = target.closest('td')?.dataset ?? {};
      tell(this, 'podwall-light', from ? { pairs: [{ from, to }] } : null);
    };
    for (const name of ['mouseover', 'focusin']) this.#body.addEventListener(name, lit);
    for (const name of ['mouseleave', 'focusout']) {
      this.#body.addEventListener(name, () => tell(this, 'podwall-light', null));
    }
  }

  get scope() {
    const { by, port } = this.querySelector('form').elements;
    const [number, protocol] = port.value.split('/');
    return port.value ? { by: by.value, port: Number(number), protocol } : { by: by.value };
  }

  set ends({ ends }) {
    this.#pods = ends.filter((end) => end.kind === 'pod').length;
    this.#begin(ends);
    const select = this.querySelector('form').elements.port;
    const chosen = select.value;
    const ports = ends.flatMap((end) => end.ports ?? []).map((p) => `${p.port}/${p.protocol}`);
    const all = new Set([...ports, chosen].filter(Boolean));
    if ([...all, ''].join() === [...select.options].map((option) => option.value).join()) return;
    select.replaceChildren(
      ...[...all].map((port) => h('option', { value: port }, port)),
      h('option', { value: '' }, words('matrix.every-port')),
    );
    select.value = chosen;
  }

  // Until somebody chooses, the table is the finest of which one can read the cells.
  #begin(ends) {
    if (this.#chosen) return;
    const groups = new Set(ends.filter((end) => end.kind === 'pod').map(({ name, workload }) => workload ?? name)).size;
    this.querySelector('form').elements.by.value = groups ** 2 > MOST ? 'namespace' : 'workload';
  }

  get wanted() {
    return this.scope.by === 'pod' && this.#pods ** 2 > MOST ? null : { do: 'matrix', ...this.scope };
  }

  light(lit) {
    const pairs = new Set((lit?.pairs ?? []).map(({ from, to }) => `${from} ${to}`));
    for (const cell of this.#body.querySelectorAll('td[data-from]')) {
      cell.classList.toggle('lit', pairs.has(`${cell.dataset.from} ${cell.dataset.to}`));
    }
  }

  set current(pair) {
    this.#current = pair;
    for (const cell of this.#body.querySelectorAll('td')) {
      const { from, to } = cell.dataset;
      if (from === pair.from && to === pair.to) cell.setAttribute('aria-current', 'true');
      else cell.removeAttribute('aria-current');
    }
    const asked = this.#body.querySelector('[aria-current] button');
    if (!asked || this.#body.contains(this.getRootNode().activeElement)) return;
    this.#hold(asked);
    this.#show(asked.closest('td'));
  }

  // Scrolls the table's own frame, never the page, until the cell is in it.
  #show(cell) {
    const frame = this.closest('[role="tabpanel"]');
    if (!frame?.clientWidth) return;
    const [box, room] = [cell, frame].map((each) => each.getBoundingClientRect());
    frame.scrollLeft += Math.max(0, box.right + MARGIN - room.right);
    frame.scrollTop += Math.max(0, box.bottom + MARGIN - room.bottom);
  }

  set matrix(reply) {
    const now = JSON.stringify(reply ?? this.#pods);
    if (now === this.#drawn) return;
    this.#drawn = now;
    const asked = JSON.stringify(this.scope);
    if (asked !== this.#asked) this.#before.clear();
    this.#asked = asked;
    const count = reply?.ends.length ?? this.#pods;
    if (!count) this.#instead(words('matrix.none'));
    else if (!reply || count ** 2 > MOST) {
      this.#instead(words('matrix.too-many', { count }));
    } else this.#draw(reply);
  }

  #instead(nodes) {
    this.#before.clear();
    this.#body.replaceChildren(h('p', { class: 'empty' }, nodes));
  }

  #draw(reply) {
    const { activeElement } = this.getRootNode();
    const held = this.#body.contains(activeElement) ? activeElement.closest('td')?.dataset : null;
    const seen = new Map();
    const table = h('table', {},
      h('caption', { class: 'visually-hidden' }, words('matrix.caption')),
      this.#head(reply),
      ...this.#groups(reply.ends).map(({ name, ends }) => h('tbody', {},
        reply.by === 'namespace' ? null : this.#title(name, reply.ends),
        ends.map((end) => this.#row(reply, end, seen)))));
    this.#before = seen;
    this.#body.replaceChildren(table);
    this.current = this.#current;
    const buttons = [...table.querySelectorAll('button')];
    const keep = held && buttons.find((b) => same(b.closest('td').dataset, held));
    if (keep) keep.focus();
    else if (buttons.length && !table.querySelector('button[tabindex="0"]')) buttons[0].tabIndex = 0;
  }

  #groups(ends) {
    const groups = [];
    ends.forEach((end, index) => {
      const name = end.namespace ?? end.name;
      if (groups.at(-1)?.name !== name) groups.push({ name, ends: [] });
      groups.at(-1).ends.push({ ...end, index });
    });
    return groups;
  }

  #head({ ends, by }) {
    const corner = h('td', { rowspan: by === 'namespace' ? 1 : 2 },
      h('span', { 'aria-hidden': 'true' }, words('matrix.corner')));
    const groups = this.#groups(ends).map(({ name, ends: inside }) =>
      h('th', { scope: 'colgroup', colspan: inside.length }, name));
    if (by === 'namespace') return h('thead', {}, h('tr', {}, corner, groups));
    return h('thead', {}, h('tr', {}, corner, groups),
      h('tr', {}, ends.map((end) => h('th', { scope: 'col' }, short(end)))));
  }

  #row({ ends, sets, cells, by }, from, seen) {
    return h('tr', {},
      h('th', { scope: 'row' }, by === 'namespace' ? from.name : short(from)),
      ends.map((to, column) => this.#cell(from, to, sets[cells[from.index][column]], by, seen)));
  }

  // The namespace of the rows below, in the first column, which stays where it is while the rest scrolls.
  #title(name, ends) {
    return h('tr', { class: 'title' }, h('th', { scope: 'rowgroup' }, name), h('td', { colspan: ends.length }));
  }

  #cell(from, to, text, by, seen) {
    const key = `${from.name} ${to.name}`;
    const was = this.#before.get(key);
    seen.set(key, text);
    // "none" is the engine's text of the empty set of connections; with a port it says "deny".
    const tone = text === 'none' ? 'deny' : text === 'all' ? 'allow' : toneOf(text);
    const ports = portsIn(text);
    const name = say('matrix.cell', { ports, from: from.name, to: to.name });
    const pick = () => tell(this, 'podwall-pick', { from: from.name, to: to.name, ...this.#picked() });
    const own = from.name === to.name && ' self';
    return h('td', {
      'data-from': from.name, 'data-to': to.name,
      class: `${tone}${own || ''}${was !== undefined && was !== text ? ' changed' : ''}`,
    }, by === 'namespace' ? ports
      : h('button', { type: 'button', tabindex: -1, 'aria-label': name, onclick: pick }, ports));
  }

  #picked() {
    const { port, protocol } = this.scope;
    return port === undefined ? {} : { port, protocol };
  }

  #hold(button) {
    if (button.localName !== 'button') return;
    for (const other of this.#body.querySelectorAll('button[tabindex="0"]')) other.tabIndex = -1;
    button.tabIndex = 0;
  }

  #walk(event) {
    if (event.target.localName !== 'button' || event.ctrlKey || event.altKey || event.metaKey) return;
    const rows = [...this.#body.querySelectorAll('tbody tr:not(.title)')].map((tr) =>
      [...tr.querySelectorAll('button')]);
    const row = rows.findIndex((buttons) => buttons.includes(event.target));
    const column = rows[row].indexOf(event.target);
    let next;
    if (STEPS[event.key]) {
      const [down, right] = STEPS[event.key];
      next = rows[row + down]?.[column + right];
    } else if (event.key === 'Home') next = rows[row][0];
    else if (event.key === 'End') next = rows[row].at(-1);
    else return;
    event.preventDefault();
    next?.focus();
  }
}

const same = (a, b) => a.from === b.from && a.to === b.to;

// Under its namespace's heading an end needs only the rest of its name.
const short = ({ name, namespace }) =>
  namespace && name.startsWith(`${namespace}/`) ? name.slice(namespace.length + 1) : name;
