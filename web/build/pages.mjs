// pages.mjs: the HTML of the site's pages, from the templates of web/pages/.
//
//   openPages(root, about, words) -> pages   about: the engine's reply to "about"; words: the language (words.mjs)
//   pages.make(name, values) -> HTML  of web/pages/NAME.html; values are HTML and fill its {{name}}
//
// {{say CODE}} is a message, in an attribute {{attribute CODE}}; the values fill its places too.
// `root` of the values is the way back to the top of the pages of this language, as '../../'; `site`, to the assets,
// follows from it. head.html, marks.html and
// footer.html are parts of every page.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escape } from './lesson/markdown.mjs';
import { inEnglish } from './words.mjs';

const PARTS = ['head', 'marks', 'footer'];

export function openPages(root, { version, kubernetes }, words = inEnglish) {
  const template = (name) => readFileSync(join(root, 'web/pages', `${name}.html`), 'utf8').trimEnd();
  const about = {
    version: escape(version), kubernetes: escape(kubernetes), proven: '', lang: words.lang, dir: words.dir,
    words: '', alternates: '', languages: '',
  };
  const fill = (name, text, values) => text.replace(/\{\{(?:(say|attribute) )?([\w.-]+)\}\}/g, (_, way, key) => {
    if (way) return (way === 'say' ? words.html(key, values) : words.attribute(key, values));
    if (!(key in values)) throw new Error(`web/pages/${name}.html asks for {{${key}}}, which nobody gives`);
    return values[key];
  });
  return {
    make(name, given) {
      const site = (words.isEnglish ? '' : '../') + given.root;
      const values = { name, ...about, site, ...given };
      const parts = PARTS.map((part) => [part, fill(part, template(part), values)]);
      return `${fill(name, template(name), { ...values, ...Object.fromEntries(parts) })}\n`;
    },
  };
}

/**
 * Where the page at `path` is in other languages: {alternates, languages} as HTML. all: the languages it is in; a path
 * begins with its language, but for English.
 */
export function inLanguages(path, words, all) {
  if (all.length < 2) return { alternates: '', languages: '' };
  const depth = pathIn(words, path).split('/').length - 1;
  const hrefIn = (other) => '../'.repeat(depth) + pathIn(other, path);
  const links = all.map((other) => (other === words ? `<span aria-current="page">${other.name}</span>`
    : `<a lang="${other.lang}" hreflang="${other.lang}" href="${hrefIn(other)}">${other.name}</a>`));
  return {
    alternates: all.map((other) =>
      `\n  <link rel="alternate" hreflang="${other.lang}" href="${hrefIn(other)}">`).join(''),
    languages: `<nav class="languages" aria-label="${words.attribute('page.language')}"><ul>`
      + `${links.map((link) => `<li>${link}</li>`).join('')}</ul></nav>`,
  };
}

export const pathIn = (words, path) => (words.isEnglish ? path : `${words.lang}/${path}`);
