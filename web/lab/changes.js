// changes.js: <podwall-changes>, what the last edit opened and closed, in words.
//
//   changes   the reply to "changes", or null
//
// Says: podwall-pick {from, to, port, protocol}; podwall-goto {place}.

import { h, mark, placeLink, tell } from '../shared/dom.js';
import css from './changes.css';

export class PodwallChanges extends HTMLElement {
  static styles = css;

  set changes(reply) {
    if (!reply) {
      this.replaceChildren(h('p', { class: 'empty' },
        'Nothing opened or closed by the last edit. What the next one does is listed here.'));
      return;
    }
    const { opened, closed, pods, more } = reply;
    this.replaceChildren(
      this.#part('Opened', 'allow', opened), this.#part('Closed', 'deny', closed),
      names('New', pods.added), names('Gone', pods.removed),
      more ? h('p', { class: 'empty' }, `${more} more are not listed.`) : '');
  }

  #part(title, tone, list) {
    if (!list.length) return '';
    return h('section', {}, h('h2', { class: `tone ${tone}` }, mark(tone), title),
      h('ul', {}, list.map((change) => this.#item(change))));
  }

  #item({ from, to, port, protocol, text, sentence, decided }) {
    const pick = () => tell(this, 'podwall-pick', port ? { from, to, port, protocol } : { from, to });
    return h('li', {},
      h('button', { type: 'button', class: 'link', onclick: pick }, text),
      h('p', {}, sentence, decided ? [' ', placeLink('Show it', decided)] : null));
  }
}

const names = (title, list) => (list.length ? h('p', {}, h('strong', {}, title), `: ${list.join(', ')}`) : '');
