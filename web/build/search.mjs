// search.mjs: what can be searched: sections of lessons, words of the glossary, findings, examples.
//
//   searchPage(root, { lessons, terms, codes }) -> { path, values, index }
//     lessons: as lessonPages() gives them;  terms: as glossaryPage() does
//     codes: as codePages() does;  index: text for web/site/find.js
//
// The page lists all of it, for readers without a script. Examples are those of web/examples/examples.yaml, if
// it is there: a list whose items have a name, a title, and `about` and `topic` if they like.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import YAML from 'yaml';
import { makeIndex } from '../site/find.js';
import { escape, inline, parse } from './lesson/markdown.mjs';
import { plain, sectionsOf } from './sections.mjs';

const EXAMPLES = 'web/examples/examples.yaml';
const WORDS = {
  title: 'Search', description: 'Find a word in the lessons, the glossary, the findings and the examples.',
  examples: 'Examples', codes: 'Findings',
};
const TOP = '../';

export function searchPage(root, { lessons, terms, codes = [] }) {
  const examples = readExamples(root);
  const documents = [
    ...lessons.flatMap(lessonDocuments), ...terms.map(termDocument), ...codes.map(codeDocument),
    ...examples.map(exampleDocument),
  ].map((document, id) => ({ id, ...document }));
  return {
    path: 'search/index.html',
    index: makeIndex(documents),
    values: {
      root: TOP, seek: '', heading: WORDS.title, title: `${WORDS.title} – podwall`, subject: WORDS.title,
      description: WORDS.description,
      lessons: lessons.map(contents).join('\n'),
      terms: listOf(terms.map(({ title, place }) => [`glossary/index.html#${place}`, escape(title)])),
      codes: codes.length ? `<h2>${WORDS.codes}</h2>\n${listOf(codes.map(codeRow))}` : '',
      examples: examples.length ? `<h2>${WORDS.examples}</h2>\n${listOf(examples.map(row))}` : '',
    },
  };
}

function lessonDocuments({ lesson, path }) {
  const of = plain(parse(lesson.meta.title));
  return sectionsOf(lesson).map(({ place, title, text }) => ({
    kind: place ? 'section' : 'lesson', title: place ? title : of, of: place ? of : '', text,
    path: place ? `${path}#${place}` : path,
  }));
}

const termDocument = ({ title, place, also, text }) =>
  ({ kind: 'term', title, of: '', also: also.join(' '), text, path: `glossary/index.html#${place}` });

const codeDocument = ({ code, slug, text, path }) =>
  ({ kind: 'code', title: `${code} ${slug}`, of: '', text, path });
const codeRow = ({ code, slug, path }) => [path, `<code>${code}</code> ${slug}`];

const exampleDocument = (example) => ({
  kind: 'example', title: plain(parse(example.title)), of: example.topic ?? '', path: pathOf(example),
  text: plain(parse(example.about ?? '')),
});

const row = (example) => [pathOf(example), inline(example.title)];
const pathOf = ({ name }) => `examples/index.html#${name}`;

function readExamples(root) {
  const path = join(root, EXAMPLES);
  if (!existsSync(path)) return [];
  const list = YAML.parse(readFileSync(path, 'utf8'));
  const whole = list.every(({ name, title }) => name && title);
  if (!whole) throw new Error(`${EXAMPLES}: an example has a name and a title`);
  return list;
}

const link = (path, html) => `<a href="${TOP}${path}">${html}</a>`;
const listOf = (rows) => `<ul>\n${rows.map(([path, html]) => `<li>${link(path, html)}</li>`).join('\n')}\n</ul>`;

// A lesson with its sections, two levels deep as its headings are.
function contents({ lesson, path, title }) {
  const rows = sectionsOf(lesson).filter(({ place }) => place);
  const items = rows.map(({ place, title: name, level }) =>
    `<li${level > 2 ? ' class="below"' : ''}>${link(`${path}#${place}`, escape(name))}</li>`);
  return `<h3>${link(path, title)}</h3>\n<ul>\n${items.join('\n')}\n</ul>`;
}
