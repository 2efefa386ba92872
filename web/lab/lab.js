// lab.js: <podwall-lab>, holds the parts together: what is typed goes to the engine, what the engine
// says goes to the parts. It owns the engine's client and knows no rule of Kubernetes.
//
// Inside are, before the script, <pre data-file="policy.yaml" data-label="Policy"> with the start;
// `question="FROM TO PORT/PROTOCOL"` is what is asked first.
//
//   scene            {files: [{name, label, text}], question, front}: a new start, the one set last; without a
//                    question the one asked stays, with null the lab finds one. A file too large
//                    for the editor has a `blob` instead of its text, which only the worker reads
//   files            [{name, text}] or {name, blob}, as they are now; setText(name, text): one edit that can be undone
//   question         {from, to, port, protocol}; setting it asks
//   view             'ask' | 'yaml' | 'picture' | 'table': what a narrow lab shows, for a page that has its own
//                    switch; null: the lab's own. A wide lab shows all
//   show(view)       brings that view up where the lab shows one at a time
//   front            name of the file in front
//   shared           {files: [{name, label, text}], question, front, view}: what a link to it carries
//   request(json)    the engine's reply, about the files of the lab
//   goto(place)      to that line
//   client           the EngineClient, also for tests
//
// Says: podwall-ready; podwall-edit {files}; podwall-verdict {question, verdict, sentence};
// podwall-changes {opened, closed}.
//
// Each edit and each question starts a turn of its kind; a reply that comes after a newer one began
// is dropped. Half-written text does not flicker: while a text has a fresh mistake the answers wait
// until the typing rests (REST), and say so.

import base from '../styles/base.css';
import { ClientError, EngineClient } from '../engine/client.js';
import { spawn } from '../engine/spawn.js';
import { h, tell } from '../shared/dom.js';
import { toneOf } from '../shared/tone.js';
import { PodwallAsk } from './ask.js';
import { PodwallEditor } from './editor.js';
import { Crowd } from './crowd.js';
import { Edits } from './edits.js';
import { litBy } from './light.js';
import css from './lab.css';
import { PodwallPanel } from './panel.js';
import { PodwallPaper } from './paper.js';
import { PodwallPicture } from './picture.js';
import { PodwallRooms } from './rooms.js';
import { say, theirs, words } from './say.js';
import { PodwallShare } from './share.js';

const REST = 1200; // ms without typing after which a mistake is taken as meant
const BROKEN = 'it has errors'; // why an object is left out that may be half-written
const VIEWS = ['yaml', 'picture', 'table'];

export class PodwallLab extends HTMLElement {
  client = null;
  #parts = null;
  #scene = null;
  #turns = { read: 0, ask: 0, light: 0 };
  #edits = new Edits();
  #crowd = new Crowd();
  #findings = [];
  #facts = { flows: { flows: [], rules: [], tiles: [] }, answer: null };
  #told = { question: {}, flows: {} }; // the question that is answered, and the flows that came with it
  #again = true; // whether a stop may be answered by asking again without being told to
  #rest;
  #lit = '';
  #caret = null; // what the caret stands for, to be lit when the answers are there
  #reading = false; // whether the text is newer than the answers

