// shown.js: <podwall-diagram> and <podwall-matrix>, the picture of a cluster and the table of who reaches whom, on any
// page. They show what the engine says of the manifests inside; nothing in them is edited. Loaded when near the screen.
//
//   diagram: question="FROM TO PORT/PROTOCOL"   what is drawn first
//   matrix:  by="workload|pod|namespace" port="8080/TCP"
//
// Says: podwall-verdict, when a connection is asked by pressing it (xapi.js).

import { h } from '../shared/dom.js';
import { questionOf } from './content.js';
import { manifest } from './quiz.js';
import { Widget } from './widget.js';
import { judged } from './xapi.js';

class Shown extends Widget {
  #view = null;

  async draw({ files }) {
    this.shadowRoot.replaceChildren(h('div', { class: 'plain' }, files.map(manifest)));
    await this.seen();
    const { open } = await import('./views.js');
    this.#view = await open(this.constructor.view, files, {
      question: questionOf(this.getAttribute('question')), by: this.getAttribute('by'), port: this.getAttribute('port'),
    });
    this.shadowRoot.adoptedStyleSheets = [...this.shadowRoot.adoptedStyleSheets, ...this.#view.sheets];
    return [h('div', { class: 'shown' }, this.#view.element, this.#view.caption)];
  }

  ready() {
    return this.#view.fill();
  }

  async heard(name, detail) {
    const said = await this.#view?.heard(name, detail);
    if (said) this.say('podwall-verdict', judged(this, said));
  }
}

export class PodwallDiagram extends Shown {
  static view = 'picture';
}

export class PodwallMatrix extends Shown {
  static view = 'table';
}
