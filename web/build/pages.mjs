// pages.mjs: the HTML of the site's pages, from the templates of web/pages/.
//
//   openPages(root, about, words) -> pages   about: the engine's reply to "about", and `proven`, how many claims were;
//                                     words: the language (words.mjs)
//   pages.make(name, values) -> HTML  of web/pages/NAME.html; values are HTML and fill its {{name}}
//
// {{say CODE}} is a message, in an attribute {{attribute CODE}}; the values fill its places too.
//
// Every page gives `root`, the way back to the top of the pages of its language, as '../../' (`site`, to the assets and
// to what is there in English only, follows from it); `path`, where it lies; `title` and `description`. It may give
// `source`, the file it is written in (default: its template), `subject`, what a report about it is called (default:
// its title), and `proven`, a sentence of its own. PARTS are parts of every page; NAME.crumbs.html stands in its top. A
// page has the script NAME.js, if there is one, and offline.js, which keeps the site for times without a network.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escape } from './lesson/markdown.mjs';
import { navOf } from './nav.mjs';
import { readRepository } from './repository.mjs';
import { inEnglish } from './words.mjs';

const PLACE = /\{\{(?:(say|attribute) )?([\w.-]+)\}\}/g;
const NO_OFFLINE = ['404', 'embed']; // 404 does not know where it stands; a frame keeps nothing for the page around it
const PARTS = ['head', 'marks', 'seek', 'top', 'footer']; // each may name those before it

export function openPages(root, { version, kubernetes, proven }, words = inEnglish) {
  const has = (file) => existsSync(join(root, 'web/pages', file));
  const text = (name) => readFileSync(join(root, 'web/pages', `${name}.html`), 'utf8').trimEnd();
  const repository = readRepository(root);
  const about = {
    version: escape(version), kubernetes: escape(kubernetes), proven: words.html('page.all-proven', { count: proven }),
    lang: words.lang, dir: words.dir, words: '', alternates: '', languages: '',
  };
  const own = (name, { source, subject, title, path, root: up }) => {
    const site = (words.isEnglish ? '' : '../') + up;
    return {
      name, site,
      nav: navOf(root, name, { up, site, words }),
      edit: escape(repository.edit(source ?? `web/pages/${name}.html`)),
      report: escape(repository.report({ title: subject ?? title, path, version })),
      script: [...has(`${name}.js`) ? [name] : [], ...NO_OFFLINE.includes(name) ? [] : ['offline']]
        .map((script) => `<script type="module" src="${site}assets/${script}.js"></script>`).join('\n  '),
    };
  };
  const fill = (name, template, values) => template.replace(PLACE, (_, way, key) => {
    if (way) return (way === 'say' ? words.html(key, values) : words.attribute(key, values));
    if (!(key in values)) throw new Error(`web/pages/${name}.html asks for {{${key}}}, which nobody gives`);
    return values[key];
  });
  return {
    make(name, given) {
      const values = { ...about, ...own(name, given), ...given };
      values.crumbs ??= has(`${name}.crumbs.html`) ? fill(name, text(`${name}.crumbs`), values) : '';
      for (const part of PARTS) values[part] ??= fill(part, text(part), values);
      return `${fill(name, text(name), values)}\n`;
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
