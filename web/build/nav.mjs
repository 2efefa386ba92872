// nav.mjs: the ways through the site, which stand on top of every page.
//
//   navOf(root, name, up) -> HTML of the links, for the page web/pages/NAME.html; up: the way to the top, as '../'
//
// A page that the tree does not have is not named.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

// What it is called, where it lies on the site, the template that makes it, and whose page is a part of it.
const WAYS = [
  { label: 'Lessons', path: 'index.html#lessons', page: 'home', part: 'lesson' },
  { label: 'Playground', path: 'playground/index.html', page: 'playground' },
  { label: 'Examples', path: 'examples/index.html', page: 'examples' },
  { label: 'Glossary', path: 'glossary/index.html', page: 'glossary' },
];

export function navOf(root, name, up) {
  const there = WAYS.filter(({ page }) => existsSync(join(root, `web/pages/${page}.html`)));
  const current = ({ page, part }) => {
    if (part === name) return ' aria-current="true"';
    return page === name && page !== 'home' ? ' aria-current="page"' : '';
  };
  const items = there.map((way) => `<li><a href="${up}${way.path}"${current(way)}>${way.label}</a></li>`);
  return `<ul>${items.join('')}</ul>`;
}
