// embedding.js: the script of the guide to widgets: they come alive, and each snippet gets the site's own address and
// a button to copy it.

import { h } from '../shared/dom.js';
import { siteOf } from '../shared/place.js';
import '../widgets/podwall.js';
import { say, words, write } from '../widgets/say.js';

for (const address of document.querySelectorAll('.address')) address.textContent = siteOf('');

for (const snippet of document.querySelectorAll('.snippet')) {
  const html = snippet.querySelector('code').textContent;
  const said = h('span', { role: 'status' });
  const copy = () => navigator.clipboard.writeText(html)
    .then(() => write(said, 'snippet.copied'), () => write(said, 'snippet.not-copied'));
  snippet.querySelector('pre').after(h('p', { class: 'copy' }, said,
    h('button', { type: 'button', onclick: copy, 'aria-label': say('snippet.copy.name') }, words('snippet.copy'))));
}
