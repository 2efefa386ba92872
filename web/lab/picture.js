// picture.js: <podwall-picture>, the cluster as rooms, walls and doors, and who reaches whom.
//
// A namespace is a room, a policy is a wall of the pods it selects (left for ingress, right for egress), a rule is a
// door in it. A line that passes is solid and ends in an arrow; one that is denied is dashed and ends in a bar at the
// wall that stops it.
//
//   data      {namespaces (of the reply to ends), tiles, rules, flows, more (of the reply to flows)}; `many` where
//             tiles were left out because there are too many
//   question  {from, to, port, protocol}: what is asked
//   answer    the reply to can, or null
//   outside   {name, tile}: the tile that stands for the address in the question, or null
//   fit()     the whole picture from its beginning, for another scene
//   changes   the reply to changes, or null
//   light(lit)  lit = {flows: Set of indexes} or null: these lines stand out
//
// Says: podwall-pick {from, to, port, protocol}; podwall-light {flows} or null; podwall-goto {place}.
//
// One stop of Tab: the arrow keys walk it. Down and Up go through the pods, Right enters the lines of a pod, Right
// again goes to its other end, Left comes back, Enter chooses. Shift with an arrow moves the picture; + and - zoom, 0
// fits.
// The table and the list beside the picture are its twins in words.

import { h, tell } from '../shared/dom.js';
import { smallWordOf } from '../shared/tone.js';
import { askedOf, completed } from './picture/asked.js';
import { endOfWay, legend, sentenceNodes } from './picture/caption.js';
import css from './picture.css';
import { Drawing, wallBoxes } from './picture/draw.js';
import { label } from './picture/labels.js';
import { arrange } from './picture/layout.js';
import { choose, doorsOf, isAsked, linesOf } from './picture/lines.js';
import { Packet } from './picture/packet.js';
import { route } from './picture/route.js';
import { asPng, asSvg, download } from './picture/save.js';
import { say, theirs, words, write } from './picture/say.js';
import { put, ruler, s } from './picture/svg.js';
import { Zoom } from './picture/zoom.js';
import { portsIn } from './ports.js';

const MARKED = 2000; // milliseconds for which a change is thick
const CROWD = 8; // lines
const LONG = 34; // characters of two names beside which there is no room for the button
const SAVED_MARGIN = 32; // pixels beside the rooms in a file
const WALKED = new Set(['allow', 'deny', 'partly']); // the other verdicts are of questions that no packet can ask
const EMPTY = { namespaces: [], tiles: [], rules: [], flows: [], more: 0 };
const VIEWS = ['question', 'to', 'from', 'changed', 'everything'];

export class PodwallPicture extends HTMLElement {
  static styles = css;

  #given = EMPTY; // as it was set
  #data = EMPTY; // with the address that is asked about
  #question = {};
  #answer = null;
  #outside = null;
  #changes = null;
  #view = 'question';
  #lit = null;
  #lines = []; // all
  #shown = []; // those that are drawn
  #walls = [];
  #layout;
  #routes = new Map();
  #boxes = [];
  #more = 0;
  #fresh = false; // changes are new, and so thick for a while
  #settling = 0;
  #pending = ''; // the tile that was chosen as source
  #pointed = ''; // tile or line under the pointer or the focus
  #current = ''; // the one that Tab comes to
  #home = ''; // the tile whose lines are walked
  #frame = 0;
  #parts;

