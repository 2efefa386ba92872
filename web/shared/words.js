// words.js: what the page says, by code. A message is text with {places} for values. Where a number decides its form
// it is an object with the forms of Intl.PluralRules, as {"one": "...", "other": "..."}; the number is the value
// `count`, or the one that "by" names.
//
//   learn(messages)        the English of a part of the page. A page of another language brings its own in
//                          <script type="application/json" id="words">; what it lacks stays English
//   say(code, values)      text: for attributes, and where nothing but text can stand
//   words(code, values)    nodes for h(): values may be nodes, and stand where the language wants them
//   write(element, code, values)   the same into an element, which is only touched when its text changes
//   theirs(...nodes)       nodes of the engine's words, which are English in every language
//   knows(code)            whether there is such a message
//   formOf(message, values, rules), partsOf(form, values)   for the build, which has words of its own

import { h } from './dom.js';

const english = {};
const rules = new Map(); // language -> Intl.PluralRules
let page; // {lang, own}: of the document, read when it is asked for first

export function learn(messages) {
  Object.assign(english, messages);
}

export const knows = (code) => code in english;

export function say(code, values = {}) {
  return said(code, values).parts.join('');
}

export function words(code, values = {}) {
  const { parts, lang } = said(code, values);
  return lang === ofPage().lang ? parts.flat(Infinity) : inEnglish(parts);
}

export function write(element, code, values = {}) {
  if (element.textContent !== say(code, values)) element.replaceChildren(...words(code, values));
}

export function theirs(...nodes) {
  return ofPage().own ? inEnglish(nodes) : nodes.flat(Infinity);
}

const inEnglish = (nodes) => [h('span', { lang: 'en', dir: 'ltr' }, nodes)];

export function formOf(message, values, plurals) {
  if (typeof message === 'string') return message;
  return formOf(message[plurals.select(Number(values[message.by ?? 'count']))] ?? message.other, values, plurals);
}

export function partsOf(form, values) {
  return form.split(/\{(\w+)\}/).map((part, index) => (index % 2 && part in values ? values[part] : part))
    .filter((part) => part !== '');
}

function said(code, values) {
  const { lang, own } = ofPage();
  const [message, language] = own?.[code] === undefined ? [english[code], 'en'] : [own[code], lang];
  if (message === undefined) {
    console.error(`there are no words for ${code}`);
    return { parts: [code], lang };
  }
  if (!rules.has(language)) rules.set(language, new Intl.PluralRules(language));
  return { parts: partsOf(formOf(message, values, rules.get(language)), values), lang: own ? language : lang };
}

function ofPage() {
  const own = globalThis.document?.querySelector('script#words[type="application/json"]');
  page ??= { lang: globalThis.document?.documentElement.lang || 'en', own: own ? JSON.parse(own.textContent) : null };
  return page;
}
