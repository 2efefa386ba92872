// The glossary's source: how it is read, and what is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { glossaryPage, readGlossary } from '../../web/build/glossary.mjs';

const LESSONS = [{
  path: 'lessons/one/index.html', lesson: { path: 'lessons/01-one/lesson.md' },
  values: { article: '<h2 id="the-scene">The scene</h2>' },
}];
const SEE = 'See [scene](01-one/lesson.md#the-scene).';
const term = (title, body = 'Words.', see = SEE) => `## ${title}\n\n${body}\n\n${see}\n`;
const pageOf = (...terms) => glossaryPage(readGlossary(`# Glossary\n\nA lead.\n\n${terms.join('\n')}`), LESSONS);

test('a term has its words, its other names and its places', () => {
  const { values, terms } = pageOf(term('Wall'), term('Door', 'Also: rule, hole\n\nA `rule` & more.'));
  assert.deepEqual(terms.map(({ title }) => title), ['Door', 'Wall']);
  assert.deepEqual(terms[0], { title: 'Door', place: 'door', also: ['rule', 'hole'], text: 'A rule & more.' });
  assert.match(values.terms, /<div id="door"><dt>Door<\/dt>\n<dd><p>A <code>rule<\/code> &amp; more\.<\/p>/);
  assert.match(values.terms, /<a href="\.\.\/lessons\/one\/index\.html#the-scene">scene<\/a>/);
  assert.match(values.letters, /<a href="#door">D<\/a>.*<a href="#wall">W<\/a>/);
  assert.equal(values.lead, 'A lead.');
});

const FAULTS = {
  'is there twice': [term('Wall'), term('Wall')],
  'is not explained': [term('Wall', 'Also: fence')],
  'leads to no lesson': [term('Wall', 'Words.', '')],
  '01-one/lesson.md#the-sea leads nowhere': [term('Wall', 'Words.', 'See [x](01-one/lesson.md#the-sea).')],
  '02-two/lesson.md#the-scene leads nowhere': [term('Wall', 'Words.', 'See [x](02-two/lesson.md#the-scene).')],
};
for (const [message, terms] of Object.entries(FAULTS)) {
  test(`refused: a term that ${message}`, () => {
    const line = 5 + terms.slice(0, -1).join('\n').split('\n').length - (terms.length === 1 ? 1 : 0);
    assert.throws(() => pageOf(...terms), (error) => {
      assert.ok(error.message.includes(message), error.message);
      assert.match(error.message, new RegExp(`lessons/glossary\\.md:${line}: `));
      return true;
    });
  });
}
