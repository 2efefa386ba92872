// foot.js: what stands under the text: the findings of the file shown, as text, and what Tab does now. Its
// height is always the same, so that a finding that comes and goes while typing moves nothing.
//
//   new Foot(hintId, go, mend)   element; go({from, to, finding}) is called when one is chosen, mend() when the
//                           one that is said is to be mended
//   show(findings, pos)     findings [{from, to, finding}]; the one nearest to `pos` is said in full, a note only there
//   tell(nodes, {aloud})    says it for a few seconds; `aloud`: to screen readers only
//   leaves                  whether Tab leaves the text now

import { h } from '../../shared/dom.js';
import { KEYS } from './code.js';
import { pageOf } from './codes.js';
import { say, theirs, words, write } from './say.js';

const MOD = /Mac|iP/.test(navigator.platform) ? 'editor.keys.cmd' : 'editor.keys.ctrl';
const SHOWN_MS = 6000;

export class Foot {
  #shown = null;
  #current = [];
  #timer = 0;

  constructor(hintId, go, mend) {
    this.go = go;
    this.none = h('p', { class: 'none' }, words('editor.none-here'));
    this.count = h('b', {});
    this.first = h('span', {});
    this.list = h('ol', { class: 'sheet', 'aria-label': say('editor.findings') });
    this.found = h('details', { class: 'found', hidden: true },
      h('summary', {}, this.count, ' ', this.first), this.list);
    // Pressed by mouse it leaves the focus in the text: what hides without it would move the button away.
    const stay = (event) => event.preventDefault();
    this.mend = h('button', { type: 'button', class: 'mend', hidden: true, onmousedown: stay, onclick: mend },
      words('editor.fix'));
    this.hint = h('p', { class: 'hint', id: hintId });
    this.keys = h('details', { class: 'keys' }, h('summary', {}, words('editor.keys')), h('dl', { class: 'sheet' },
      KEYS.map((does) => h('div', {}, h('dt', {}, words(`editor.keys.${does}.keys`, { mod: words(MOD) })),
        h('dd', {}, words(`editor.keys.${does}`))))));
    this.said = h('p', { class: 'unseen', role: 'status' });
    this.element = h('div', { class: 'foot' }, this.none, this.found, this.mend, this.hint, this.keys, this.said);
    [this.found, this.keys].forEach(closes);
  }

  show(findings, pos) {
    this.#current = findings;
    const shown = findings.map(({ finding }) => `${finding.severity} ${sentence(finding)}`).join('\n');
    if (shown !== this.#shown) this.#fill(findings);
    this.#shown = shown;
    const near = nearest(findings, pos);
    this.mend.hidden = !near?.fix;
    const said = near ? sentence(near.finding) : '';
    if (this.first.textContent !== said) this.first.replaceChildren(...(near ? sentenceNodes(near.finding) : []));
    this.found.dataset.severity = near?.finding.severity ?? '';
  }

  tell(nodes, { aloud = false } = {}) {
    clearTimeout(this.#timer);
    this.said.className = aloud ? 'unseen' : 'said';
    this.said.replaceChildren(...nodes);
    this.#timer = setTimeout(() => {
      this.said.textContent = '';
    }, SHOWN_MS);
  }

  set leaves(leaves) {
    write(this.hint, leaves ? 'editor.tab-leaves' : 'editor.tab-indents');
  }

  #fill(findings) {
    this.none.hidden = findings.length > 0;
    this.found.hidden = findings.length === 0;
    if (!findings.length) this.found.open = false;
    write(this.count, findings.every(isNote) ? 'editor.notes' : 'editor.count', { count: findings.length });
    this.list.replaceChildren(...findings.map(({ finding }, index) => this.#item(finding, index)));
  }

  #item(finding, index) {
    const { severity, line, message, hint, code, server } = finding;
    return h('li', { class: severity }, h('button', { type: 'button', onclick: () => this.go(this.#current[index]) },
      line ? h('span', { class: 'where' }, words('line', { line }), ' ') : null,
      h('b', {}, words(`severity.${severity}`)), ' ', theirs(message),
      hint ? h('span', { class: 'hint-of' }, theirs(`; ${hint}`)) : null,
      server ? h('span', { class: 'server' }, words('editor.server'), ' ', h('code', {}, server)) : null),
    code ? ' ' : null, code ? codeOf(code) : null);
  }
}

// A code leads to its page, beside the lab and not in its place: an edit is not lost by reading about it.
function codeOf(code) {
  const page = pageOf(code);
  if (!page) return h('code', {}, code);
  const name = say('editor.about-code', { code });
  const link = { class: 'code', href: page, target: '_blank', rel: 'noopener', 'aria-label': name };
  return h('a', link, h('code', {}, code));
}

/** The finding that stands nearest to `pos`, or null. Of notes only one that `pos` is in counts. */
export function nearest(findings, pos) {
  const distance = ({ from, to }) => Math.max(from - pos, pos - to, 0);
  return findings.filter((item) => !isNote(item) || distance(item) === 0)
    .reduce((best, item) => (best && distance(best) <= distance(item) ? best : item), null);
}

const isNote = ({ finding }) => finding.severity === 'info';

/** A finding in one sentence: "Line 7: there is no field ...; did you mean ...?" */
export const sentence = ({ line, ...finding }) =>
  (line ? say('editor.finding', { line, finding: worded(finding) }) : worded(finding));

/** The same as nodes. */
export const sentenceNodes = ({ line, ...finding }) =>
  (line ? words('editor.finding', { line, finding: theirs(worded(finding)) }) : theirs(worded(finding)));

const worded = ({ message, hint }) => `${message}${hint ? `; ${hint}` : ''}`;

// Open sheets lie over the text: Escape and leaving close them.
function closes(details) {
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    event.stopPropagation();
    details.open = false;
    details.firstChild.focus();
  });
  details.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !details.contains(relatedTarget)) details.open = false;
  });
}
