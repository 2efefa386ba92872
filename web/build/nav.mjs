// nav.mjs: the ways through the site, which stand on top of every page.
//
//   navOf(root, name, {up, site, words}) -> HTML of the links, for the page web/pages/NAME.html; up: the way to the
//   top of the pages of its language, as '../'; site: to the top of all, where what is in English only lies
//
// A page that the tree does not have is not named.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

// Its message, where it lies on the site, the template that makes it, and whose page is a part of it.
const WAYS = [
  { code: 'top.lessons', path: 'index.html#lessons', page: 'home', part: 'lesson' },
  { code: 'top.playground', path: 'playground/index.html', page: 'playground', english: true },
  { code: 'top.examples', path: 'examples/index.html', page: 'examples', english: true },
  { code: 'top.glossary', path: 'glossary/index.html', page: 'glossary', english: true },
];

export function navOf(root, name, { up, site, words }) {
  const there = WAYS.filter(({ page }) => existsSync(join(root, `web/pages/${page}.html`)));
  const current = ({ page, part }) => {
    if (part === name) return ' aria-current="true"';
    return page === name && page !== 'home' ? ' aria-current="page"' : '';
  };
  const items = there.map((way) => `<li><a href="${way.english ? site : up}${way.path}"${current(way)}>`
    + `${words.html(way.code)}</a></li>`);
  return `<ul>${items.join('')}</ul>`;
}
