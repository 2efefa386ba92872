// What is pasted, dropped or chosen becomes files for the lab; bad input is said in a sentence. And the few lines that
// are shown of a file that is too large.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesAround } from '../../web/engine/lines.js';
import { Crowd } from '../../web/lab/crowd.js';
import { intake, LARGEST_TEXT, pasted } from '../../web/playground/intake.js';

const given = (name, ...parts) => ({ name, blob: new Blob(parts) });
const POD = 'kind: Pod\n';

test('small files become texts, one of more than a million bytes stays a blob', async () => {
  const large = given('big.yaml', 'x'.repeat(LARGEST_TEXT + 1));
  const { files, said } = await intake([given('a.yaml', POD), large, given('edge.yaml', 'x'.repeat(LARGEST_TEXT))]);
  assert.deepEqual(said, []);
  assert.equal(files[0].text, POD);
  assert.equal(files[1].blob, large.blob);
  assert.equal(files[1].text, undefined);
  assert.equal(files[2].text.length, LARGEST_TEXT);
});

test('texts that are too much together become blobs as well', async () => {
  const many = [1, 2, 3].map((at) => given(`${at}.yaml`, 'x'.repeat(800_000)));
  const { files } = await intake(many);
  assert.deepEqual(files.map(({ blob }) => Boolean(blob)), [false, false, true]);
});

test('what is no text, empty or beyond the limit is left out, with a sentence; the rest is read', async () => {
  const { files, said } = await intake([
    given('picture.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0])), given('nothing.yaml'),
    given('huge.yaml', 'x'.repeat(3000)), given('good.yaml', POD)], { most: 2000 });
  assert.deepEqual(files.map(({ name }) => name), ['good.yaml']);
  assert.deepEqual(said, [['intake.not-text', { name: 'picture.png' }], ['intake.empty', { name: 'nothing.yaml' }],
    ['intake.too-large', { name: 'huge.yaml', size: '1 MB', most: '1 MB' }]]);
});

test('what PowerShell writes is read, in either order of bytes', async () => {
  const wide = [...`\ufeff${POD}`].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]);
  const swapped = wide.map((byte, at) => wide[at ^ 1]);
  const { files } = await intake([wide, swapped].map((bytes, at) => given(`${at}.yaml`, new Uint8Array(bytes))));
  assert.deepEqual(files.map(({ text }) => text), [POD, POD]);
});

