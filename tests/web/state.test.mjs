// What is kept of a reader: in a storage that works, fails or lies, in two tabs at once, as a file and back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, fingerprint, INDEX, united } from '../../web/state/record.js';
import { Store } from '../../web/state/store.js';
import { exported, imported } from '../../web/state/transfer.js';

const LESSON = 'lesson:one';
const KEY = 'podwall:1:lesson:one';
const answer = (time, chosen) => ({ of: 'q', time, chosen, said: 'checked' });

class Memory {
  items = new Map();
  get length() {
    return this.items.size;
  }

  key(index) {
    return [...this.items.keys()][index] ?? null;
  }

  getItem(key) {
    return this.items.get(key) ?? null;
  }

  setItem(key, text) {
    if (this.full) throw new DOMException('no room', 'QuotaExceededError');
    this.items.set(key, text);
  }

  removeItem(key) {
    this.items.delete(key);
  }
}

const storeIn = (memory) => new Store(() => memory, { pause: 1 });
const kept = (memory) => JSON.parse(memory.getItem(KEY));

test('nothing is written before something changes', () => {
  const memory = new Memory();
  const store = storeIn(memory);
  assert.deepEqual(store.read(LESSON), { done: {}, answers: {}, texts: {} });
  assert.deepEqual(store.read(INDEX), { all: {} });
  store.flush();
  assert.equal(memory.length, 0);
});

test('a change is read at once and written a moment later, once', async () => {
  const memory = new Memory();
  const store = storeIn(memory);
  store.change(LESSON, { done: { a: 1 } });
  store.change(LESSON, { done: { b: 2 }, place: { at: 'x', time: 1 } });
  assert.deepEqual(store.read(LESSON).done, { a: 1, b: 2 });
  assert.equal(memory.length, 0);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(kept(memory).done, { a: 1, b: 2 });
  assert.deepEqual(storeIn(memory).read(LESSON).place, { at: 'x', time: 1 });
});

test('null takes an entry out, and a record without any is gone', () => {
  const memory = new Memory();
  const store = storeIn(memory);
  store.change(LESSON, { done: { a: 1 }, texts: { lesson: { of: 's', time: 1, files: { f: 't' } } } });
  store.flush();
  store.change(LESSON, { texts: { lesson: null } });
  store.flush();
  assert.deepEqual(kept(memory).texts, {});
  store.change(LESSON, { done: { a: null } });
  store.flush();
  assert.equal(memory.length, 0);
});

test('two tabs add to each other’s; the last to speak of one thing wins', () => {
  const memory = new Memory();
  const [one, other] = [storeIn(memory), storeIn(memory)];
  [one, other].forEach((store) => store.read(LESSON));
  one.change(LESSON, { done: { a: 1 }, answers: { q: answer(5, [1]) } });
  other.change(LESSON, { done: { b: 2 }, answers: { r: answer(6, [2]) } });
  one.flush();
  other.flush();
  one.change(LESSON, { answers: { r: answer(7, [3]) } });
  one.flush();
  assert.deepEqual(kept(memory).done, { a: 1, b: 2 });
  assert.deepEqual(kept(memory).answers, { q: answer(5, [1]), r: answer(7, [3]) });
});

test('two tabs that write in the same moment end with both', () => {
  const memory = new Memory();
  const store = storeIn(memory);
  store.change(LESSON, { done: { a: 1 }, answers: { q: answer(5, [1]), r: answer(6, [1]) } });
  store.flush();
  const others = { done: { b: 2 }, answers: { r: answer(7, [2]) } }; // read before, written after
  memory.setItem(KEY, JSON.stringify(others));
  store.heard(KEY, memory.getItem(KEY));
  store.flush();
  assert.deepEqual(kept(memory).done, { a: 1, b: 2 });
  assert.deepEqual(kept(memory).answers, { q: answer(5, [1]), r: answer(7, [2]) });
  memory.removeItem(KEY); // but what was forgotten stays so
  store.heard(KEY, null);
  store.flush();
  assert.equal(memory.length, 0);
});

test('forgetting leaves nothing of ours, and another tab does not bring it back', () => {
  const memory = new Memory();
  memory.setItem('other', 'theirs');
  memory.setItem('podwall:0:old', '{}');
  const [one, other] = [storeIn(memory), storeIn(memory)];
  other.change(LESSON, { done: { a: 1 } });
  other.flush();
  one.change(LESSON, { done: { b: 1 } });
  one.forget();
  one.flush();
  other.flush();
  assert.deepEqual([...memory.items.keys()], ['other']);
  other.change(LESSON, { done: { c: 1 } });
  other.flush();
  assert.deepEqual(kept(memory).done, { c: 1 });
});

test('a storage that is forbidden, missing or throws keeps nothing and breaks nothing', () => {
  const throws = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  for (const open of [throws, () => null, () => undefined, () => ({ getItem: throws })]) {
    const store = new Store(open);
    assert.equal(store.trouble, 'blocked');
    store.change(LESSON, { done: { a: 1 } });
    store.flush();
    assert.deepEqual(store.read(LESSON).done, { a: 1 }); // for as long as the page is open
    assert.deepEqual(store.names(), []);
    store.forget();
  }
});

test('a full storage is told, once, and what waits is written when there is room', () => {
  const memory = new Memory();
  const store = storeIn(memory);
  const said = [];
  store.addEventListener('trouble', () => said.push(store.trouble));
  memory.full = true;
  store.change(LESSON, { done: { a: 1 } });
  store.flush();
  store.flush();
  memory.full = false;
  store.change(LESSON, { done: { b: 1 } });
  store.flush();
  assert.deepEqual(said, ['full', null]);
  assert.deepEqual(kept(memory).done, { a: 1, b: 1 });
});

