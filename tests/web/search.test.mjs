// The search itself: what is found, in which order, and what is shown of it. The page is tested in
// tests/e2e/reference.test.mjs.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readLesson } from '../../web/build/lesson/read.mjs';
import { searchPage } from '../../web/build/search.mjs';
import { sectionsOf } from '../../web/build/sections.mjs';
import { excerpt, find, makeIndex, openIndex } from '../../web/site/find.js';

const DOCUMENTS = [
  { kind: 'section', title: 'The policy', of: 'Across namespaces', text: 'A podSelector says which pods get a wall.' },
  { kind: 'section', title: 'DNS first', of: 'Production', text: 'Names come from CoreDNS, by UDP and TCP.' },
  { kind: 'term', title: 'podSelector', of: '', also: 'pod selector', text: 'Picks pods by their labels.' },
  { kind: 'section', title: 'What stays', of: 'Production', text: 'allow-from-dev in namespace dev; labels; labels.' },
].map((document, id) => ({ id, also: '', path: `page-${id}`, ...document }));

const index = openIndex(makeIndex(DOCUMENTS));
const titles = (query) => find(index, query).map(({ title }) => title);

test('a word is found, and the beginning of one', () => {
  assert.deepEqual(titles('coredns'), ['DNS first']);
  assert.deepEqual(titles('cored'), ['DNS first']);
  assert.deepEqual(titles('production').sort(), ['DNS first', 'What stays']);
});

test('a letter amiss is forgiven, in a short word it is not', () => {
  assert.deepEqual(titles('cordns'), ['DNS first']);
  assert.deepEqual(titles('podselektor').sort(), ['The policy', 'podSelector']);
  assert.deepEqual(titles('xdp'), []);
});

test('the name of a field is found by its parts, a name with dashes by its words', () => {
  assert.ok(titles('selector').includes('The policy'));
  assert.deepEqual(titles('allow-from-dev'), ['What stays']);
});

test('a word of the glossary comes before sections that use it', () => {
  assert.equal(titles('podSelector')[0], 'podSelector');
});

test('all words are wanted; where nothing has them all, any will do', () => {
  assert.deepEqual(titles('udp names'), ['DNS first']);
  assert.deepEqual(titles('udp wall').sort(), ['DNS first', 'The policy']);
});

test('odd questions have no answer and do no harm', () => {
  for (const query of ['', '   ', '***', '\u0000', '"', '((', 'zzzzzz', '😀', 'x'.repeat(5000)]) {
    assert.deepEqual(titles(query), [], query.slice(0, 10));
  }
});

test('an excerpt shows the words, cut between words', () => {
  const text = `${'before '.repeat(40)}the podSelector here ${'after '.repeat(60)}`;
  const pieces = excerpt(text, ['selector']);
  assert.deepEqual(pieces.filter(({ hit }) => hit).map((piece) => piece.text), ['podSelector']);
  const whole = pieces.map((piece) => piece.text).join('');
  assert.match(whole, /^… (before )+the podSelector here (after ?)+…$/);
  assert.ok(whole.length < 200);
});

test('an excerpt without a hit is the beginning; a short text is whole; one long word is cut', () => {
  assert.deepEqual(excerpt('Short  and\nsweet.', []), [{ text: 'Short and sweet.', hit: false }]);
  assert.ok(excerpt('x'.repeat(1000), [])[0].text.length < 200);
  assert.deepEqual(excerpt('', ['x']), []);
});

const LESSON = `---
format: 1
id: x
title: A title
lead: The lead.
minutes: 1
question: a/b a/c 1/TCP
---
Before any \`code\` heading.

## One & two

Some *prose*.

\`\`\`yaml quiz
id: q
question: Which **one**?
options: [This, That]
answer: 0
hints: [secret hint]
explain: secret explanation
\`\`\`

### Deeper

\`\`\`yaml policy solution task=t
secret: solution
\`\`\`
`;

test('a lesson is cut at its headings, without what the reader is to find out', () => {
  const sections = sectionsOf(readLesson(LESSON, { path: 'lessons/01-x/lesson.md', shared: () => null }));
  assert.deepEqual(sections, [
    { place: '', title: 'A title', level: 1, text: 'The lead.\nBefore any code heading.' },
    { place: 'one-two', title: 'One & two', level: 2, text: 'Some prose.\nWhich one?\nThis\nThat' },
    { place: 'deeper', title: 'Deeper', level: 3, text: '' },
  ]);
});

test('examples are found where there is a list of them', async () => {
  const root = await mkdtemp(join(tmpdir(), 'podwall-search-'));
  try {
    assert.equal(searchPage(root, { lessons: [], terms: [] }).values.examples, '');
    await mkdir(join(root, 'web/examples'), { recursive: true });
    const put = (text) => writeFile(join(root, 'web/examples/examples.yaml'), text);
    await put("- name: default-deny\n  topic: Closing\n  title: 'Does a `deny` stop everyone?'\n  about: It *does*.\n");
    const { index: text, values } = searchPage(root, { lessons: [], terms: [] });
    assert.deepEqual(find(openIndex(text), 'does'), [{
      kind: 'example', title: 'Does a deny stop everyone?', of: 'Closing', path: 'examples/index.html#default-deny',
      text: 'It does.', words: ['does'],
    }]);
    assert.match(values.examples, /<a href="\.\.\/examples\/index\.html#default-deny">Does a <code>deny<\/code> stop/);
    await put('- title: No name\n');
    assert.throws(() => searchPage(root, { lessons: [], terms: [] }), /an example has a name and a title/);
  } finally {
    await rm(root, { recursive: true });
  }
});
