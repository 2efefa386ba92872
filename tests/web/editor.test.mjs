// The editor's work on plain text: smallest changes, and where the next line begins.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indentAfter, smallestChange, withPlainEnds } from '../../web/lab/editor/text.js';

test('a change touches only what differs', () => {
  const change = (old, text) => smallestChange(old, { from: 0, to: old.length, text });
  assert.deepEqual(change('abc', 'abXc'), { from: 2, to: 2, insert: 'X' });
  assert.deepEqual(change('aaa', 'aa'), { from: 2, to: 3, insert: '' });
  assert.deepEqual(change('', 'a'), { from: 0, to: 0, insert: 'a' });
  assert.equal(change('same', 'same'), null);
  assert.deepEqual(smallestChange('0123456', { from: 2, to: 5, text: '2x4' }), { from: 3, to: 4, insert: 'x' });
  assert.deepEqual(smallestChange('abc', { from: 1, to: 99, text: 'b' }), { from: 2, to: 3, insert: '' });
});

test('line ends become plain', () => {
  assert.equal(withPlainEnds('a\r\nb\rc\n'), 'a\nb\nc\n');
});

test('the next line begins where YAML most likely goes on', () => {
  const cases = [
    ['', 0], ['spec:', 2], ['  from:  ', 4], ['  - from:', 6], ['- - a:', 6], ['  key: value', 2],
    ['  - key: value', 4],
    ['  - value', 2], ['  - ', 2], ['  text: |', 4], ['  text: >-', 4], ['  a: # why', 4], ['# note:', 0], ['    ', 4],
    ['  - "a: b"', 2], ['  url: http://x', 2], ['- 10.0.0.0/8', 0],
  ];
  for (const [before, blanks] of cases) assert.equal(indentAfter(before), blanks, JSON.stringify(before));
});