test('what cannot be read begins anew, and what can is kept', () => {
  for (const text of ['', '{', 'null', '[]', '"x"', '7']) {
    const memory = new Memory();
    memory.setItem(KEY, text);
    const store = storeIn(memory);
    assert.deepEqual(store.read(LESSON), { done: {}, answers: {}, texts: {} }, text);
    assert.equal(store.trouble, 'unreadable');
    store.change(LESSON, { done: { a: 1 } });
    store.flush();
    assert.deepEqual(kept(memory).done, { a: 1 });
  }
});

test('of a record the sound parts are taken', () => {
  const sound = answer(1, [0, 2]);
  const text = { of: 's', time: 2, files: { 'a.yaml': 'x' } };
  const record = JSON.parse(`{"__proto__": {"done": {"p": 1}},
    "done": {"a": 1, "b": "x", "__proto__": 2, "constructor": 3},
    "answers": {"q": ${JSON.stringify(sound)}, "r": {"of": 1}, "s": {"of": "", "time": 1, "chosen": ["<b>"]}},
    "texts": {"lesson": ${JSON.stringify(text)}, "x": {"of": "s", "time": 1, "files": {"a": 1}},
      "y": {"of": "s", "time": 1, "files": {}, "question": {"from": 1}}},
    "place": {"at": 1, "time": 1}, "open": [], "more": 1}`);
  assert.deepEqual(checked(LESSON, record),
    { done: { a: 1, constructor: 3 }, answers: { q: sound }, texts: { lesson: text } });
  assert.deepEqual(checked(INDEX, { all: { one: 3, two: -1, three: '4' }, last: { lesson: 'one' } }),
    { all: { one: 3 } });
});

test('two histories become one: everything done, of the rest the later', () => {
  const one = { done: { a: 1, all: 4 }, answers: { q: answer(5, [1]) }, texts: {}, place: { at: 'x', time: 9 } };
  const other = { done: { b: 2, all: 5, constructor: 1 }, answers: { q: answer(6, [2]), texts: answer(1, []) },
    texts: {}, place: { at: 'y', time: 3 }, open: 'task:t' };
  const both = { done: { a: 1, all: 4, b: 2, constructor: 1 }, answers: { q: answer(6, [2]), texts: answer(1, []) },
    texts: {}, place: { at: 'x', time: 9 }, open: 'task:t' };
  assert.deepEqual(united(one, other), both);
  assert.deepEqual(united(other, one).answers, both.answers);
});

test('texts that differ have other fingerprints', () => {
  const texts = ['', 'a', 'b', 'ab', 'ba', 'a\n', 'é', 'x'.repeat(5000), `${'x'.repeat(4999)}y`];
  assert.equal(new Set(texts.map(fingerprint)).size, texts.length);
  assert.match(fingerprint('a'), /^[0-9a-f]{16}$/);
});

// ---- as a file

function filled() {
  const memory = new Memory();
  const store = storeIn(memory);
  store.change(LESSON, { done: { a: 1 }, answers: { q: answer(5, [1]) } });
  store.change('lab:home', { texts: { lesson: { of: 's', time: 1, files: { f: 'Größe 墙' } } } });
  store.change(INDEX, { all: { one: 3 }, last: { lesson: 'one', time: 4 } });
  store.flush();
  return { memory, store };
}

test('a file brings everything to another browser, and twice is once', () => {
  const { store, memory } = filled();
  const text = exported(store);
  const other = new Memory();
  assert.deepEqual(imported(storeIn(other), text), { lessons: 1, labs: 1 });
  assert.deepEqual(new Map([...other.items].sort()), new Map([...memory.items].sort()));
  const before = JSON.stringify([...other.items]);
  imported(storeIn(other), text);
  assert.equal(JSON.stringify([...other.items]), before);
});

test('a file adds to what is there', () => {
  const { store, memory } = filled();
  const file = exported(store);
  store.change(LESSON, { done: { b: 2 }, answers: { q: answer(9, [3]) } });
  assert.deepEqual(imported(store, file), { lessons: 1, labs: 1 });
  assert.deepEqual(kept(memory).done, { a: 1, b: 2 });
  assert.deepEqual(kept(memory).answers.q, answer(9, [3]));
});

test('a clock that went wrong elsewhere does not win for ever', () => {
  const memory = new Memory();
  const file = { format: 'podwall progress', version: 1, kept: { [LESSON]: { answers: { q: answer(1e15, [1]) } } } };
  imported(storeIn(memory), JSON.stringify(file), 1000);
  assert.equal(kept(memory).answers.q.time, 1000);
});

test('a file that is not ours, newer, empty or hostile adds nothing', () => {
  const { store, memory } = filled();
  const before = JSON.stringify([...memory.items]);
  const file = (more) => JSON.stringify({ format: 'podwall progress', version: 1, ...more });
  const cases = {
    'not-ours': ['', 'x', '{}', '[]', 'null', '{"format":"podwall"}', file({ version: '1' })],
    newer: [file({ version: 2 })],
    'too-long': [`"${'x'.repeat(10_000_001)}"`],
    nothing: [file({}), file({ kept: null }), file({ kept: [1] }),
      file({ kept: { 'lesson:../x': {}, other: {}, 'lesson:A': {} } }),
      file({ kept: { [LESSON]: null, 'lab:home': 7 } })],
  };
  for (const [problem, texts] of Object.entries(cases)) {
    for (const text of texts) assert.deepEqual(imported(store, text), { problem }, text.slice(0, 80));
  }
  assert.equal(JSON.stringify([...memory.items]), before);
});
