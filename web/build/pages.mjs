// pages.mjs: the HTML of the site's pages, from the templates of web/pages/.
//
//   openPages(root, about) -> pages   about: the engine's reply to "about"
//   pages.make(name, values) -> HTML  of web/pages/NAME.html; values are HTML and fill its {{name}}
//
// `root` of the values is the way back to the top of the site, as '../../'. head.html, marks.html and
// footer.html are parts of every page.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escape } from './lesson/markdown.mjs';

const PARTS = ['head', 'marks', 'footer'];

export function openPages(root, { version, kubernetes }) {
  const template = (name) => readFileSync(join(root, 'web/pages', `${name}.html`), 'utf8').trimEnd();
  const about = { version: escape(version), kubernetes: escape(kubernetes), proven: '' };
  return {
    make(name, given) {
      const values = { name, ...about, ...given };
      const parts = PARTS.map((part) => [part, fill(part, template(part), values)]);
      return `${fill(name, template(name), { ...values, ...Object.fromEntries(parts) })}\n`;
    },
  };
}

function fill(name, template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, key) => {
    if (!(key in values)) throw new Error(`web/pages/${name}.html asks for {{${key}}}, which nobody gives`);
    return values[key];
  });
}
