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
import { wordOf } from '../shared/tone.js';
import { endOfWay, legend, sentenceNodes } from './picture/caption.js';
import css from './picture.css';
import { Drawing, wallBoxes } from './picture/draw.js';
import { label } from './picture/labels.js';
import { arrange } from './picture/layout.js';
import { choose, doorsOf, isAsked, linesOf } from './picture/lines.js';
import { Packet } from './picture/packet.js';
import { route } from './picture/route.js';
import { asPng, asSvg, download } from './picture/save.js';
import { put, ruler, s, say } from './picture/svg.js';
import { Zoom } from './picture/zoom.js';

const MARKED = 2000; // milliseconds for which a change is thick
const CROWD = 8; // lines
const SAVED_MARGIN = 32; // pixels beside the rooms in a file
const WALKED = new Set(['allow', 'deny', 'partly']); // the other verdicts are of questions that no packet can ask
const EMPTY = { namespaces: [], tiles: [], rules: [], flows: [], more: 0 };
const NOTHING = {
  none: 'No pods yet: write one in the cluster’s manifests, and it stands here.',
  many: 'Too many pods to draw, or none of the question. Its answer stands above; below are its reasons and the table.',
};
const VIEWS = ['question', 'to', 'from', 'changed', 'everything'];
const HELP = 'Down and Up go through the pods, Right and Left through their connections, Enter chooses. '
  + 'Shift with an arrow moves the picture, plus and minus zoom.';

export class PodwallPicture extends HTMLElement {
  static styles = css;

  #data = EMPTY;
  #question = {};
  #answer = null;
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
    this.#data = { ...EMPTY, ...data };
    if (this.#pending && !this.#tile(this.#pending)) this.#pending = '';
    this.#soon();
  }

