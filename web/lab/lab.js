// lab.js: <podwall-lab>, holds the parts together: what is typed goes to the engine, what the engine
// says goes to the parts. It owns the engine's client and knows no rule of Kubernetes.
//
// Each edit and each question starts a turn of its kind; a reply that comes after a newer one began
// is dropped.
//
//   client   the EngineClient, also for tests

import { ClientError, EngineClient } from '../engine/client.js';
import { h } from '../shared/dom.js';
import { decisivePlace } from './trail.js';
import { toneOf } from '../shared/tone.js';

const FILE = 'manifests.yaml';
const spawn = () => new Worker(new URL('../engine/worker.js', import.meta.url), { type: 'module' });

export class PodwallLab extends HTMLElement {
  client = null;
  #turns = { read: 0, ask: 0 };
  #findings = [];
  #answer = null;
  #again = true; // whether a stop may be answered by asking again without being told to

  connectedCallback() {
    const part = (name) => this.querySelector(`podwall-${name}`);
    this.parts = Object.fromEntries(
      ['ask', 'editor', 'findings', 'matrix', 'tabs', 'trail', 'try'].map((name) => [name, part(name)]),
    );
    this.parts.try.editor = this.parts.editor;
    this.#listen();
    this.client = new EngineClient(spawn);
    this.client.addEventListener('stopped', ({ reason }) => this.#stopped(reason));
    this.client.addEventListener('failed', ({ reason }) => this.#failed(reason));
    this.#introduce();
    this.read();
  }

  disconnectedCallback() {
    this.client.close();
  }

  /** Has the engine read the text, then asks everything anew. */
  read() {
    this.parts.try.look();
    const { text } = this.parts.editor;
    return this.#turned('read', async (latest) => {
      const loaded = await latest(this.client.load([{ name: FILE, text }]));
      if (!loaded.ok) return this.parts.ask.showProblem(loaded.error.message);
      this.#findings = loaded.findings;
      this.parts.findings.loaded = loaded;
      const ends = await latest(this.client.ask({ do: 'ends' }));
      this.parts.ask.ends = ends;
      this.parts.matrix.ends = ends;
      return this.ask();
    });
  }

  /** Asks the question and the table about the text that was read last. */
  ask() {
    const { missing, question } = this.parts.ask;
    return this.#turned('ask', async (latest) => {
      const [answer, matrix] = await latest(Promise.all([
        missing ? { ok: false, error: { message: missing } } : this.client.ask({ do: 'can', ...question }),
        this.parts.matrix.fits ? this.client.ask({ do: 'matrix', ...this.parts.matrix.scope }) : null,
      ]));
      this.#answer = answer;
      this.parts.ask.showAnswer(answer);
      this.parts.trail.answer = answer;
      if (!matrix || matrix.ok) this.parts.matrix.matrix = matrix;
      this.parts.matrix.current = question;
      this.#mark();
      this.#again = true;
    });
  }

  #listen() {
    const on = (name, act) => this.addEventListener(`podwall-${name}`, ({ detail }) => act(detail));
    on('edit', () => this.read());
    on('ask', () => this.ask());
    on('scope', () => this.ask());
    on('pick', (question) => {
      this.parts.ask.question = question;
      this.ask();
    });
    on('goto', ({ place }) => this.#goto(place));
    this.#offerExample();
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

  #excuse({ code, message }) {
    if (code === 'stopped') this.#afterStop();
    else if (code === 'too-large') {
      this.parts.ask.showProblem(`No answer: the text is more than the engine takes (${message}).`);
    } else if (code !== 'closed' && code !== 'superseded') this.parts.ask.showProblem(message);
  }

  #mark() {
    const marks = this.#findings
      .filter(({ line, severity }) => line && severity !== 'info')
      .map(({ line, severity, message }) => ({ line, tone: severity, label: message }));
    const place = this.#answer?.ok && decisivePlace(this.#answer);
    if (place && !marks.some(({ line }) => line === place.line)) {
      marks.push({ line: place.line, tone: toneOf(this.#answer.verdict) });
    }
    this.parts.editor.marks = marks;
  }

  #goto(place) {
    const { editor, tabs } = this.parts;
    tabs.show(editor.closest('[data-tab]'));
    editor.goto(place);
  }

  async #introduce() {
    try {
      const about = await this.client.ask({ do: 'about' });
      for (const key of ['version', 'kubernetes']) {
        for (const place of document.querySelectorAll(`[data-about="${key}"]`)) {
          place.textContent = about[key];
        }
      }
    } catch {
      // The page came with both; a failure is told where it hurts.
    }
  }

  // The button swaps the text for the example, and back: nothing typed is ever gone.
  #offerExample() {
    const button = this.querySelector('[data-example]');
    const { editor } = this.parts;
    let kept = null;
    button.addEventListener('click', () => {
      const text = kept ?? editor.example;
      kept = kept === null ? editor.text : null;
      editor.text = text;
    });
    this.addEventListener('podwall-edit', ({ detail: { text } }) => {
      if (text !== editor.example) kept = null;
      button.textContent = button.dataset[kept === null ? 'example' : 'back'];
      button.hidden = kept === null && text === editor.example;
    });
  }

  #stopped(reason) {
    this.#notice(`The engine stopped (${reason}) and was started anew. Your text is as you left it.`);
  }

  // Once the question is simply asked again; a second stop in a row is the reader's to decide.
  #afterStop() {
    if (this.#again) {
      this.#again = false;
      this.read();
      return;
    }
    this.parts.ask.showProblem('No answer: the engine stopped twice on this text. Change it, or ask again.');
    this.#notice('The engine stopped again. Your text is as you left it.', 'Ask again', () => this.read());
  }

  #failed(reason) {
    this.parts.ask.showProblem('No answer: the engine is not running.');
    this.#notice(`The engine could not start: ${reason}. Your text is as you left it.`, 'Try again', () => {
      this.client.retry();
      this.read();
    });
  }

  #notice(text, label, act) {
    const bar = this.querySelector('.notice');
    const done = () => {
      bar.hidden = true;
      act?.();
    };
    bar.replaceChildren(h('span', {}, text), h('button', { type: 'button', onclick: done }, label ?? 'Close'));
    bar.hidden = false;
  }
}