test('a folder of many files is joined to one that tells where each begins', async () => {
  const many = Array.from({ length: 20 }, (_, at) => given(`k8s/${at}.yaml`, POD));
  const { files: [file, ...others], said } = await intake([...many, given('k8s/x.json', '{}')]);
  assert.equal(others.length, 0);
  assert.equal(file.name, 'k8s.yaml');
  assert.match(file.text, /^# k8s\/0\.yaml\nkind: Pod\n\n---\n# k8s\/1\.yaml\n/);
  assert.match(file.text, /\n---\n\{\}$/);
  assert.deepEqual(said, [['intake.joined', { count: 21 }]]);
});

test('labels are short unless two would be alike; a pasted text has a name of its own', async () => {
  const { files } = await intake(['a/x.yaml', 'b/x.yaml', 'a/y.yaml'].map((name) => given(name, POD)));
  assert.deepEqual(files.map(({ label }) => label), ['a/x.yaml', 'b/x.yaml', 'y.yaml']);
  assert.equal(pasted(POD, ['pasted.yaml', 'pasted-2.yaml']).name, 'pasted-3.yaml');
  assert.equal(pasted(' {"kind": "List"}', []).name, 'pasted.json');
});

test('lines of a large file are found wherever they stand', async () => {
  const rows = Array.from({ length: 200_000 }, (_, at) => `row ${at + 1}`);
  const blob = new Blob([rows.join('\r\n')]);
  assert.deepEqual(await linesAround(blob, 150_000, { before: 1, after: 1 }),
    { first: 149_999, lines: ['row 149999', 'row 150000', 'row 150001'] });
  assert.deepEqual((await linesAround(blob, 1, { before: 3, after: 0 })), { first: 1, lines: ['row 1'] });
  assert.deepEqual((await linesAround(blob, 200_000, { before: 0, after: 5 })).lines, ['row 200000']);
  assert.deepEqual((await linesAround(blob, 300_000)).lines, []);
  assert.deepEqual((await linesAround(new Blob(['x'.repeat(9e6)]), 1)).lines[0].length, 400);
});

// ---- a crowd

const SPACES = ['a', 'b', 'c', 'd', 'e'];
const TILES = SPACES.flatMap((namespace) => Array.from({ length: 10 }, (_, at) =>
  ({ name: `${namespace}/p${at}`, namespace, kind: 'pod', pods: [`${namespace}/p${at}`] })));
const ENDS = {
  namespaces: SPACES.map((name) => ({ name })),
  ends: TILES.map(({ name, namespace }) => ({ name, namespace, kind: 'pod' })),
};
const rule = (policy) => ({ policy, direction: 'ingress', rule: 1, peer: 1 });
const flow = (from, to, by) => ({ from, to, port: 80, protocol: 'TCP', by: [by] });
const reply = (policies, flows, more = 0) => ({ ok: true, tiles: TILES, rules: policies.map(rule), flows, more });

test('few tiles are shown as the engine listed them', () => {
  const crowd = new Crowd();
  const few = { ...reply(['x'], [flow(0, 1, 0)]), tiles: TILES.slice(0, 20) };
  crowd.read(ENDS, few);
  assert.deepEqual(crowd.asks({ from: 'a/p0', to: 'b/p0' }), {});
  assert.deepEqual(crowd.shown({}, {}).flows, few.flows);
  assert.equal(crowd.rooms, null);
});

test('of many only the rooms of the question are drawn, with their flows and the rules of these', () => {
  const crowd = new Crowd();
  crowd.read(ENDS, reply(['x'], [flow(20, 30, 0)], 900));
  const question = { from: 'b/p0', to: 'd/p1' };
  assert.deepEqual(crowd.asks(question), { from: { do: 'flows', from: 'b/p0' }, to: { do: 'flows', to: 'd/p1' } });
  const shown = crowd.shown(question, {
    from: reply(['y', 'x'], [flow(10, 31, 0), flow(10, 45, 1)]),
    to: reply(['x', 'y'], [flow(11, 31, 0), flow(10, 31, 1)]),
  });
  assert.deepEqual(shown.tiles.map(({ name }) => name), TILES.filter(({ namespace }) => 'bd'.includes(namespace))
    .map(({ name }) => name));
  const told = shown.flows.map(({ from, to, by }) =>
    [shown.tiles[from].name, shown.tiles[to].name, shown.rules[by[0]].policy]);
  assert.deepEqual(told, [['b/p0', 'd/p1', 'y'], ['b/p1', 'd/p1', 'x']]);
  assert.equal(shown.more, 899);
  assert.deepEqual(crowd.rooms, { open: ['b', 'd'], folded: ['a', 'c', 'e'] });
  crowd.add('a');
  crowd.shown(question, {});
  assert.deepEqual(crowd.rooms.open, ['a', 'b', 'd']);
  crowd.addAll();
  assert.equal(crowd.shown(question, {}).tiles.length, 50);
});

test('more pairs than the engine lists: what is about the question is drawn, all is never offered', () => {
  const crowd = new Crowd();
  crowd.read(ENDS, { ok: false, error: { code: 'too-large' } });
  assert.equal(crowd.allowed, false);
  const shown = crowd.shown({ from: 'a/p0', to: 'a/p1' }, { from: reply(['x'], [flow(0, 1, 0)]), to: { ok: false } });
  assert.equal(shown.flows.length, 1);
  assert.deepEqual(crowd.rooms.open, ['a']);
  assert.deepEqual(crowd.shown({ from: 'gone/p', to: 'svc:a/p' }, {}).tiles, []);
  assert.equal(crowd.rooms, null);
});
