// source.js: what stands in the place of a text that is too large for the editor: the name of the file, its size, what
// the engine read, the findings, and a few lines around the one that is asked for.
//
//   new Source()
//   element
//   show({name, blob, counts, findings})   counts: of the reply to "load", or null; findings: those of this file
//   goto(place)                            the lines around a place of it
//
// Says: podwall-write when the reader wants a text beside it.

import { linesAround } from '../../engine/lines.js';
import { h, tell } from '../../shared/dom.js';
import { say, theirs, words, write } from './say.js';

const COUNTED = ['namespaces', 'pods', 'workloads', 'services', 'policies'];
const SHOWN = 100; // findings

export class Source {
  #blob = null;
  #drawn = '';
  #turn = 0;

  constructor() {
    this.name = h('b', {});
    this.size = h('span', {});
    this.counts = h('p', { class: 'counts' });
    this.found = h('div', { class: 'of-source' });
    this.excerpt = h('figure', { class: 'excerpt', hidden: true, tabindex: -1 });
    this.element = h('div', { class: 'source' },
      h('p', { class: 'what' }, this.name, ' ', this.size), h('p', {}, words('source.why')),
      h('p', {}, h('button', { type: 'button', onclick: () => tell(this.element, 'podwall-write') },
        words('source.write'))),
      this.counts, this.excerpt, this.found);
  }

  show({ name, blob, counts, findings }) {
    if (blob !== this.#blob) this.#excerpt(null);
    this.#blob = blob;
    const now = JSON.stringify([name, blob.size, counts, findings.length, findings.slice(0, SHOWN)]);
    if (now === this.#drawn) return;
    this.#drawn = now;
    this.name.textContent = name;
    write(this.size, 'source.size', { size: sizeOf(blob.size) });
    this.counts.replaceChildren(...(counts ? words('source.counts',
      { head: h('span', {}, words('source.counts.head')), counts: saidOf(counts) }) : words('source.reading')));
    this.found.replaceChildren(...this.#findings(findings));
  }

  async goto({ line }) {
    const turn = ++this.#turn;
    const { first, lines } = await linesAround(this.#blob, line);
    if (turn !== this.#turn) return;
    this.#excerpt({ line, first, lines });
    this.excerpt.scrollIntoView({ block: 'nearest' });
    this.excerpt.focus({ preventScroll: true });
  }

  #findings(findings) {
    if (!findings.length) return [h('p', {}, words('editor.none-here'))];
    const item = (finding) => h('li', { class: finding.severity },
      h('button', { type: 'button', onclick: () => this.goto(finding) },
        h('span', { class: 'where' }, words('line', finding)), ' ',
        h('b', {}, words(`severity.${finding.severity}`)), ' ',
        theirs(finding.message, finding.hint ? `; ${finding.hint}` : '')));
    const more = findings.length - SHOWN;
    return [h('p', {}, h('b', {}, words('editor.count', { count: findings.length }))),
      h('ol', {}, findings.slice(0, SHOWN).map(item)),
      ...(more > 0 ? [h('p', {}, words('source.more', { count: more }))] : [])];
  }

  #excerpt(shown) {
    this.excerpt.hidden = !shown;
    if (!shown) return;
    const { line, first, lines } = shown;
    const rows = lines.map((text, index) => h('span', { class: `line${first + index === line ? ' meant' : ''}` },
      h('span', { class: 'number' }, String(first + index)), text || ' '));
    this.excerpt.replaceChildren(h('figcaption', {}, words('source.around', { line })),
      rows.length ? h('pre', { tabindex: 0 }, rows) : h('p', {}, words('source.gone')));
  }
}

/** "820 kB", "2.0 MB" */
export const sizeOf = (bytes) =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

const saidOf = (counts) => COUNTED.map((kind) => say(`editor.counted.${kind}`, { count: counts[kind] })).join(', ');
