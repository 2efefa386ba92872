// embedding.js: the script of the guide to widgets: they come alive, and each snippet gets the site's own address and
// a button to copy it.

import { h } from '../shared/dom.js';
import { siteOf } from '../shared/place.js';
import '../widgets/podwall.js';
import { say, words } from '../widgets/say.js';

const ANY_SITE = 'https://podwall.example/';

for (const code of document.querySelectorAll('main pre > code')) {
  code.textContent = code.textContent.replaceAll(ANY_SITE, siteOf(''));
}

for (const snippet of document.querySelectorAll('.snippet')) {
  const html = snippet.querySelector('code').textContent;
  const said = h('span', { role: 'status', class: 'visually-hidden' });
  const button = h('button', { type: 'button', class: 'copy', onclick: copy, 'aria-label': say('snippet.copy.name') },
    words('snippet.copy'));
  snippet.querySelector('pre').after(button, said);

  async function copy() {
    const done = await navigator.clipboard.writeText(html).then(() => true, () => false);
    const code = done ? 'snippet.copied' : 'snippet.not-copied';
    button.replaceChildren(...words(code));
    said.replaceChildren(...words(code));
  }
}
