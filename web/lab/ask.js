// ask.js: <podwall-ask>, the question "From .. to .. on .." and its answer in one sentence.
//
// The ends are lists to choose from; where they are many, fields to type in, which the browser completes.
//
// A chosen end that is no longer in the text stays chosen: the question is the reader's, and the engine
// says what became of it. The lines have their room from the start, so nothing moves when they change.
//
//   question          {from, to, port, protocol}; setting it does not ask; clear() forgets it
//   missing           why there is no question yet, or null
//   ends              the reply to "ends"
//   showAnswer(reply) the reply to "can", also one that is not ok
//   showProblem(nodes) when there is no reply
//   wait(finding)     the answer stands for the text before this mistake
//   latest            the reply to "changes", or null: what the last edit opened and closed
//
// Says: podwall-ask {from, to, port, protocol}; podwall-goto {place}; podwall-light; podwall-changes-wanted.

import { h, mark, placeLink, tell } from '../shared/dom.js';
import { toneOf, verdictWords, wordOf } from '../shared/tone.js';
import { opening } from './opening.js';
import css from './ask.css';
import { say, theirs, words } from './say.js';

const ADDRESS = 'ip:';

const MANY = 60; // names beyond which a list is no help
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

export class PodwallAsk extends HTMLElement {
  static styles = css;
  #form;
  #ends = [];
  #filled = '';
  #said = '';
  #announced = '';
  #timer;

  constructor() {
    super();
    this.#form = form();
  }

