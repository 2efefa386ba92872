// findings.js: <podwall-findings>, what the engine noticed in the manifests, and what it read.
// Notes (severity "info") ask for nothing, so they wait folded.
//
//   loaded   the reply to "load"
//
// Says: podwall-goto {place}.

import { h, tell } from '../shared/dom.js';

const WORTH_SAYING = ['namespaces', 'pods', 'policies', 'services'];
const ONE = { namespaces: 'namespace', pods: 'pod', policies: 'policy', services: 'service' };

export class PodwallFindings extends HTMLElement {
  #shown = '';

  set loaded({ findings, more, counts }) {
    const now = JSON.stringify([findings, more, counts]);
    if (now === this.#shown) return;
    this.#shown = now;
    const notes = findings.filter(({ severity }) => severity === 'info');
    const said = findings.filter(({ severity }) => severity !== 'info');
    this.querySelector('.read').textContent = summary(counts, said.length, more);
    this.#list('.said-of', said);
    this.#list('.notes-of', notes);
    this.querySelector('details').hidden = !notes.length;
    this.querySelector('summary').textContent = notes.length === 1 ? '1 note' : `${notes.length} notes`;
  }

  #list(selector, findings) {
    const list = this.querySelector(selector);
    list.hidden = !findings.length;
    list.replaceChildren(...findings.map((finding) => this.#item(finding)));
  }

  #item(finding) {
    const { severity, line, message, hint, code } = finding;
    const go = () => tell(this, 'podwall-goto', { place: finding });
    return h('li', { class: severity },
      h('button', { type: 'button', onclick: go },
        h('span', { class: 'where' }, line ? `line ${line}` : 'text'),
        h('span', { class: 'what' },
          h('b', {}, severity), ` ${message}`,
          hint ? h('span', { class: 'hint' }, ` ${hint}`) : null),
        code ? h('code', {}, code) : null));
  }
}

function summary(counts, said, more) {
  const read = WORTH_SAYING
    .filter((key) => counts[key])
    .map((key) => `${counts[key]} ${counts[key] === 1 ? ONE[key] : key}`);
  const count = said === 1 ? '1 finding' : `${said} findings`;
  const words = said ? `${count}${more ? ` and ${more} more` : ''}` : 'nothing to report';
  if (!read.length) return said ? words : 'Nothing to read yet';
  return `${read.join(', ')}: ${words}`;
}
