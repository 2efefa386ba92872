// words.js: <podwall-words>, the policies in plain words, as the engine says them.
//
//   said       the reply to "words"
//   light(lit) marks the sentences about lit.places
//
// Says: podwall-goto {place}; podwall-light {places}.

import { h, lights, placeLink } from '../shared/dom.js';
import { theirs, words } from './say.js';
import css from './words.css';

export class PodwallWords extends HTMLElement {
  static styles = css;
  #lines = []; // {place, element}

  set said(reply) {
    if (!reply?.ok) return;
    this.#lines = [];
    this.replaceChildren(...reply.policies.map((policy) => this.#policy(policy)));
    if (!reply.policies.length) {
      this.append(h('p', { class: 'empty' }, words('words.none')));
    }
  }

  light(lit) {
    for (const { place, element } of this.#lines) {
      element.classList.toggle('lit', Boolean(lit?.places.some((other) => meet(place, other))));
    }
  }

  #policy({ name, lines, ...place }) {
    return h('section', {},
      h('h2', {}, placeLink(name, place)),
      h('ul', {}, lines.map((line) => this.#line(line))));
  }

  #line({ text, depth, ...place }) {
    const known = place.line !== undefined;
    const element = h('li', { class: `depth-${depth}`, ...(known ? lights(place) : {}) },
      theirs(text), known ? [' ', placeLink(words('line', place), place)] : null);
    if (known) this.#lines.push({ place, element });
    return element;
  }
}

// The same place, or one inside the other without being its whole policy.
const meet = (a, b) => a.file === b.file && a.from === b.from && a.to <= b.to + 1;