  connectedCallback() {
    if (this.childElementCount) return;
    this.append(this.#form, h('div', { class: 'said' },
      h('div', { class: 'answer', role: 'status', 'aria-live': 'polite' }, h('p', {}, words('lab.starting'))),
      h('ul', { class: 'notes', hidden: true }),
      h('p', { class: 'latest' }, words('ask.idle')),
      h('p', { class: 'visually-hidden announcer', role: 'status' })));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      tell(this, 'podwall-ask', this.question);
    });
    this.#form.addEventListener('focusin', ({ target }) => target.matches('.end') && target.select());
    this.#form.addEventListener('input', ({ target }) => {
      // Not every browser calls it a change when one of the completions is taken.
      const taken = target.matches('.end') && this.knows(target.value);
      if (taken) target.dispatchEvent(new Event('change', { bubbles: true }));
    });
    this.#form.addEventListener('change', ({ target }) => {
      if (this.#same(target)) return;
      if (target.name === 'to') this.#portFor(target.value);
      this.#showAddresses(target);
      tell(this, 'podwall-ask', this.question);
    });
  }

  get question() {
    const port = this.#field('port').value.trim();
    return {
      from: this.#end('from'),
      to: this.#end('to'),
      port: /^\d+$/.test(port) ? Number(port) : port || undefined,
      protocol: this.#field('protocol').value,
    };
  }

  set question({ from, to, port, protocol }) {
    this.#choose('from', from);
    this.#choose('to', to);
    if (port !== undefined) this.#field('port').value = port;
    else this.#portFor(to);
    if (protocol !== undefined) this.#field('protocol').value = protocol;
  }

  /** Forgets the question; the next ends bring another. */
  clear() {
    for (const side of ['from', 'to']) this.#field(side).replaceWith(h('select', { name: side }));
    this.#filled = '';
  }

  set ends({ ends }) {
    const now = JSON.stringify(ends.map(({ name, workload, ports }) => [name, workload, ports]));
    if (now === this.#filled) return; // an open list would close under the reader's hand
    this.#filled = now;
    const was = this.question;
    const begins = !was.from && !was.to;
    this.#ends = ends;
    this.#fill('from', ends.filter((end) => end.kind !== 'service'), was.from);
    this.#fill('to', ends, was.to);
    this.#offerPorts();
    if (begins && ends.length) this.question = opening(ends);
  }

  /** What the reader has still to give before there is a question, a code; null when nothing is missing. */
  get missing() {
    if (!this.#ends.length) return 'no-pod';
    const { from, to, port } = this.question;
    if (!from || !to) return 'no-ends';
    if ([from, to].includes(ADDRESS)) return 'no-address';
    return port === undefined ? 'no-port' : null;
  }

  /** True when the text holds an end of this name. */
  knows(name) {
    return this.#ends.some((end) => end.name === name || end.workload === name);
  }

  showAnswer(reply) {
    if (!reply.ok) return this.#showError(reply);
    const tone = toneOf(reply.verdict);
    const word = wordOf(reply.verdict);
    // The core's sentence opens with its verdict; where it does not, the word is put before.
    const opens = reply.sentence.startsWith(word);
    const head = h('strong', {}, mark(tone), verdictWords(reply.verdict));
    const said = opens ? reply.sentence.slice(word.length) : reply.sentence;
    const rest = theirs(linked(said, reply.flows[0]?.decided));
    this.removeAttribute('data-waiting');
    this.#say(tone, opens ? [head, rest] : words('ask.answer', { word: head, sentence: rest }));
    this.#footnotes([
      ...(reply.omitted ?? []).map(leftOut),
      ...(reply.notes ?? []).map((note) => h('li', {}, theirs(note))),
    ]);
  }

  showProblem(nodes) {
    this.#say('other', nodes);
    this.#footnotes([]);
  }

  wait({ file, line, message }) {
    this.setAttribute('data-waiting', '');
    this.querySelector('.latest').replaceChildren(...words('ask.waiting',
      { line: placeLink(words('line', { line }), { file, line }), message: theirs(message) }));
  }

  set latest(changes) {
    const line = this.querySelector('.latest');
    if (!changes) {
      line.replaceChildren(...words('ask.idle'));
      this.#announce('');
      return;
    }
    const [first] = [...changes.opened, ...changes.closed];
    const others = changes.opened.length + changes.closed.length + changes.more - 1;
    const all = () => tell(this, 'podwall-changes-wanted');
    line.replaceChildren(...words(others > 0 ? 'ask.changed.more' : 'ask.changed', {
      word: h('strong', {}, words(changes.opened.length ? 'changed.opened' : 'changed.closed')),
      change: theirs(first?.text ?? changes.text),
      more: h('button', { type: 'button', class: 'link', onclick: all }, words('ask.more', { count: others })),
    }));
    this.#announce(changes.text);
  }

  // Told once the typing rests, and only when it is news.
  #announce(text) {
    clearTimeout(this.#timer);
    if (text === this.#announced) return;
    this.#timer = setTimeout(() => {
      this.#announced = text;
      this.querySelector('.announcer').replaceChildren(...theirs(text));
    }, 400);
  }

  #showError({ missing, error: { message, candidates = [] } = {} }) {
    const side = this.knows(this.question.from) ? 'to' : 'from';
    const offer = (name) => h('button', { type: 'button', class: 'quiet', onclick: () => {
      this.#choose(side, name);
      tell(this, 'podwall-ask', this.question);
    } }, name);
    const head = h('strong', {}, words('ask.no-answer.head'));
    const why = missing ? words(`ask.${missing}`) : theirs(message);
    this.#say('other', words('ask.no-answer', { head, message: why }));
    this.#footnotes(candidates.length ? [h('li', { class: 'offers' }, candidates.map(offer))] : []);
  }

  // A live region is only touched when its words change, or it would speak at every keystroke.
  #say(tone, ...parts) {
    const line = h('p', {}, ...parts);
    if (line.textContent === this.#said) return;
    this.#said = line.textContent;
    const answer = this.querySelector('.answer');
    answer.dataset.tone = tone;
    answer.replaceChildren(line);
  }

  #footnotes(items) {
    const list = this.querySelector('.notes');
    list.replaceChildren(...items);
    list.hidden = items.length === 0;
  }

  #field(name) {
    return this.#form.elements[name];
  }

  #end(side) {
    const { value } = this.#field(side);
    return value === ADDRESS ? ADDRESS + this.#field(`${side}-address`).value.trim() : value;
  }

  #choose(side, name) {
    const select = this.#field(side);
    if (!name) return;
    if (select.localName === 'input') {
      select.value = name;
      select.title = name;
      return;
    }
    const address = name.startsWith(ADDRESS);
    const value = address ? ADDRESS : name;
    if (![...select.options].some((option) => option.value === value)) {
      select.prepend(h('option', { value }, words('ask.not-in-the-text', { name })));
    }
    select.value = value;
    if (address) this.#field(`${side}-address`).value = name.slice(ADDRESS.length);
    this.#showAddresses();
  }

  // A field says the same change twice where the browser says it as well.
  #same(target) {
    const now = target.value;
    const same = target.matches('.end') && target.dataset.said === now;
    if (target.matches('.end')) target.dataset.said = now;
    return same;
  }

  #fill(side, ends, chosen) {
    const many = new Set(ends.flatMap(({ name, workload }) => [name, workload])).size > MANY;
    const field = this.#field(side);
    if (many !== (field.localName === 'input')) field.replaceWith(many ? typed(side) : h('select', { name: side }));
    if (many) this.#complete(side, ends, chosen);
    else this.#list(side, ends, chosen);
  }

  #complete(side, ends, chosen) {
    const names = new Set(ends.flatMap(({ name, workload }) => (workload ? [workload, name] : [name])));
    this.querySelector(`#ends-${side}`).replaceChildren(...[...names].map((value) => h('option', { value })));
    this.#choose(side, chosen);
    this.#showAddresses();
  }

  #list(side, ends, chosen) {
    const groups = new Map();
    for (const { name, namespace, workload } of ends) {
      if (!groups.has(namespace)) groups.set(namespace, new Set());
      if (workload) groups.get(namespace).add(workload); // all of its pods at once
      groups.get(namespace).add(name);
    }
    const option = (name) => h('option', { value: name }, name);
    this.#field(side).replaceChildren(
      ...[...groups].map(([label, names]) => h('optgroup', { label }, [...names].map(option))),
      h('optgroup', { label: say('ask.outside') },
        h('option', { value: ADDRESS }, words('ask.an-address'))),
    );
    this.#choose(side, chosen);
  }

  #showAddresses(focused) {
    for (const side of ['from', 'to']) {
      const input = this.#field(`${side}-address`);
      input.hidden = this.#field(side).value !== ADDRESS;
      if (!input.hidden && focused?.name === side) input.focus();
    }
  }

  #portsOf(name) {
    return this.#ends.find((end) => end.name === name || end.workload === name)?.ports ?? [];
  }

  // A new destination brings its own port along, unless the chosen one fits it too.
  #portFor(name) {
    const ports = this.#portsOf(name);
    const { port, protocol } = this.question;
    if (!ports.length || ports.some((p) => p.port === port && p.protocol === protocol)) return;
    this.#field('port').value = ports[0].port;
    this.#field('protocol').value = ports[0].protocol;
  }

  #offerPorts() {
    const seen = new Map(this.#ends.flatMap((end) => end.ports ?? []).map((p) => [p.port, p]));
    this.querySelector('#ports').replaceChildren(
      ...[...seen.values()].map(({ port, name }) => h('option', { value: port }, name ?? '')),
    );
  }
}

