// lab.js: a stand-in for <podwall-lab> in the tests of quizzes: what web/README.md promises of
// the lab, on the real engine, with bare text fields instead of an editor.

import { openEngine } from '../../../wasm/engine.js';
import { h, tell } from '../../../web/shared/dom.js';

class Lab extends HTMLElement {
  #engine = openEngine(fetch('build/podwall.wasm'));
  #start;
  #question;
  gone = []; // places it was told to go to

  connectedCallback() {
    const files = [...this.querySelectorAll('pre[data-file]')].map((pre) =>
      ({ name: pre.dataset.file, label: pre.dataset.label, text: pre.textContent }));
    const [from, to, port] = this.getAttribute('question').split(' ');
    const [number, protocol] = port.split('/');
    this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`textarea { width: 100%; height: 22rem; box-sizing: border-box; font: 13px/1.5 monospace;
        background: var(--paper); color: var(--ink); border: 1px solid var(--edge); }
      p { margin: 0; padding: .75rem; background: var(--paper); border: 1px solid var(--line); }
      :host([data-view=ask]) textarea, :host([data-view=ask]) label { display: none }`);
    this.shadowRoot.adoptedStyleSheets = [sheet];
    this.scene = { files, front: 'policy.yaml', question: { from, to, port: Number(number), protocol } };
  }

  get scene() {
    return this.#start;
  }

  set scene(scene) {
    this.#start = scene;
    this.#question = scene.question;
    const field = ({ name, text }) => h('textarea', { name, 'aria-label': name, oninput: () => this.#edited() }, text);
    this.shadowRoot.replaceChildren(h('p', {}), ...scene.files.map(field));
    this.#answer();
  }

  get files() {
    return [...this.shadowRoot.querySelectorAll('textarea')].map(({ name, value }) => ({ name, text: value }));
  }

  setText(name, text) {
    this.shadowRoot.querySelector(`textarea[name="${name}"]`).value = text;
    this.#edited();
  }

  get question() {
    return this.#question;
  }

  set question(question) {
    this.#question = question;
    this.#answer();
  }

  show() {} // shows everything anyway

  set view(view) {
    this.dataset.view = view ?? '';
  }

  goto(place) {
    this.gone.push(place);
  }

  async request(request) {
    const engine = await this.#engine;
    return engine.ask(request.snapshot ? request : { files: this.files, ...request });
  }

  #edited() {
    this.#answer();
    tell(this, 'podwall-edit', { files: this.files });
  }

  async #answer() {
    const { sentence, error } = await this.request({ do: 'can', ...this.#question });
    this.shadowRoot.querySelector('p').textContent = sentence ?? error.message;
  }
}

customElements.define('podwall-lab', Lab);