  connectedCallback() {
    if (!this.#parts) this.#build();
    this.#sizes.observe(this.#parts.stage);
    this.#later();
  }

  disconnectedCallback() {
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    clearTimeout(this.#settling);
  }

  set data(data) {
    this.#given = { ...EMPTY, ...data };
    if (this.#pending && !this.#given.tiles.some(({ name }) => name === this.#pending)) this.#pending = '';
    this.#soon();
  }

  set question(question) {
    this.#question = question ?? {};
    this.#stopPacket();
    this.#soon();
  }

  set outside(outside) {
    this.#outside = outside;
    this.#soon();
  }

  set answer(answer) {
    this.#answer = answer;
    this.#stopPacket();
    this.#soon();
  }

  set changes(changes) {
    this.#changes = changes;
    clearTimeout(this.#settling);
    this.#fresh = Boolean(changes?.opened.length || changes?.closed.length);
    if (this.#fresh) {
      this.#settling = setTimeout(() => {
        this.#fresh = false;
        this.#later();
      }, MARKED);
    }
    this.#soon();
  }

  fit() {
    this.#sought = '';
    this.#parts?.zoom.fit();
  }

  light(lit) {
    this.#lit = lit?.flows?.size ? lit.flows : null;
    this.#later();
  }

  // ---- the frame around the picture

  #build() {
    const svg = s('svg', { class: 'picture', role: 'group', 'aria-label': say('picture'),
      'aria-describedby': 'picture-help' });
    const stage = h('div', { class: 'stage' }, svg, h('p', { class: 'empty', hidden: true }));
    const button = (text, code, act) => h('button',
      { type: 'button', 'aria-label': say(code), title: say(code), onclick: act }, text);
    const zoom = new Zoom(stage, svg);
    const segments = h('fieldset', { class: 'segments' }, h('legend', { class: 'unseen' }, words('picture.shown')),
      VIEWS.map((view) => h('label', {},
        h('input', { type: 'radio', name: 'view', value: view, checked: view === this.#view }), h('span'))));
    const said = h('div', { class: 'said' });
    const walked = h('p', { class: 'walked', role: 'status' });
    const send = h('button', { type: 'button', class: 'send', onclick: () => this.#send() }, words('picture.send'));
    this.replaceChildren(
      h('form', { class: 'head', onchange: (event) => this.#choose(event.target.value),
        onsubmit: (event) => event.preventDefault() },
        segments, send),
      stage,
      h('div', { class: 'foot' }, h('div', { class: 'caption' }, walked, said),
        h('div', { class: 'tools' },
          button('−', 'picture.zoom-out', () => zoom.step(-1)), button('+', 'picture.zoom-in', () => zoom.step(1)),
          button(words('picture.fit'), 'picture.fit.name', () => zoom.fit()),
          button('SVG', 'picture.save-svg', () => this.#save('svg')),
          button('PNG', 'picture.save-png', () => this.#save('png')))),
      h('p', { id: 'picture-help', class: 'unseen' }, words('picture.help')));
    const drawing = new Drawing(svg, ruler());
    this.#parts = { svg, stage, zoom, drawing, segments, said, walked, send, packet: new Packet(drawing.packetLayer) };
    this.#listen(stage);
  }

  #listen(stage) {
    const keyOf = ({ target }) => {
      const at = target.closest?.('[data-tile], [data-line]');
      return at?.dataset.tile ?? at?.dataset.line ?? '';
    };
    stage.addEventListener('pointerover', (event) => this.#point(keyOf(event)));
    stage.addEventListener('pointerleave', () => this.#point(''));
    this.addEventListener('pointerleave', () => this.#forget());
    stage.addEventListener('focusin', (event) => {
      this.#hold(keyOf(event));
      this.#point(keyOf(event));
    });
    stage.addEventListener('focusout', () => this.#point(''));
    stage.addEventListener('click', (event) => this.#act(keyOf(event)));
    stage.addEventListener('keydown', (event) => this.#key(event));
  }

  #sizes = new ResizeObserver(([{ target }]) => {
    this.#size = { width: target.clientWidth, height: target.clientHeight };
    const style = getComputedStyle(this);
    this.#parts.drawing.fonts = { text: style.fontFamily, mono: style.getPropertyValue('--mono') || 'monospace' };
    this.#later();
  });
  #size = { width: 0, height: 0 };

  // What the engine says comes as several facts at once and is drawn right after them, for the next frame. What
  // the reader points at is gathered to once a frame.
  #soon() {
    if (!this.#due && this.isConnected) queueMicrotask(() => this.#due && this.#draw());
    this.#due = true;
  }
  #due = false;

  #later() {
    if (!this.#frame && this.isConnected) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  // ---- drawing

  #draw() {
    cancelAnimationFrame(this.#frame);
    [this.#frame, this.#due] = [0, false];
    if (!this.#size.width || !this.isConnected) return; // not seen; the observer calls when it is
    const { drawing } = this.#parts;
    const held = this.contains(this.getRootNode().activeElement) && this.#holder();
    this.#data = completed(this.#given, this.#question, this.#answer, this.#outside);
    this.#arrange();
    this.#walls = doorsOf(this.#data).map((doors, i) => ({
      ...this.#data.tiles[i].isolated, ingressDoor: doors.ingress, egressDoor: doors.egress,
    }));
    this.#lines = linesOf(this.#data, this.#changes);
    this.#chooseLines();
    this.#place();
    drawing.update({
      layout: this.#layout, walls: this.#walls, lines: this.#shown, routes: this.#routes, boxes: this.#boxes,
      tiles: this.#tilesNow(),
    });
    this.#seek();
    this.#hold(this.#current);
    // A line that went away takes the focus with it; it comes back to where Tab would.
    const lost = held && !this.contains(this.getRootNode().activeElement);
    if (lost) drawing.find(this.#current)?.focus({ preventScroll: true });
    this.#frameWords();
  }

  // Only other tiles or another size make another layout, and only that is measured on the screen again.
  #arrange() {
    const { namespaces = [], tiles } = this.#data;
    const stands = tiles.map(({ name, namespace, kind, ports }) => [name, namespace, kind, Boolean(ports?.length)]);
    const key = JSON.stringify([namespaces.map(({ name, labels }) => [name, labels]), stands, this.#size]);
    if (key === this.#arranged) return;
    this.#arranged = key;
    this.#layout = arrange(this.#data, this.#size);
    const { stage, svg, zoom } = this.#parts;
    stage.style.setProperty('--needs', `${this.#layout.needs}px`);
    put(svg, { viewBox: `0 0 ${this.#layout.width} ${this.#layout.height}` });
    zoom.size = this.#layout;
  }
  #arranged = '';

  // Both ends of another question are brought into sight, the destination where there is no room for both.
  #seek() {
    const { from, to } = this.#asked;
    const { tiles, width } = this.#layout;
    const sought = `${this.#question.from} ${this.#question.to} ${width}`;
    if (sought === this.#sought || !tiles[to]) return;
    this.#sought = sought;
    for (const box of [tiles[from], tiles[to]]) if (box) this.#parts.zoom.show(box);
  }
  #sought = '';

  #holder() {
    const { activeElement } = this.getRootNode();
    return Boolean(activeElement.closest('.stage'));
  }

  get #asked() {
    return askedOf(this.#data, this.#question, this.#answer, this.#outside);
  }

  #chooseLines() {
    const asked = this.#asked;
    const view = this.#pending ? 'from' : this.#view;
    const about = this.#pending ? { from: this.#data.tiles.findIndex(({ name }) => name === this.#pending), to: -1 }
      : asked;
    const { lines, more } = choose(this.#lines, view, about);
    const keys = new Set(lines.map(({ key }) => key));
    const lit = (line) => this.#lit && line.flows.some((flow) => this.#lit.has(flow));
    const called = this.#lines.filter((line) => lit(line) && !keys.has(line.key)).slice(0, 24)
      .map((line) => ({ ...line, emphasis: 'main', called: true }));
    this.#more = more;
    this.#shown = [...lines, ...called].map((line) => ({
      ...line, fresh: this.#fresh && line.change !== '', lit: !this.#lit ? '' : lit(line) ? 'lit' : 'dim',
      words: this.#wordsOf(line, lines.length > CROWD), name: this.#nameOf(line),
    }));
  }

  // A line that would say nothing but "every port" goes without words where there are many, or where it is quiet.
  #wordsOf({ label: text, emphasis, verdict, change, port }, crowded) {
    const ports = portsIn(text);
    if (change) return say(`picture.label.${change}`, { ports });
    if (!port && verdict === 'allow' && emphasis !== 'asked' && (crowded || emphasis === 'quiet')) return '';
    if (emphasis !== 'asked') return ports;
    const word = smallWordOf(verdict);
    return text === 'none' ? word : say('picture.label', { ports, verdict: word });
  }

  #nameOf({ from, to, label: ports, sentence, change }) {
    const { tiles } = this.#data;
    return say(change ? `picture.line.${change}` : 'picture.line',
      { from: tiles[from].name, to: tiles[to].name, ports: portsIn(ports), sentence });
  }

  // Lines that are only called by light get ways of their own, so that the others do not move.
  #place() {
    const own = this.#shown.filter((line) => !line.called);
    const called = this.#shown.filter((line) => line.called);
    this.#routes = new Map([...route(this.#layout, own, this.#walls), ...route(this.#layout, called, this.#walls)]);
    const { drawing } = this.#parts;
    const boxes = [
      ...this.#layout.tiles.flatMap((box, i) => [box, ...wallBoxes(box, this.#walls[i])]),
      ...this.#layout.rooms.map(({ title }) => title), ...drawing.doorBoxes(this.#layout, this.#walls),
    ];
    const ranks = { asked: 0, main: 2, quiet: 3 };
    this.#boxes = label(this.#shown.map((line) => {
      const { points, ghostPoints } = this.#routes.get(line.key);
      const width = line.words && drawing.labelWidth(line.words);
      return { points: ghostPoints ?? points, width, rank: line.change ? 1 : ranks[line.emphasis] };
    }), boxes, this.#layout);
  }

  #tilesNow() {
    const { from, to } = this.#asked;
    const verdict = this.#answer?.verdict ?? '';
    return this.#data.tiles.map((tile, index) => ({
      ...tile, index, pending: tile.name === this.#pending,
      label: tile.label ?? tile.name,
      mark: this.#pending ? '' : index === from ? `source ${verdict}` : index === to ? `goal ${verdict}` : '',
      sentence: this.#tileSentence(tile), full: tile.kind === 'outside' ? `${tile.label} (${tile.name})` : tile.name,
    }));
  }

  #tileSentence({ name, label: text, kind, count, labels = [], ports = [], isolated = {} }) {
    if (kind === 'outside') return say('picture.tile.outside', { name: text, address: name.replace(/^ip:/, '') });
    const sides = ['ingress', 'egress'].filter((side) => isolated[side]);
    const what = [count > 1 && say('picture.tile.pods', { count }), labels.join(' '),
      ports.length && say('picture.tile.listens', { ports: ports.map(({ port, protocol }) => `${port}/${protocol}`)
        .join(', ') }),
    ].filter(Boolean);
    return say(`picture.tile.${sides.join('-') || 'open'}`, { facts: [name, ...what].join(', ') });
  }

  // ---- words around it

  #frameWords() {
    const { segments, stage, svg, send } = this.#parts;
    const asked = this.#asked;
    const { from: source = '', to: goal = '' } = this.#question;
    const called = this.#layout.narrow || source.length + goal.length > LONG ? 'label' : 'name';
    const name = (index, other) => this.#data.tiles[index]?.[called] ?? other ?? say('picture.the-pod');
    const count = this.#lines.filter(({ change }) => change).length;
    const values = { to: { name: name(asked.to, this.#question.to) },
      from: { name: name(asked.from, this.#question.from) }, changed: { count } };
    for (const input of segments.querySelectorAll('input')) {
      const code = input.value === 'changed' && count ? 'picture.view.changed-so-many' : `picture.view.${input.value}`;
      put(input.nextElementSibling, { title: say(code, values[input.value]) });
      write(input.nextElementSibling, code, values[input.value]);
    }
    const empty = this.#data.tiles.length ? '' : this.#data.many ? 'picture.too-many' : 'picture.empty';
    const note = stage.querySelector('.empty');
    if (empty) write(note, empty);
    note.hidden = !empty;
    svg.toggleAttribute('hidden', Boolean(empty));
    send.disabled = !this.#answer?.verdict || Boolean(empty);
    this.#caption();
  }

  #caption() {
    const key = this.#pending ? `pending ${this.#pending}` : this.#pointed;
    const line = this.#shown.find((each) => each.key === key);
    const tile = this.#tile(key);
    const text = `${key}|${line?.name ?? ''}|${tile ? this.#tileSentence(tile) : ''}|${this.#resting()}`;
    if (text === this.#captioned) return;
    this.#captioned = text;
    const go = (place) => tell(this, 'podwall-goto', { place });
    const { said } = this.#parts;
    if (this.#pending) {
      said.replaceChildren(h('p', {}, words('picture.pending', {
        from: h('b', {}, words('picture.pending.from', { name: this.#pending })),
        cancel: h('button', { type: 'button', class: 'link', onclick: () => this.#cancel() }, words('picture.cancel')),
      })));
    } else if (line) {
      const { tiles } = this.#data;
      said.replaceChildren(h('p', { class: line.verdict },
        h('b', { class: 'flow' }, `${tiles[line.from].name} → ${tiles[line.to].name} ${portsIn(line.label)}`),
        line.change && [' ', words(`picture.${line.change}`)], ' ',
        theirs(sentenceNodes(line.sentence, line.decided, go))));
    } else if (tile) said.replaceChildren(h('p', {}, this.#tileSentence(tile)));
    else said.replaceChildren(legend(this.#resting()));
  }
  #captioned = null;

  #resting() {
    const more = this.#more + (this.#view === 'everything' ? this.#data.more : 0);
    if (more) return say('picture.more', { count: more });
    if (this.#view === 'changed' && !this.#shown.length) {
      const some = this.#changes?.opened.length || this.#changes?.closed.length;
      return say(some ? 'picture.changed-elsewhere' : 'picture.unchanged');
    }
    return this.#data.tiles.length > 1 ? say('picture.choose') : '';
  }

  #tile(name) {
    return this.#data.tiles.find((tile) => tile.name === name);
  }

  // ---- pointing and choosing

  #point(key) {
    if (key === this.#lastPoint) return;
    this.#lastPoint = key;
    const line = this.#shown.find((each) => each.key === key);
    if (line) tell(this, 'podwall-light', { flows: line.flows });
    else if (this.#lighting) tell(this, 'podwall-light', null);
    this.#lighting = Boolean(line);
    // The words stay when the pointer leaves, so that their link can be reached.
    if (key) {
      this.#pointed = key;
      this.#caption();
    }
  }
  #lastPoint = '';
  #lighting = false;

  #forget() {
    if (this.contains(this.getRootNode().activeElement)) return;
    this.#pointed = '';
    this.#caption();
  }

  #choose(view) {
    this.#view = view;
    this.#pending = '';
    this.#pointed = '';
    this.#later();
  }

  #cancel() {
    const back = this.#pending;
    this.#pending = '';
    this.#parts.drawing.find(back)?.focus({ preventScroll: true });
    this.#later();
  }

  // A tile becomes the source, the next one the destination; a line is both at once.
  #act(key) {
    const line = this.#shown.find((each) => each.key === key);
    const tile = this.#tile(key);
    if (line) this.#pick(this.#data.tiles[line.from].name, this.#data.tiles[line.to], line);
    else if (tile && !this.#pending) {
      this.#pending = tile.name;
      this.#stopPacket();
      this.#later();
    } else if (tile && tile.name === this.#pending) this.#cancel();
    else if (tile) this.#pick(this.#pending, tile);
  }

  #pick(from, to, line) {
    this.#pending = '';
    const same = (to.ports ?? [])
      .find(({ port, protocol }) => port === this.#question.port && protocol === this.#question.protocol);
    const { port, protocol } = (line?.port ? line : same ?? to.ports?.[0]) ?? this.#question;
    tell(this, 'podwall-pick', { from, to: to.name, port, protocol });
    this.#later();
  }

  // ---- keys

  #hold(key) {
    const { drawing, svg } = this.#parts;
    const now = drawing.find(key) ? key : this.#data.tiles[Math.max(0, this.#asked.from)]?.name ?? '';
    this.#current = now;
    for (const other of svg.querySelectorAll('[tabindex="0"]')) {
      if (other !== drawing.find(now)) put(other, { tabindex: -1 });
    }
    const element = drawing.find(now);
    if (element) put(element, { tabindex: 0 });
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const pan = event.shiftKey && PANS[event.key];
    if (!pan && !KEYS[event.key]) return;
    event.preventDefault();
    if (pan) this.#parts.zoom.pan(...pan);
    else this.#walk(KEYS[event.key]);
  }

  #walk(act) {
    const { zoom } = this.#parts;
    const names = this.#data.tiles.map(({ name }) => name);
    const line = this.#shown.find(({ key }) => key === this.#current);
    const home = line ? this.#home : this.#current;
    const own = this.#shown.filter(({ from, to }) => names[from] === home || names[to] === home).map(({ key }) => key);
    const other = line && names[names[line.from] === home ? line.to : line.from];
    const list = line ? own : names;
    const at = list.indexOf(this.#current);
    const steps = {
      next: () => list[Math.min(at + 1, list.length - 1)],
      back: () => list[Math.max(at - 1, 0)],
      first: () => list[0],
      last: () => list.at(-1),
      into: () => (line ? other : own[0]),
      out: () => (line ? home : ''),
      choose: () => this.#act(this.#current),
      cancel: () => (this.#pending ? this.#cancel() : ''),
      closer: () => zoom.step(1),
      farther: () => zoom.step(-1),
      fit: () => zoom.fit(),
    };
    const to = steps[act]();
    if (!to) return;
    this.#home = names.includes(to) ? to : home;
    this.#go(to);
  }

  #go(key) {
    const { drawing, zoom } = this.#parts;
    drawing.find(key)?.focus({ preventScroll: true });
    const index = this.#data.tiles.findIndex(({ name }) => name === key);
    if (index >= 0) zoom.show(this.#layout.tiles[index]);
  }

  // ---- the packet

  async #send() {
    const { packet, walked, zoom } = this.#parts;
    const asked = this.#asked;
    const { verdict, flows, decided } = this.#answer;
    const first = flows?.[0];
    const stop = first?.egress?.verdict === 'deny' ? 'egress' : 'ingress';
    walked.replaceChildren();
    walked.className = 'walked';
    if (WALKED.has(verdict) && asked.from >= 0 && asked.to >= 0 && asked.from !== asked.to) {
      zoom.show(this.#layout.tiles[asked.to]);
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      const tone = verdict === 'deny' ? 'deny' : 'allow';
      if (!await packet.run(this.#wayOf(asked, verdict, stop), tone, { still })) return;
    }
    const { head, sentence } = endOfWay({ answer: this.#answer, at: first?.[stop]?.at, from: this.#question.from,
      to: this.#question.to });
    walked.className = `walked ${verdict}`;
    walked.replaceChildren(h('b', {}, head), ' ',
      ...theirs(sentenceNodes(sentence, decided ?? first?.decided, (place) => tell(this, 'podwall-goto', { place }))));
  }

  // The way of the line that is drawn, or of one that the view does not show.
  #wayOf(asked, verdict, stop) {
    const fits = (line) => isAsked(line, asked) && (verdict !== 'deny' || line.verdict === 'deny');
    const drawn = this.#shown.find(fits);
    if (drawn) return this.#routes.get(drawn.key).points;
    const line = this.#lines.find(fits) ?? { key: 'asked', ...asked, verdict, stop: verdict === 'deny' ? stop : '' };
    return route(this.#layout, [line], this.#walls).get(line.key).points;
  }

  #stopPacket() {
    this.#parts?.packet.clear();
    this.#parts?.walked.replaceChildren();
  }

  // ---- files

  // The rooms, and beside them as much as lines may need.
  #frameOfAll() {
    const { rooms, width, height } = this.#layout;
    const x = Math.max(0, Math.min(...rooms.map((room) => room.x)) - SAVED_MARGIN);
    const end = Math.min(width, Math.max(...rooms.map((room) => room.x + room.w)) + SAVED_MARGIN);
    return rooms.length ? { x, y: 0, width: end - x, height } : { x: 0, y: 0, width, height };
  }

  async #save(kind) {
    const { from, to } = this.#question;
    const about = from && to ? say('picture.title', { from, to }) : say('picture.title.none');
    const title = [about, this.#answer?.sentence].filter(Boolean).join('. ');
    const frame = this.#frameOfAll();
    const text = asSvg(this.#parts.svg, { ...frame, title });
    const blob = kind === 'svg' ? new Blob([text], { type: 'image/svg+xml' }) : await asPng(text, frame);
    download(blob, `podwall-picture.${kind}`);
  }
}

const KEYS = {
  ArrowDown: 'next', ArrowUp: 'back', ArrowRight: 'into', ArrowLeft: 'out', Home: 'first', End: 'last',
  Enter: 'choose', ' ': 'choose', Escape: 'cancel', '+': 'closer', '-': 'farther', 0: 'fit',
};
const PANS = { ArrowDown: [0, 80], ArrowUp: [0, -80], ArrowRight: [80, 0], ArrowLeft: [-80, 0] };
