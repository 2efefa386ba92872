// views.js: the picture and the table of the lab, each alone, for shown.js.
//
//   open('picture' | 'table', files, {question, by, port}) -> {element, caption, sheets, fill(), heard(name, detail)}
//   heard resolves with {question, verdict, sentence} when the reader asked something by it, else undefined

import { PodwallMatrix } from '../lab/matrix.js';
import { PodwallPicture } from '../lab/picture.js';
import { h, mark } from '../shared/dom.js';
import { toneOf } from '../shared/tone.js';
import { askAbout } from './engine.js';
import { sheetsOf } from './theme.js';

const FRAME = `
  .shown { border: 1px solid var(--line); border-radius: 10px; background: var(--paper); overflow: hidden; }
  .shown podwall-picture { height: 24rem; }
  .shown podwall-table { padding: 0.75rem 1rem; overflow-x: auto; }
  .told { padding: 0.5rem 1rem; border-top: 1px solid var(--line); font-size: var(--small); }
  .told:empty { display: none; }`;

const PARTS = { 'podwall-picture': PodwallPicture, 'podwall-table': PodwallMatrix };
for (const [name, part] of Object.entries(PARTS)) if (!customElements.get(name)) customElements.define(name, part);

export async function open(kind, files, options) {
  const view = new (kind === 'picture' ? Picture : Table)(files, options);
  await view.load();
  return view;
}

class View {
  constructor(files, options) {
    this.files = files;
    this.options = options;
  }

  async can(question) {
    const [answer] = await askAbout(this.files, [{ do: 'can', ...question }]);
    return answer;
  }

  // What was pressed may lack a port; then it is the first that the destination listens on.
  whole(picked) {
    if (picked.port) return { protocol: 'TCP', ...picked };
    const end = this.ends.ends.find(({ name, workload }) => picked.to === name || picked.to === workload);
    const [{ port, protocol } = { port: 80, protocol: 'TCP' }] = end?.ports ?? [];
    return { ...picked, port, protocol };
  }
}

class Picture extends View {
  caption = ''; // it has one of its own
  element = document.createElement('podwall-picture');
  sheets = sheetsOf(null, PodwallPicture.styles, FRAME).slice(2);
  #question;

  async load() {
    const [ends, flows] = await askAbout(this.files, [{ do: 'ends' }, { do: 'flows' }]);
    if (!flows.ok) throw new Error(flows.error.message);
    this.ends = ends;
    this.data = { namespaces: ends.namespaces, tiles: flows.tiles, rules: flows.rules, flows: flows.flows,
      more: flows.more };
  }

  async fill() {
    this.element.data = this.data;
    this.element.changes = null;
    if (this.options.question) await this.ask(this.options.question);
  }

  async ask(question) {
    this.#question = question;
    const answer = await this.can(question);
    this.element.question = question;
    this.element.answer = answer;
    return answer.ok ? { question, verdict: answer.verdict, sentence: answer.sentence } : undefined;
  }

  async heard(name, detail) {
    return name === 'pick' ? this.ask(this.whole({ ...this.#question, ...detail })) : undefined;
  }
}

class Table extends View {
  caption = h('p', { class: 'told', role: 'status' });
  element = document.createElement('podwall-table');
  sheets = sheetsOf(null, PodwallMatrix.styles, FRAME).slice(2);

  async load() {
    [this.ends] = await askAbout(this.files, [{ do: 'ends' }]);
    if (!this.ends.ok) throw new Error(this.ends.error.message);
  }

  fill() {
    this.element.ends = this.ends;
    const { by, port } = this.element.querySelector('form').elements;
    if (this.options.by) by.value = this.options.by;
    if (this.options.port) port.value = this.options.port;
    return this.draw();
  }

  async draw() {
    const { wanted } = this.element;
    this.element.matrix = wanted && (await askAbout(this.files, [wanted]))[0];
  }

  async heard(name, detail) {
    if (name === 'scope') await this.draw();
    if (name !== 'pick') return undefined;
    this.element.current = detail;
    const question = this.whole(detail);
    const answer = await this.can(question);
    this.caption.replaceChildren(mark(toneOf(answer.verdict ?? '')), answer.sentence ?? answer.error.message);
    return answer.ok ? { question, verdict: answer.verdict, sentence: answer.sentence } : undefined;
  }
}
