// Links that carry a lab: what is packed comes out again, and nothing else ever does.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { decode, encode, verdictOn } from '../../web/state/share.js';

const LAB = {
  files: [
    { name: 'cluster.yaml', label: 'Cluster', text: 'apiVersion: v1\nkind: Pod\n' },
    { name: 'policy.yaml', label: 'Policy', text: '# Größe, 墙, \u{1F9F1}, "quoted" \\ and\ttabs\r\n'.repeat(20) },
  ],
  question: { from: 'dev/frontend', to: 'ip:8.8.8.8', port: 8080, protocol: 'TCP' },
  front: 'policy.yaml',
  view: 'yaml',
};

const packed = (value) => `#s1=${deflateSync(typeof value === 'string' || value instanceof Uint8Array
  ? value : JSON.stringify(value)).toString('base64url')}`;

test('what goes in comes out, whatever the letters', async () => {
  assert.deepEqual(await decode(await encode(LAB)), { lab: LAB });
  const bare = { files: [{ name: 'a', text: '' }] };
  assert.deepEqual(await decode(await encode(bare)), { lab: bare });
  const named = { ...LAB, question: { from: 'a/b', to: 'c/d', port: 'http', protocol: 'UDP' } };
  assert.deepEqual(await decode(await encode(named)), { lab: named });
});

test('the same lab makes the same link, and only what belongs there goes in', async () => {
  const more = { ...LAB, secret: 'no', files: LAB.files.map((file) => ({ start: 'x', ...file })) };
  assert.equal(await encode(more), await encode(LAB));
  const { lab } = await decode(await encode({ ...LAB, front: 'gone', view: 'ask', question: { from: '', to: 'a/b' } }));
  assert.deepEqual(lab, { files: LAB.files });
});

test('a link is made of letters that survive mail, and may have its sign written as a number', async () => {
  const link = await encode(LAB);
  assert.match(link, /^#s1=[\w-]+$/);
  assert.deepEqual(await decode(link.replace('=', '%3D')), { lab: LAB });
});

test('other fragments are no links', async () => {
  for (const fragment of ['', '#', '#same-dash', '#s', '#s1', '#sample', '#example=join', '#s1x=', '#s12345=a']) {
    assert.equal(await decode(fragment), null, fragment);
  }
});

test('a newer version says so', async () => {
  assert.deepEqual(await decode('#s2=abc'), { problem: 'newer' });
  assert.deepEqual(await decode('#s0=abc'), { problem: 'damaged' });
});

test('a link that was cut anywhere is damaged', async () => {
  const link = await encode(LAB);
  for (let length = '#s1='.length; length < link.length; length++) {
    assert.deepEqual(await decode(link.slice(0, length)), { problem: 'damaged' }, `cut at ${length}`);
  }
});

test('a link with any bit changed is damaged, or says the same', async () => {
  const bytes = Buffer.from((await encode(LAB)).slice('#s1='.length), 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] ^= 1 << (bit & 7);
    const found = await decode(`#s1=${changed.toString('base64url')}`);
    if (found.lab) assert.deepEqual(found.lab, LAB, `bit ${bit}`);
    else assert.equal(found.problem, 'damaged');
  }
});

test('letters at random are damaged', async () => {
  let seed = 7;
  const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648) >> 8;
  for (let turn = 0; turn < 300; turn++) {
    const noise = Array.from({ length: next() % 200 }, () => String.fromCharCode(33 + next() % 90)).join('');
    assert.deepEqual(await decode(`#s1=${noise}`), { problem: 'damaged' }, noise);
  }
});

test('a bomb is not unpacked, though what is in it would be a lab', async () => {
  const bomb = packed({ files: [{ name: 'a', text: ' '.repeat(30_000_000) }] });
  assert.ok(bomb.length < 60000);
  let unpacked = 0;
  const { DecompressionStream: Whole } = globalThis;
  globalThis.DecompressionStream = class {
    constructor(format) {
      const count = new TransformStream({ transform(part, to) {
        unpacked += part.length;
        to.enqueue(part);
      } });
      const { readable, writable } = new Whole(format);
      Object.assign(this, { writable, readable: readable.pipeThrough(count) });
    }
  };
  try {
    assert.deepEqual(await decode(bomb), { problem: 'damaged' });
  } finally {
    globalThis.DecompressionStream = Whole;
  }
  assert.ok(unpacked > 1_000_000 && unpacked < 4_000_000, `${unpacked} bytes`);
});

test('what is too long to be read is not made either', async () => {
  assert.deepEqual(await decode(`#s1=${'a'.repeat(60000)}`), { problem: 'too-long' });
  let seed = 3;
  const next = () => (seed = (seed * 48271) % 2147483647) % 36;
  const noise = (length) => Array.from({ length }, () => next().toString(36)).join('');
  const link = (length) => encode({ files: [{ name: 'a', text: noise(length) }] });
  assert.equal(verdictOn(await link(5000)), 'fine');
  assert.equal(verdictOn(await link(20000)), 'long');
  assert.equal(verdictOn(await link(80000)), 'too-long');
  const long = await link(50000);
  assert.equal(verdictOn(long), 'long');
  assert.ok((await decode(long)).lab);
  // Blanks pack well, but nobody would unpack so many.
  assert.equal(verdictOn(await encode({ files: [{ name: 'a', text: ' '.repeat(1_000_001) }] })), 'too-long');
});

const files = [{ name: 'a', text: 'b' }];
const HOSTILE = {
  'no object': [[], null, 1, 'files', true],
  'no files': [{}, { files: [] }, { files: {} }, { files: null }],
  'a file that is none': [[{}], [null], [{ name: 'a' }], [{ name: '', text: 'b' }], [{ name: 'a', text: 1 }],
    [{ name: 'a\nb', text: '' }], [{ name: 'a'.repeat(401), text: '' }], [{ name: 'a', text: 'b', more: 1 }],
    [{ name: 'a', text: 'b', label: 3 }], [{ name: 'a', text: '' }, { name: 'a', text: '' }],
    Array.from({ length: 65 }, (_, index) => ({ name: `f${index}`, text: '' }))].map((list) => ({ files: list })),
  'another key': [{ files, script: 'x' }, '{"files":[{"name":"a","text":"b"}],"__proto__":{"x":1}}'],
  'a question that is none': [null, [], 'a', { from: 'a' }, { from: 'a', to: 'b', protocol: 'ICMP' },
    { from: 'a', to: 'b', port: -1, protocol: 'TCP' }, { from: 'a', to: 'b', port: 1.5, protocol: 'TCP' },
    { from: 'a', to: 'b', port: {}, protocol: 'TCP' }, { from: { a: 1 }, to: 'b', protocol: 'TCP' },
    { from: 'a', to: 'b', protocol: 'TCP', assume: {} }].map((question) => ({ files, question })),
  'a front that is not there': [{ files, front: 'b' }, { files, front: null }],
  'a view that is none': [{ files, view: 'ask' }, { files, view: 1 }],
  'no JSON': ['', '{', '{"files":', Buffer.from([0xff, 0xfe]), '['.repeat(100000)],
};
for (const [what, all] of Object.entries(HOSTILE)) {
  test(`a well-packed link with ${what} is damaged`, async () => {
    for (const value of all) {
      assert.deepEqual(await decode(packed(value)), { problem: 'damaged' }, String(JSON.stringify(value)).slice(0, 90));
    }
  });
}
