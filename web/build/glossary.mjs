// glossary.mjs: lessons/glossary.md to its page.
//
//   readGlossary(text) -> { lead, terms: [{ title, place, also, text, sees: [{ title, href, line }], line }] }
//   glossaryPage(glossary, lessons) -> { path, values, terms }
//     lessons: as lessonPages() gives them;  terms: the same, as a search wants them
//
// A term is a heading, "Also: other, words", a sentence or two, and "See [section](NN-slug/lesson.md#place)". A
// term without one of the latter two, given twice, or leading nowhere is an error that names its line.

import { anchor, block, escape, inline, parse } from './lesson/markdown.mjs';
import { plain } from './sections.mjs';

const SOURCE = 'lessons/glossary.md';
const WORDS = {
  title: 'Glossary',
  also: 'Also',
  see: 'Shown in',
};
const FORM = 'See [section](NN-slug/lesson.md#place)';
const LINK = /\[([^\]]+)\]\(([^)\s]+)\)/g;

export function readGlossary(text) {
  const lines = text.split('\n');
  const heads = lines.flatMap((line, at) => (line.startsWith('## ') ? [at] : []));
  const lead = lines.slice(1, heads[0] ?? lines.length).join('\n').trim();
  return { lead, terms: heads.map((from, i) => readTerm(lines.slice(from, heads[i + 1]), from + 1)) };
}

function readTerm([heading, ...body], line) {
  const title = heading.slice('## '.length).trim();
  const paragraphs = body.join('\n').trim().split(/\n{2,}/);
  const [also, sees] = ['Also: ', 'See '].map((word) => paragraphs.filter((one) => one.startsWith(word)));
  const prose = paragraphs.filter((one) => ![...also, ...sees].includes(one)).join('\n\n');
  return {
    title, line, place: anchor(title), text: prose,
    also: also.flatMap((one) => one.slice('Also: '.length).split(/,\s+/)),
    sees: sees.flatMap((one) => [...one.matchAll(LINK)].map(([, name, href]) => ({ title: name, href }))),
  };
}

export function glossaryPage(glossary, lessons) {
  const byFolder = new Map(lessons.map((page) => [page.lesson.path.split('/')[1], page]));
  const problems = problemsOf(glossary.terms, byFolder);
  if (problems.length) throw new Error(['the glossary does not hold', ...problems].join('\n'));
  const terms = [...glossary.terms].sort((one, other) => one.title.localeCompare(other.title, 'en'));
  const to = (href) => addressOf(href, byFolder);
  return {
    path: 'glossary/index.html',
    terms: terms.map(({ title, place, also, text }) => ({ title, place, also, text: plain(parse(text)) })),
    values: {
      root: '../', source: SOURCE, heading: WORDS.title, title: `${WORDS.title} – podwall`, subject: WORDS.title,
      description: escape(plain(parse(glossary.lead))), lead: inline(glossary.lead),
      letters: letters(terms), terms: `<dl class="terms">\n${terms.map((term) => entry(term, to)).join('\n')}\n</dl>`,
    },
  };
}

function problemsOf(terms, byFolder) {
  const say = (term, message) => `${SOURCE}:${term.line}: ${message}`;
  return terms.flatMap((term, at) => [
    ...(terms.findIndex(({ place }) => place === term.place) < at ? [say(term, `"${term.title}" is there twice`)] : []),
    ...(term.text ? [] : [say(term, `"${term.title}" is not explained`)]),
    ...(term.sees.length ? [] : [say(term, `"${term.title}" leads to no lesson: ${FORM}`)]),
    ...term.sees.filter(({ href }) => !leads(href, byFolder)).map(({ href }) => say(term, `${href} leads nowhere`)),
  ]);
}

function leads(href, byFolder) {
  const [target, place] = href.split('#');
  const page = byFolder.get(target.replace(/\/lesson\.md$/, ''));
  return Boolean(page && place && page.values.article.includes(` id="${place}"`));
}

function addressOf(href, byFolder) {
  const [target, place] = href.split('#');
  return `../${byFolder.get(target.replace(/\/lesson\.md$/, '')).path}#${place}`;
}

// The letters under which there are terms, each leading to its first.
function letters(terms) {
  const first = new Map();
  for (const { title, place } of terms) {
    const letter = title[0].toUpperCase();
    if (!first.has(letter)) first.set(letter, place);
  }
  return [...first].map(([letter, place]) => `<li><a href="#${place}">${letter}</a></li>`).join('');
}

function entry({ title, place, also, text, sees }, to) {
  const links = sees.map(({ title: name, href }) => `<a href="${to(href)}">${inline(name)}</a>`).join(', ');
  const names = also.map((name) => escape(name)).join(', ');
  return `<div id="${place}"><dt>${inline(title)}</dt>
<dd>${block(text)}
${names ? `<p class="also">${WORDS.also}: ${names}</p>\n` : ''}<p class="see">${WORDS.see}: ${links}</p></dd></div>`;
}
