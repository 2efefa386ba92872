// What "the last edit" is compared with (web/lab/edits.js).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Edits } from '../../web/lab/edits.js';

const text = (words) => [{ name: 'lab.yaml', text: words }];

test('the first edit is compared with the start, however soon it comes', () => {
  const edits = new Edits();
  edits.start();
  assert.equal(edits.baseline(), null, 'reading the start is no edit');
  edits.took(text('start'), false);
  assert.deepEqual(edits.baseline(), text('start'));
  assert.ok(edits.compared);
});

test('what is typed without a pause is one edit, and a broken text is nothing to compare with', () => {
  const edits = new Edits();
  edits.start();
  edits.took(text('start'), false);
  edits.baseline();
  edits.took(text('half'), true);
  assert.equal(edits.baseline(), null);
  edits.took(text('whole'), false);
  assert.equal(edits.baseline(), null);
});