  set question(question) {
    this.#question = question ?? {};
    this.#stopPacket();
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

  light(lit) {
    this.#lit = lit?.flows?.size ? lit.flows : null;
    this.#later();
  }

  // ---- the frame around the picture

  #build() {
    const svg = s('svg', { class: 'picture', role: 'group', 'aria-label': 'Picture of the cluster',
      'aria-describedby': 'picture-help' });
    const stage = h('div', { class: 'stage' }, svg, h('p', { class: 'empty', hidden: true }));
    const button = (text, name, act, more = {}) => h('button',
      { type: 'button', 'aria-label': name, title: name, onclick: act, ...more }, text);
    const zoom = new Zoom(stage, svg);
    const segments = h('fieldset', { class: 'segments' }, h('legend', { class: 'unseen' }, 'Connections shown'),
      VIEWS.map((view) => h('label', {},
        h('input', { type: 'radio', name: 'view', value: view, checked: view === this.#view }), h('span'))));
    const said = h('div', { class: 'said' });
    const walked = h('p', { class: 'walked', role: 'status' });
    const send = h('button', { type: 'button', class: 'send', onclick: () => this.#send() }, 'Send a packet');
    this.replaceChildren(
      h('form', { class: 'head', onchange: (event) => this.#choose(event.target.value),
        onsubmit: (event) => event.preventDefault() },
        segments, send),
      stage,
      h('div', { class: 'foot' }, h('div', { class: 'caption' }, walked, said),
        h('div', { class: 'tools' },
          button('−', 'Zoom out', () => zoom.step(-1)), button('+', 'Zoom in', () => zoom.step(1)),
          button('Fit', 'Fit the picture', () => zoom.fit()),
          button('SVG', 'Save as SVG', () => this.#save('svg')),
          button('PNG', 'Save as PNG', () => this.#save('png')))),
      h('p', { id: 'picture-help', class: 'unseen' }, HELP));
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

  #holder() {
    const { activeElement } = this.getRootNode();
    return Boolean(activeElement.closest('.stage'));
  }

  get #asked() {
    const find = (name, side) => {
      const own = this.#data.tiles.findIndex((tile) => tile.name === name || tile.pods?.includes(name));
      if (own >= 0 || !name) return own;
      const pod = this.#answer?.flows?.[0]?.[side]; // a Service: the pod behind it
      return this.#data.tiles.findIndex((tile) => tile.name === pod || tile.pods?.includes(pod));
    };
    const { from, to, port } = this.#question;
    return { from: find(from, 'from'), to: find(to, 'to'), port: this.#answer?.flows?.[0]?.port ?? port };
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
  #wordsOf({ label: ports, emphasis, verdict, change, port }, crowded) {
    if (change) return `${ports} ${change}`;
    if (!port && verdict === 'allow' && emphasis !== 'asked' && (crowded || emphasis === 'quiet')) return '';
    return emphasis === 'asked' ? `${ports} ${wordOf(verdict).toLowerCase()}` : ports;
  }

  #nameOf({ from, to, label: ports, sentence, change }) {
    const { tiles } = this.#data;
    const changed = change && ` Was ${change} by the last edit.`;
    return `${tiles[from].name} to ${tiles[to].name}, ${ports}: ${sentence}${changed}`;
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
    if (kind === 'outside') return `${text}: addresses outside the cluster, such as ${name.replace(/^ip:/, '')}.`;
    const sides = ['ingress', 'egress'].filter((side) => isolated[side]);
    const what = [count > 1 && `${count} pods`, labels.join(' '),
      ports.length && `listens on ${ports.map(({ port, protocol }) => `${port}/${protocol}`).join(', ')}`,
    ].filter(Boolean);
    const wall = sides.length ? `Selected by policies for ${sides.join(' and ')}.`
      : 'No policy selects it: it is open.';
    return `${[name, ...what].join(', ')}. ${wall}`;
  }

  // ---- words around it

  #frameWords() {
    const { segments, stage, svg, send } = this.#parts;
    const asked = this.#asked;
    const name = (index, other) => this.#data.tiles[index]?.[this.#layout.narrow ? 'label' : 'name'] ?? other
      ?? 'the pod';
    const count = this.#lines.filter(({ change }) => change).length;
    const words = {
      question: 'This question', to: `To ${name(asked.to, this.#question.to)}`,
      from: `From ${name(asked.from, this.#question.from)}`,
      changed: count ? `Changed (${count})` : 'Changed', everything: 'Everything',
    };
    for (const input of segments.querySelectorAll('input')) {
      const text = words[input.value];
      put(input.nextElementSibling, { title: text });
      say(input.nextElementSibling, text);
    }
    const empty = this.#data.tiles.length ? '' : NOTHING[this.#data.many ? 'many' : 'none'];
    const note = stage.querySelector('.empty');
    if (note.textContent !== empty) note.textContent = empty;
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
      said.replaceChildren(h('p', {}, h('b', {}, `From ${this.#pending}.`), ' Choose where to. ',
        h('button', { type: 'button', class: 'link', onclick: () => this.#cancel() }, 'Cancel')));
    } else if (line) {
      const { tiles } = this.#data;
      said.replaceChildren(h('p', { class: line.verdict },
        h('b', {}, `${tiles[line.from].name} → ${tiles[line.to].name} ${line.label}`),
        line.change && ` (${line.change})`, ' ',
        sentenceNodes(line.sentence, line.decided, go)));
    } else if (tile) said.replaceChildren(h('p', {}, this.#tileSentence(tile)));
    else said.replaceChildren(legend(this.#resting()));
  }
  #captioned = null;

  #resting() {
    const more = this.#more + (this.#view === 'everything' ? this.#data.more : 0);
    if (more) return `${more} more connections are not drawn. Choose a pod to see its own.`;
    if (this.#view === 'changed' && !this.#shown.length) {
      const some = this.#changes?.opened.length || this.#changes?.closed.length;
      return some ? 'What changed is between pods that are not drawn.' : 'The last edit opened and closed nothing.';
    }
    return this.#data.tiles.length > 1 ? 'Choose two pods to ask about them.' : '';
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
    walked.replaceChildren(h('b', {}, head),
      ...sentenceNodes(sentence, decided ?? first?.decided, (place) => tell(this, 'podwall-goto', { place })));
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
    const title = [from && to ? `${from} to ${to}` : 'Pods and policies', this.#answer?.sentence].filter(Boolean)
      .join('. ');
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
