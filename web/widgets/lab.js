// lab.js: <podwall-lab> on any page: the whole laboratory about the manifests inside it, loaded when it comes near the
// screen. Until then, and where it cannot run, the manifests can be read.
//
//   question="FROM TO PORT/PROTOCOL"   what is asked first; without it the lab finds a question
//   front="policy.yaml"                the file to show; view="yaml|picture|table" what a narrow one begins with
//   scene                              {files: [{name, label, text}], question, front}: for scripts, in place of a text
//
// Says: podwall-verdict, whenever there is an answer (xapi.js).

import { h } from '../shared/dom.js';
import { questionOf } from './content.js';
import { Widget } from './widget.js';
import { manifest } from './quiz.js';
import { judged } from './xapi.js';

const SHEET = `
  :host { height: 48rem; }
  podwall-workbench { height: 100%; }
  @media print { :host { height: auto; } }`;

export class PodwallLab extends Widget {
  static sheets = [SHEET];
  #bench = null;
  #scene = null;

  async draw({ files }) {
    this.shadowRoot.replaceChildren(h('div', { class: 'plain' }, files.map(manifest)));
    await this.seen();
    await import('./bench.js');
    this.#bench = document.createElement('podwall-workbench');
    this.#bench.dataset.view = this.getAttribute('view') ?? 'picture';
    return [this.#bench];
  }

  ready({ files }) {
    const question = questionOf(this.getAttribute('question')) ?? null;
    this.#bench.scene = this.#scene ?? { files, question, front: this.getAttribute('front') ?? undefined };
  }

  get scene() {
    return this.#bench?.shared ?? this.#scene;
  }

  set scene(scene) {
    this.#scene = scene;
    if (this.hasAttribute('data-ready')) this.#bench.scene = scene;
  }

  heard(name, detail) {
    if (name === 'verdict') this.say('podwall-verdict', judged(this, detail));
  }
}
