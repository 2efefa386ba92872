// stored.js: <podwall-stored>, the objects as the API server keeps them, with what it filled in marked.
//
//   said   the reply to "stored"; null where there is only a file that is too large to be written out
//
// Says: podwall-goto {place}; podwall-light {places}.

import { h, lights, placeLink } from '../shared/dom.js';
import { say, theirs, words } from './say.js';
import css from './stored.css';

const POLICY = 'NetworkPolicy';

export class PodwallStored extends HTMLElement {
  static styles = css;

  set said(reply) {
    if (!reply) this.replaceChildren(h('p', { class: 'empty' }, words('stored.too-large')));
    if (!reply?.ok) return;
    // The policies first: they are what the reader is here for.
    const objects = [...reply.objects].sort((a, b) => (b.kind === POLICY) - (a.kind === POLICY));
    this.replaceChildren(
      ...objects.map((object) => drawn(object)),
      objects.length ? '' : h('p', { class: 'empty' }, words('stored.none')));
  }
}

function drawn({ kind, name, text, lines, added, ...place }) {
  const places = new Map(lines.map(({ at, ...there }) => [at, there]));
  const reasons = new Map(added.map(({ at, why }) => [at, why]));
  const rows = text.trimEnd().split('\n').map((row, i) => {
    const why = reasons.get(i + 1);
    if (why) return h('div', { class: 'added' }, `${row}  `, h('span', { class: 'reason' }, theirs(`# ${why}`)));
    const there = places.get(i + 1);
    return h('div', there ? lights(there) : {}, row);
  });
  const details = h('details', { open: kind === POLICY },
    h('summary', {}, `${kind} ${name}`),
    h('pre', { tabindex: 0, 'aria-label': say('stored.as', { kind, name }) }, rows));
  return h('div', { class: 'object' }, details, placeLink(words('line', place), place)); // not inside the summary
}
