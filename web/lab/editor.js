// editor.js: <podwall-editor>, the manifests as text, with line numbers and marked lines.
//
// It finds a <textarea> inside and only adds to it: what is typed lives in the textarea, so it
// outlives every failure around it. Tab leaves the field, as everywhere.
//
//   text       the text
//   marks      [{line, tone, label}]: lines to tint, tone "error" "warning" "info" "deny" "allow"
//   goto       shows a place of a reply and selects it
//   replace    edits as if typed
//
// Says: podwall-edit, gathered to once a frame.

import { h, tell } from '../shared/dom.js';

export class PodwallEditor extends HTMLElement {
  #area;
  #bands = h('div', { class: 'bands', 'aria-hidden': 'true' });
  #numbers = h('pre', { class: 'numbers', 'aria-hidden': 'true' });
  #lines = 0;
  #frame = 0;
  #marks = [];

  connectedCallback() {
    if (this.#area) return;
    this.#area = this.querySelector('textarea');
    this.#area.before(this.#bands, this.#numbers);
    this.#area.addEventListener('input', () => this.#changed());
    this.#area.addEventListener('scroll', () => this.#follow(), { passive: true });
    this.#number();
  }

  get text() {
    return this.#area.value;
  }

  set text(text) {
    this.replace(0, this.text.length, text);
  }

  /** The text the page came with. */
  get example() {
    return this.#area.defaultValue;
  }

  set marks(marks) {
    this.#marks = marks;
    this.#bands.replaceChildren(
      ...marks.map(({ line, tone, label }) => {
        const band = h('div', { class: `band ${tone}`, 'data-line': line, 'data-label': label });
        band.style.setProperty('--line', line);
        return band;
      }),
    );
    this.#follow();
  }

  get marks() {
    return this.#marks;
  }

  /** Line `number` of the text, from 1; undefined when there is none. */
  line(number) {
    return this.text.split('\n')[number - 1];
  }

  replaceLine(number, text) {
    const before = this.text.split('\n').slice(0, number - 1).join('\n');
    const at = number > 1 ? before.length + 1 : 0;
    this.replace(at, at + this.line(number).length, text);
  }

  replace(from, to, text) {
    this.#area.setRangeText(text, from, to, 'end');
    this.#changed();
  }

  goto({ line, from, to }) {
    this.#area.focus({ preventScroll: true });
    if (from !== undefined) this.#area.setSelectionRange(from, to ?? from);
    const height = parseFloat(getComputedStyle(this.#area).lineHeight);
    this.#area.scrollTop = Math.max(0, (line - 6) * height);
    this.scrollIntoView({ block: 'nearest' });
  }

  #changed() {
    this.#number();
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      tell(this, 'podwall-edit', { text: this.text });
    });
  }

  #number() {
    let lines = 1;
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) lines++;
    if (lines === this.#lines) return;
    this.#lines = lines;
    this.#numbers.textContent = Array.from({ length: lines }, (_, i) => i + 1).join('\n');
    this.style.setProperty('--digits', Math.max(2, String(lines).length));
    this.#follow();
  }

  #follow() {
    const shift = `translateY(${-this.#area.scrollTop}px)`;
    this.#numbers.style.transform = shift;
    this.#bands.style.transform = shift;
  }
}