  connectedCallback() {
    if (this.client) return;
    if (!this.#parts) this.#build();
    this.client = this.openClient();
    this.client.addEventListener('stopped', ({ reason }) => this.#stopped(reason));
    this.client.addEventListener('failed', ({ reason }) => this.#failed(reason));
    const files = [...this.querySelectorAll('[data-file]')].map((pre) => ({
      name: pre.dataset.file, label: pre.dataset.label, text: pre.textContent,
    }));
    const front = this.querySelector('[data-front]')?.dataset.file;
    if (files.length) this.scene = { files, question: questionOf(this.getAttribute('question')), front };
  }

  /** The engine of this lab: one of its own. A kind of lab that shares one gives another client. */
  openClient() {
    return new EngineClient(spawn);
  }

  disconnectedCallback() {
    this.client?.close();
    this.client = null;
  }

  get scene() {
    return this.#scene;
  }

  set scene(scene) {
    const { files, question, front } = scene;
    this.#scene = scene;
    this.#parts.picture.fit();
    this.#parts.editor.files = files;
    if (front) this.#parts.editor.front = front;
    if (question) this.#parts.ask.question = question;
    else if (question === null) this.#parts.ask.clear();
    this.#edits.start();
    this.#crowd.clear();
    tell(this, 'podwall-edit', { files: this.files });
    this.read();
  }

  get files() {
    return this.#parts.editor.files.map(({ name, text, blob }) => (blob ? { name, blob } : { name, text }));
  }

  setText(name, text) {
    this.#parts.editor.setText(name, text);
  }

  get question() {
    return this.#parts.ask.question;
  }

  set question(question) {
    this.#parts.ask.question = question;
    this.ask();
  }

  get view() {
    return this.getAttribute('view') ?? this.dataset.view;
  }

  set view(view) {
    if (view) this.setAttribute('view', view);
    else this.removeAttribute('view');
  }

  get front() {
    return this.#parts.editor.front;
  }

  set front(name) {
    this.#parts.editor.front = name;
  }

  get shared() {
    const { editor: { files, front } } = this.#parts;
    return { files, front, question: this.question, view: this.dataset.view };
  }

  request(json) {
    return this.client.ask(json);
  }

  goto(place) {
    this.show('yaml');
    this.#parts.editor.goto(place);
  }

  /** Has the engine read the text, and asks everything anew. */
  read() {
    clearTimeout(this.#rest);
    const { files } = this;
    this.#reading = true;
    return this.#turned('read', async (latest) => {
      const since = this.#edits.baseline();
      if (since) this.client.load(since, 'before').catch(() => {}); // what ails it, the next request says
      const asking = this.#everything();
      const [loaded, ...replies] = await latest(this.client.read(files, asking.requests));
      if (!loaded.ok) return this.#parts.ask.showProblem(theirs(loaded.error.message));
      this.#findings = loaded.findings;
      this.#parts.editor.findings = loaded.findings;
      this.#parts.editor.read = loaded.counts;
      const broken = loaded.omitted.some(({ why }) => why === BROKEN);
      const mistake = broken && this.#edits.settled && loaded.findings.find(({ severity }) => severity === 'error');
      this.toggleAttribute('data-waiting', Boolean(mistake));
      if (!mistake) return this.#show(asking.named(replies), files, broken);
      this.#parts.ask.wait(mistake);
      this.#rest = setTimeout(() => this.#settle(), REST);
    });
  }

  /** Asks the question and the tab in front about the text that was read last. */
  ask() {
    this.#settle();
    return this.#turned('ask', async (latest) => {
      const asking = this.#question();
      this.#answer(asking.named(await latest(this.client.askAll(asking.requests))));
    });
  }