function leftOut({ what, file, line, why }) {
  const values = { head: h('strong', {}, words('left-out.head')), what: theirs(what), why: theirs(why) };
  const link = line && placeLink(words('line', { line }), { file, line });
  return h('li', { class: 'omitted' }, words(line ? 'left-out.line' : 'left-out', { ...values, line: link }));
}

// The line the sentence names becomes a way to that line.
function linked(text, place) {
  const words = place && `line ${place.line}`;
  const at = words ? text.lastIndexOf(words) : -1;
  if (at < 0) return [text];
  const open = text[at - 1] === '(' ? at - 1 : at; // its brackets stay with it
  return [text.slice(0, open), h('span', { class: 'nowrap' },
    text.slice(open, at), placeLink(words, place), text.slice(at + words.length, at + words.length + 2)),
  text.slice(at + words.length + 2)];
}

// Pods, workloads and Services are completed; an address can be typed as well.
const typed = (side) => h('input', { class: 'end', name: side, list: `ends-${side}`, spellcheck: 'false',
  autocapitalize: 'off', placeholder: say('ask.find') });

function form() {
  const end = (side, address) => [
    h('label', {}, h('span', {}, words(`ask.${side}`)), h('select', { name: side })),
    h('datalist', { id: `ends-${side}` }),
    h('input', { name: `${side}-address`, 'aria-label': say(address),
      placeholder: '8.8.8.8', hidden: true }),
  ];
  return h('form', { 'aria-label': say('ask'), autocomplete: 'off' },
    ...end('from', 'ask.source-address'), ...end('to', 'ask.destination-address'),
    h('label', {}, h('span', {}, words('ask.on')),
      h('input', { name: 'port', inputmode: 'numeric', maxlength: 5, list: 'ports', 'aria-label': say('ask.port') })),
    h('select', { name: 'protocol', 'aria-label': say('ask.protocol') },
      PROTOCOLS.map((name) => h('option', {}, name))),
    h('datalist', { id: 'ports' }),
    h('button', { type: 'submit', class: 'visually-hidden' }, words('ask.go')));
}
