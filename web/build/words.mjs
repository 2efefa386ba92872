// words.mjs: what the build says, and in which languages there is a site. The messages lie in
// web/words/LANGUAGE/AREA.json (docs/translating.md, web/shared/words.js).
//
//   languagesIn(root, also) -> [Words], English first; `also`: a second folder with words/ and lessons/ of languages
//   words.lang, dir, name, base   base: the folder that its words and lessons lie below
//   words.html(code, values)      as HTML, marked as English where the language lacks it; values are HTML
//   words.attribute(code, values) as plain text, for an attribute or a title
//   words.theirs(html)            the engine's words, which are English
//   words.wordOf(verdict)
//   words.data(areas)             what a page brings along for its scripts, as HTML; '' in English
//   words.problems                where it does not fit the English: ["path: message"]
// Messages of the area "pages" are Markdown of one line in html(), all others plain text.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formOf, partsOf } from '../shared/words.js';
import { data, escape, inline } from './lesson/markdown.mjs';

const ENGLISH = { code: 'en', name: 'English', dir: 'ltr' };
const MARKDOWN = 'pages';
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/;

const here = fileURLToPath(new URL('../..', import.meta.url));
const areas = areasIn(join(here, 'web/words/en'));
const english = new Map([...areas].flatMap(([area, messages]) =>
  Object.entries(messages).map(([code, message]) => [code, { area, message }])));

class Words {
  #own;

  constructor({ code, name, dir }, own, base) {
    Object.assign(this, { lang: code, name, dir, base, plurals: new Intl.PluralRules(code) });
    this.#own = own;
  }

  get isEnglish() {
    return this.#own === null;
  }

  html(code, values = {}) {
    const { form, lacks } = this.#said(code, values);
    const text = english.get(code).area === MARKDOWN ? inMarkdown(form, values) : inText(form, values);
    return lacks ? `<span lang="en" dir="ltr">${text}</span>` : text;
  }

  attribute(code, values = {}) {
    return inText(this.#said(code, values).form, values);
  }

  theirs(html) {
    return this.isEnglish ? html : `<span lang="en" dir="ltr">${html}</span>`;
  }

  wordOf(verdict) {
    return english.has(`verdict.${verdict}`) ? this.html(`verdict.${verdict}`) : this.theirs(escape(verdict));
  }

  data(wanted) {
    if (this.isEnglish) return '';
    const own = [...english].filter(([code, { area }]) => wanted.includes(area) && this.#own.has(code))
      .map(([code]) => [code, this.#own.get(code)]);
    return data(Object.fromEntries(own)).replace('<script', '<script id="words"');
  }

  get problems() {
    return [...this.#own ?? []].flatMap(([code, message]) =>
      problemOf(code, message).map((what) => `${code}: ${what}`));
  }

  #said(code, values) {
    if (!english.has(code)) throw new Error(`there are no words for ${code} in web/words/en`);
    const lacks = Boolean(this.#own && !this.#own.has(code));
    const message = this.#own?.get(code) ?? english.get(code).message;
    return { lacks, form: formOf(message, values, lacks ? rulesOfEnglish : this.plurals) };
  }
}

const rulesOfEnglish = new Intl.PluralRules('en');
const inMarkdown = (form, values) => inline(partsOf(form, values).join(''), { link: (href) => href });
const inText = (form, values) => form.split(/(\{\w+\})/)
  .map((part) => (/^\{\w+\}$/.test(part) ? partsOf(part, values).join('') : escape(part))).join('');

// A translation may lack a message; what it has says the same things.
function problemOf(code, message) {
  if (!english.has(code)) return ['there is no such message in web/words/en'];
  const wanted = placesIn(english.get(code).message);
  const strange = [...placesIn(message)].filter((name) => !wanted.has(name));
  const lost = [...wanted].filter((name) => !placesIn(message).has(name));
  return [...strange.map((name) => `{${name}} is no value of it`), ...lost.map((name) => `{${name}} is missing`)];
}

function placesIn(message) {
  const texts = typeof message === 'string' ? [message] : Object.values(message).flatMap((form) => textsIn(form));
  return new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)));
}

const textsIn = (form) => (typeof form === 'string' ? [form] : Object.values(form).flatMap(textsIn));

export const inEnglish = new Words(ENGLISH, null, here);

export function languagesIn(root, also) {
  const bases = [root, ...also ? [also] : []];
  const found = bases.flatMap((base) => {
    const folder = join(base, base === root ? 'web/words' : 'words');
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name !== 'en').sort() : [];
    return names.map((name) => openLanguage(join(folder, name), name, base));
  });
  return [inEnglish, ...found];
}

function openLanguage(folder, name, base) {
  if (!LANGUAGE.test(name)) throw new Error(`${folder}: a folder of words is named by its language, as "de"`);
  const { language, ...own } = Object.fromEntries(areasIn(folder));
  if (!language?.name) throw new Error(`${folder}/language.json says the language's own name: {"name": "Deutsch"}`);
  const messages = new Map(Object.values(own).flatMap((messagesOf) => Object.entries(messagesOf)));
  const words = new Words({ code: name, name: language.name, dir: language.dir ?? 'ltr' }, messages, base);
  if (words.problems.length) throw new Error(words.problems.map((what) => `${folder}: ${what}`).join('\n'));
  return words;
}

function areasIn(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
  return new Map(names.map((name) =>
    [name.slice(0, -'.json'.length), JSON.parse(readFileSync(join(folder, name), 'utf8'))]));
}