  // A mistake that was waited for is taken as it is: the object is left out, and every answer says so.
  #settle() {
    if (!this.hasAttribute('data-waiting')) return;
    clearTimeout(this.#rest);
    this.removeAttribute('data-waiting');
    const { files } = this;
    this.#turned('read', async (latest) => {
      const asking = this.#everything();
      this.#show(asking.named(await latest(this.client.askAll(asking.requests))), files, true);
    });
  }

  #everything() {
    return this.#question({
      ends: { do: 'ends' },
      flows: { do: 'flows' },
      dashes: { do: 'dashes' },
      changes: this.#edits.compared ? { do: 'changes', since: 'before' } : null,
    });
  }

  // -> {requests, named(replies)}: what is asked in one go, and the replies by name with the question they answer.
  #question(more = {}) {
    const { missing, question } = this.#parts.ask;
    const side = this.#crowd.many ? null : ['from', 'to'].find((end) => question[end]?.startsWith('ip:'));
    const asked = {
      answer: missing ? null : { do: 'can', ...question }, shown: this.#wanted(),
      outside: side ? { do: 'flows', [side]: question[side] } : null,
      ...this.#crowd.asks(question),
      ...more,
    };
    const names = Object.keys(asked).filter((name) => asked[name]);
    const unasked = { ok: false, missing };
    return {
      requests: names.map((name) => asked[name]),
      named: (replies) => ({
        question, missing, answer: unasked, ...Object.fromEntries(names.map((name, index) => [name, replies[index]])),
      }),
    };
  }

  // A large file is not written out as it is stored; the text in front is.
  #wanted() {
    const { editor, panel } = this.#parts;
    const { wanted } = panel;
    const texts = editor.files.filter(({ blob }) => !blob).map(({ name }) => name);
    if (wanted?.do !== 'stored' || texts.length === editor.files.length) return wanted;
    const file = texts.includes(editor.front) ? editor.front : texts[0];
    return file ? { ...wanted, file } : null;
  }

  async #show({ ends, flows, dashes, changes, ...answers }, files, broken) {
    const { ask, editor, panel } = this.#parts;
    this.#edits.took(files, broken);
    this.#reading = false;
    ask.ends = ends;
    panel.ends = ends;
    const few = !this.#crowd.many;
    this.#crowd.read(ends, flows);
    editor.dashes = dashes.dashes ?? [];
    // The ends that are there now made it another question, or a crowd wants more to be asked.
    if (!this.#answer(answers) || (few && this.#crowd.many)) await this.ask();
    this.#changed(changes);
    if (this.#caret) this.#light(this.#caret);
    tell(this, 'podwall-ready');
  }

  // False when the reader, or the text, has another question by now.
  #answer({ question, missing, answer, shown, outside, ...flows }) {
    const { ask, panel, picture } = this.#parts;
    if (missing !== ask.missing || !sameJson(question, ask.question)) return false;
    this.#told = { question, flows };
    this.#draw();
    this.#facts.answer = answer;
    ask.showAnswer(answer);
    panel.answer = answer;
    panel.shown = shown;
    panel.current = question;
    picture.question = question;
    picture.outside = outside?.ok ? tileOf(outside, question) : null;
    picture.answer = answer;
    this.#mark();
    this.#again = true;
    if (answer.ok) tell(this, 'podwall-verdict', { question, verdict: answer.verdict, sentence: answer.sentence });
    return true;
  }

  // The flows among what is drawn, for all who know them by their number.
  #draw() {
    const { panel, picture, rooms } = this.#parts;
    const flows = this.#crowd.shown(this.#told.question, this.#told.flows);
    this.#facts.flows = flows;
    picture.data = flows;
    panel.flows = flows;
    rooms.allowed = this.#crowd.allowed;
    rooms.rooms = this.#crowd.rooms;
  }

  #changed(reply) {
    const changes = reply?.ok && reply.text ? reply : null;
    this.#parts.picture.changes = changes;
    this.#parts.panel.changes = changes;
    this.#parts.ask.latest = changes;
    if (changes) tell(this, 'podwall-changes', { opened: changes.opened, closed: changes.closed });
  }

  // Runs one turn. What it waits for through `latest` ends it quietly once a newer one has begun.
  async #turned(kind, run) {
    const turn = ++this.#turns[kind];
    const latest = async (reply) => {
      const said = await reply;
      if (turn !== this.#turns[kind]) throw new ClientError('superseded', 'a newer turn began');
      return said;
    };
    try {
      await run(latest);
    } catch (error) {
      if (turn === this.#turns[kind]) this.#excuse(error);
    }
  }

  #excuse(error) {
    const { ask } = this.#parts;
    if (error.code === 'stopped') this.#afterStop();
    else if (error.code === 'too-large') {
      ask.showProblem(words('lab.too-large', { reason: theirs(error.message) }));
    } else if (!(error instanceof ClientError)) throw error;
    else if (error.code !== 'closed' && error.code !== 'superseded') ask.showProblem(theirs(error.message));
  }

  #mark() {
    const { answer } = this.#facts;
    const marks = this.#findings
      .filter(({ line, severity }) => line && severity !== 'info')
      .map(({ file, line, severity, message }) => ({ file, line, tone: severity, label: message }));
    const place = answer?.ok && answer.flows[0]?.decided;
    if (place && !marks.some(({ file, line }) => file === place.file && line === place.line)) {
      const { file, line } = place;
      marks.push({ file, line, tone: toneOf(answer.verdict), label: answer.sentence });
    }
    this.#parts.editor.marks = marks;
    if (place) this.#parts.editor.reveal(place);
  }

  #light(detail) {
    const lit = detail && litBy(detail, this.#facts.flows);
    const now = lit ? JSON.stringify([lit.places, [...lit.flows], lit.pairs]) : '';
    if (now === this.#lit) return; // a caret that moves inside one word lights nothing new
    this.#lit = now;
    for (const part of Object.values(this.#parts)) part.light?.(lit);
  }

  // ---- building

  #build() {
    this.attachShadow({ mode: 'open' });
    const part = (name) => document.createElement(`podwall-${name}`);
    this.#parts = Object.fromEntries(['ask', 'rooms', 'picture', 'editor', 'panel'].map((name) => [name, part(name)]));
    const { ask, rooms, picture, editor, panel } = this.#parts;
    editor.ask = (request) => this.client.ask(request);
    this.shadowRoot.adoptedStyleSheets = [base, PodwallAsk.styles, PodwallPicture.styles, PodwallRooms.styles,
      PodwallEditor.styles, PodwallPanel.styles, PodwallShare.styles, css, PodwallPaper.styles].map(sheetOf);
    this.shadowRoot.append(h('div', { class: 'frame' },
      h('div', { class: 'asking' }, ask, h('podwall-share')),
      h('slot', { name: 'note' }),
      h('div', { class: 'notice', role: 'alert', hidden: true }),
      this.#switch(),
      h('div', { class: 'views' },
        h('section', { class: 'view', 'data-view': 'picture', 'aria-label': say('view.picture') }, rooms, picture),
        h('section', { class: 'view', 'data-view': 'yaml', 'aria-label': say('lab.manifests') }, editor),
        h('section', { class: 'view', 'data-view': 'table', 'aria-label': say('lab.answers') }, panel))),
    this.#paper());
    this.#listen();
  }

  #paper() {
    const paper = document.createElement('podwall-paper');
    paper.facts = () => {
      const { files, front } = this.#parts.editor;
      return { files, front, question: this.question, ...this.#facts };
    };
    return paper;
  }

  // The way between the views of a narrow lab that stands alone; a page with its own sets `view`.
  #switch() {
    this.dataset.view ??= 'picture';
    const buttons = VIEWS.map((view) => h('button', {
      type: 'button', 'data-view': view, 'aria-pressed': String(view === this.dataset.view),
      onclick: () => this.show(view),
    }, words(`view.${view}`)));
    return h('div', { class: 'switch', role: 'group', 'aria-label': say('view') }, buttons);
  }

  show(view) {
    if (this.hasAttribute('view')) this.setAttribute('view', view);
    this.dataset.view = view;
    for (const button of this.shadowRoot.querySelectorAll('.switch button')) {
      button.setAttribute('aria-pressed', String(button.dataset.view === view));
    }
    tell(this, 'podwall-view', { view });
  }

  #listen() {
    const on = (name, act) => this.shadowRoot.addEventListener(`podwall-${name}`, ({ detail }) => act(detail));
    on('edit', () => this.read());
    on('ask', () => this.ask());
    on('scope', () => this.ask());
    on('tab', () => this.ask());
    on('pick', (question) => {
      this.question = { ...this.question, ...question };
    });
    on('goto', ({ place }) => this.goto(place));
    on('rooms', ({ name, all, less }) => {
      if (name) this.#crowd.add(name);
      if (all) this.#crowd.addAll();
      if (less) this.#crowd.clear();
      this.#draw();
    });
    on('changes-wanted', () => this.show('table') ?? this.#parts.panel.show('changes'));
    on('light', (detail) => {
      this.#caret = null;
      this.#light(detail);
    });
    on('caret', ({ file, at }) => {
      this.#caret = { caret: { file, at } };
      if (!this.#reading) this.#light(this.#caret); // else the facts are about another text
    });
  }

  // ---- trouble

  #stopped(reason) {
    this.#notice(words('lab.stopped', { reason: theirs(reason) }));
  }

  // Once the question is simply asked again; a second stop in a row is the reader's to decide.
  #afterStop() {
    if (this.#again) {
      this.#again = false;
      this.read();
      return;
    }
    this.#parts.ask.showProblem(words('lab.stopped-twice'));
    this.#notice(words('lab.stopped-again'), words('lab.ask-again'), () => this.read());
  }

  #failed(reason) {
    this.#parts.ask.showProblem(words('lab.not-running'));
    this.#notice(words('lab.not-started', { reason: theirs(reason) }), words('lab.try-again'), () => {
      this.client.retry();
      this.read();
    });
  }

  #notice(text, label, act) {
    const bar = this.shadowRoot.querySelector('.notice');
    const done = () => {
      bar.hidden = true;
      act?.();
    };
    bar.replaceChildren(h('span', {}, text),
      h('button', { type: 'button', onclick: done }, label ?? words('lab.close')));
    bar.hidden = false;
  }
}

// "dev/frontend prod/database 8080/TCP"
function questionOf(text) {
  if (!text) return undefined;
  const [from, to, port = ''] = text.trim().split(/\s+/);
  const [number, protocol = 'TCP'] = port.split('/');
  return { from, to, port: number && Number(number), protocol };
}

// Which tile stands for the address in the question: the end that all flows asked for by it share.
function tileOf({ flows }, question) {
  const side = ['from', 'to'].find((end) => question[end]?.startsWith('ip:'));
  return flows.length ? { name: question[side], tile: flows[0][side] } : null;
}

const sheets = new Map(); // one sheet for all labs of a page

const sameJson = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function sheetOf(text) {
  if (!sheets.has(text)) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.set(text, sheet);
  }
  return sheets.get(text);
}
