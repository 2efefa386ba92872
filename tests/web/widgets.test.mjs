// What of the widgets needs no browser: texts as they stand in a page, questions as words, and messages of one shape.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, questionOf } from '../../web/widgets/content.js';
import { fromFrame, fromPage, message } from '../../web/widgets/messages.js';

test('an indented text loses the margin that all its lines share, and no more', () => {
  assert.equal(clean('\n    a:\n      b: 1\n\n    c: 2\n  '), 'a:\n  b: 1\n\nc: 2\n');
  assert.equal(clean('a:\n  b\n'), 'a:\n  b\n');
  assert.equal(clean('  - |\n      text  \n'), '- |\n    text\n');
  assert.equal(clean(''), '\n');
});

test('a question in words', () => {
  const [from, to] = ['dev/a', 'prod/b'];
  assert.deepEqual(questionOf(' dev/a  prod/b 80/UDP '), { from, to, port: 80, protocol: 'UDP' });
  assert.deepEqual(questionOf('dev/a prod/b http'), { from, to, port: 'http', protocol: 'TCP' });
  assert.deepEqual(questionOf('dev/a prod/b'), { from, to, protocol: 'TCP' });
  assert.deepEqual(questionOf('dev/a prod/b /TCP'), { from, to, protocol: 'TCP' });
  for (const text of ['', 'dev/a', null, undefined]) assert.equal(questionOf(text), undefined);
});

test('messages: exactly of their shape, or nobody’s', () => {
  const detail = { verb: {}, object: {}, result: {} };
  const told = { ...detail, question: {}, verdict: 'deny', sentence: 'Denied.' };
  const quiz = { question: 'Which?', options: ['a', 'b'], answer: 1 };
  const lab = { files: [{ name: 'a.yaml', text: '' }] };
  assert.ok(fromFrame(message('height', { height: 300 })));
  assert.ok(fromFrame(message('event', { name: 'podwall-answer', detail })));
  assert.ok(fromFrame(message('event', { name: 'podwall-verdict', detail: told })));
  assert.ok(fromPage(message('quiz', { quiz })));
  assert.ok(fromPage(message('lab', { lab })));
  for (const data of [undefined, 7, [], {}, { type: 'height', height: 3 }, message('height', { height: 2.5 }),
    message('height', { height: 1e6 }), message('height', { height: 3, more: 1 }), message('other', { height: 3 }),
    message('event', { name: 'click', detail }), message('event', { name: 'podwall-answer', detail: [] }),
    message('event', { name: 'podwall-answer', detail: told }), message('event', { name: 'toString', detail }),
    message('event', { name: 'podwall-answer', detail: { ...detail, verb: 'x' } }), message('quiz', { quiz })]) {
    assert.equal(fromFrame(data), false, JSON.stringify(data));
  }
  for (const data of [null, message('quiz', { quiz: 'x' }), message('quiz', {}),
    message('quiz', { quiz: {} }), message('quiz', { quiz: { ...quiz, onload: 1 } }), message('lab', { lab: {} }),
    message('lab', { lab: { ...lab, onload: 1 } }), { ...message('lab', { lab }), podwall: 2 }]) {
    assert.equal(fromPage(data), false, JSON.stringify(data));
  }
});
