// changes.js: <podwall-changes>, what the last edit opened and closed, in words.
//
//   changes   the reply to "changes", or null
//
// Says: podwall-pick {from, to, port, protocol}; podwall-goto {place}.

import { h, mark, placeLink, tell } from '../shared/dom.js';
import css from './changes.css';
import { theirs, words } from './say.js';

export class PodwallChanges extends HTMLElement {
  static styles = css;

  set changes(reply) {
    if (!reply) {
      this.replaceChildren(h('p', { class: 'empty' }, words('changes.none')));
      return;
    }
    const { opened, closed, pods, more } = reply;
    this.replaceChildren(
      this.#part('changed.opened', 'allow', opened), this.#part('changed.closed', 'deny', closed),
      names('changes.new', pods.added), names('changes.gone', pods.removed),
      more ? h('p', { class: 'empty' }, words('changes.more', { count: more })) : '');
  }

  #part(code, tone, list) {
    if (!list.length) return '';
    return h('section', {}, h('h2', { class: `tone ${tone}` }, mark(tone), words(code)),
      h('ul', {}, list.map((change) => this.#item(change))));
  }

  #item({ from, to, port, protocol, text, sentence, decided }) {
    const pick = () => tell(this, 'podwall-pick', port ? { from, to, port, protocol } : { from, to });
    return h('li', {},
      h('button', { type: 'button', class: 'link', onclick: pick }, theirs(text)),
      h('p', {}, theirs(sentence), decided ? [' ', placeLink(words('changes.show'), decided)] : null));
  }
}

const names = (code, list) => (list.length
  ? h('p', {}, words('changes.names', { head: h('strong', {}, words(code)), names: list.join(', ') })) : '');
