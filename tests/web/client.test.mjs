// The client with a worker that only pretends: order, the latest edit, crashes and silences.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineClient } from '../../web/engine/client.js';

// A worker that notes what it is sent and answers when told to.
class FakeWorker {
  sent = [];
  blobs = []; // of each message
  ended = false;
  postMessage(message) {
    const then = message.then.map((each) => JSON.parse(each));
    this.blobs.push(message.blobs);
    this.sent.push({ id: message.id, then, ...JSON.parse(message.request) });
  }
  terminate() {
    this.ended = true;
  }
  say(data) {
    this.onmessage({ data });
  }
  ready() {
    this.say({ ready: true });
  }
  reply(body = {}) {
    this.say({ id: this.sent.at(-1).id, reply: JSON.stringify({ ok: true, ...body }) });
  }
  get asked() {
    return this.sent.map((request) => request.files?.[0].text ?? request.do);
  }
}

function open({ ready = true, timeout = 5000 } = {}) {
  const workers = [];
  const client = new EngineClient(() => workers[workers.push(new FakeWorker()) - 1], { timeout });
  const heard = [];
  for (const name of ['starting', 'ready', 'stopped', 'failed']) {
    client.addEventListener(name, ({ reason }) => heard.push(reason ? `${name}: ${reason}` : name));
  }
  if (ready) workers[0].ready();
  return { client, workers, heard };
}

const file = (text) => [{ name: 'a.yaml', text }];
const codeOf = (promise) => promise.then(() => 'fine', (error) => error.code);
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('nothing is sent before the engine is ready, then one after another, in order', async () => {
  const { client, workers: [worker] } = open({ ready: false });
  const first = client.ask({ do: 'ends' });
  const second = client.ask({ do: 'about' });
  assert.deepEqual(worker.asked, []);
  worker.ready();
  assert.deepEqual(worker.asked, ['ends']);
  worker.reply({ n: 1 });
  assert.deepEqual(worker.asked, ['ends', 'about']);
  worker.reply({ n: 2 });
  assert.deepEqual([(await first).n, (await second).n], [1, 2]);
  client.close();
});

test('the latest edit wins: loads that wait are superseded, the one in the works is not', async () => {
  const { client, workers: [worker] } = open();
  const loads = ['a', 'b', 'c', 'd'].map((text) => client.load(file(text)));
  const codes = Promise.all(loads.map(codeOf));
  worker.reply();
  worker.reply();
  assert.deepEqual(await codes, ['fine', 'superseded', 'superseded', 'fine']);
  assert.deepEqual(worker.asked, ['a', 'd']);
  client.close();
});

test('questions are never superseded by edits', async () => {
  const { client, workers: [worker] } = open();
  client.load(file('a'));
  const question = client.ask({ do: 'ends' });
  const waiting = codeOf(client.load(file('b')));
  client.load(file('c'));
  for (let i = 0; i < 3; i++) worker.reply({ i });
  assert.deepEqual(worker.asked, ['a', 'ends', 'c']);
  assert.equal((await question).i, 1);
  assert.equal(await waiting, 'superseded');
  client.close();
});

test('a refusal concerns one request; the worker stays', async () => {
  const { client, workers } = open();
  const large = codeOf(client.load(file('much')));
  const next = codeOf(client.ask({ do: 'ends' }));
  workers[0].say({ id: workers[0].sent[0].id, refused: { code: 'too-large', message: 'no room' } });
  workers[0].reply();
  assert.deepEqual([await large, await next], ['too-large', 'fine']);
  assert.equal(workers.length, 1);
  client.close();
});

test('a crash opens a new worker with the files last read well, and sends what waited', async () => {
  const { client, workers, heard } = open();
  client.load(file('good'));
  workers[0].reply();
  const fatal = codeOf(client.load(file('fatal')));
  const after = client.ask({ do: 'ends' });
  workers[0].say({ id: workers[0].sent[1].id, crashed: 'unreachable' });
  assert.equal(await fatal, 'stopped');
  assert.equal(workers[0].ended, true);
  workers[1].ready();
  assert.deepEqual(workers[1].asked, ['good']);
  workers[1].reply();
  workers[1].reply({ n: 7 });
  assert.equal((await after).n, 7);
  assert.deepEqual(workers[1].asked, ['good', 'ends']);
  assert.deepEqual(heard, ['ready', 'stopped: unreachable', 'starting', 'ready']);
  client.close();
});

test('each snapshot has its own latest edit, and all of them come back after a crash', async () => {
  const { client, workers } = open();
  const first = codeOf(client.load(file('before'), 'before'));
  const waits = codeOf(client.load(file('waits')));
  client.load(file('other'), 'other');
  client.load(file('main'));
  for (let i = 0; i < 3; i++) workers[0].reply();
  assert.deepEqual([await first, await waits], ['fine', 'superseded']);
  assert.deepEqual(workers[0].asked, ['before', 'other', 'main']);
  const question = client.ask({ do: 'ends' });
  workers[0].onerror({ message: 'gone' });
  assert.equal(await codeOf(question), 'stopped');
  workers[1].ready();
  for (let i = 0; i < 3; i++) workers[1].reply();
  assert.deepEqual(workers[1].sent.map(({ snapshot }) => snapshot), ['before', 'other', 'main']);
  client.close();
});

test('files that bring down a fresh engine as well are not given to a third', async () => {
  const { client, workers } = open();
  client.load(file('good'));
  workers[0].reply();
  workers[0].onerror({ message: 'gone' });
  workers[1].ready();
  workers[1].say({ id: workers[1].sent[0].id, crashed: 'again' });
  workers[2].ready();
  assert.deepEqual(workers[2].asked, []);
  client.close();
});

test('a silence ends the worker, and the clock does not run while it starts', async () => {
  const { client, workers, heard } = open({ ready: false, timeout: 30 });
  const asked = codeOf(client.ask({ do: 'can' }));
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(workers.length, 1);
  workers[0].ready();
  assert.equal(await asked, 'stopped');
  assert.equal(workers.length, 2);
  assert.deepEqual(heard.slice(0, 2), ['ready', 'stopped: no answer within 0.03 seconds']);
  client.close();
});

test('what a dead worker still says is not heard', async () => {
  const { client, workers } = open();
  const first = codeOf(client.ask({ do: 'ends' }));
  workers[0].onerror({ message: 'gone' });
  assert.equal(await first, 'stopped');
  workers[1].ready();
  const second = client.ask({ do: 'about' });
  workers[0].reply({ from: 'the grave' });
  workers[1].reply({ from: 'the living' });
  assert.equal((await second).from, 'the living');
  client.close();
});

test('an engine that cannot start fails once, keeps what waits, and tries again when asked', async () => {
  const { client, workers, heard } = open({ ready: false });
  const question = client.ask({ do: 'about' });
  workers[0].say({ failed: 'no such file' });
  await turn();
  assert.equal(workers.length, 1);
  client.retry();
  workers[1].ready();
  workers[1].reply({ n: 3 });
  assert.equal((await question).n, 3);
  assert.deepEqual(heard, ['failed: no such file', 'starting', 'ready']);
  client.close();
});

test('closing rejects everything that waits, and whatever comes after', async () => {
  const { client, workers } = open();
  const codes = [client.load(file('a')), client.ask({ do: 'ends' })].map(codeOf);
  client.close();
  assert.deepEqual(await Promise.all(codes), ['closed', 'closed']);
  assert.equal(await codeOf(client.ask({ do: 'ends' })), 'closed');
  assert.equal(workers[0].ended, true);
});

test('questions travel with the text they are about, and what is declined is one reply among them', async () => {
  const { client, workers: [worker] } = open();
  const read = client.read(file('a'), [{ do: 'ends' }, { do: 'flows' }]);
  assert.equal(worker.sent.length, 1);
  const { id, then } = worker.sent[0];
  assert.deepEqual(then, [{ do: 'ends' }, { do: 'flows' }]);
  worker.say({ id, reply: '{"ok":true,"n":0}', then: [{ reply: '{"ok":true,"n":1}' },
    { refused: { code: 'too-large', message: 'much' } }] });
  assert.deepEqual(await read, [{ ok: true, n: 0 }, { ok: true, n: 1 },
    { ok: false, error: { code: 'too-large', message: 'much' } }]);
  assert.deepEqual(await client.askAll([]), []);
  client.close();
});

// ---- files whose text is never in the page

const source = (bytes = 'much') => ({ name: 'big.yaml', blob: new Blob([bytes]) });
const settle = (worker, count) => {
  for (let i = 0; i < count; i++) worker.reply();
};

test('a blob travels as it is, once; an edit beside it sends only the text that changed', async () => {
  const { client, workers: [worker] } = open();
  const big = source();
  client.load([big, ...file('one')]);
  settle(worker, 1);
  client.read([big, ...file('two')], [{ do: 'ends' }]);
  settle(worker, 1);
  const [first, second] = worker.sent;
  assert.deepEqual(first.files, [{ name: 'big.yaml', text: '' }, { name: 'a.yaml', text: 'one' }]);
  assert.deepEqual(worker.blobs, [[{ at: 0, blob: big.blob }], undefined]);
  assert.equal(first.keep, undefined);
  assert.deepEqual([second.keep, second.files], [true, file('two')]);
  client.close();
});

test('another blob of that name, another file, or no blob at all: everything is sent', async () => {
  const { client, workers: [worker] } = open();
  const big = source();
  for (const files of [[big], [source()], [big, ...file('one')], file('one')]) {
    client.load(files);
    settle(worker, 1);
  }
  assert.deepEqual(worker.blobs.map((blobs) => blobs?.length), [1, 1, 1, undefined]);
  assert.deepEqual(worker.sent.map(({ keep }) => keep), [undefined, undefined, undefined, undefined]);
  client.close();
});

test('a fresh worker is given the blob again, in every snapshot that had it', async () => {
  const { client, workers } = open();
  const big = source();
  client.load([big, ...file('one')]);
  client.load([big], 'before');
  settle(workers[0], 2);
  const asked = codeOf(client.ask({ do: 'ends' }));
  workers[0].onerror({ message: 'gone' });
  assert.equal(await asked, 'stopped');
  workers[1].ready();
  settle(workers[1], 2);
  assert.deepEqual(workers[1].blobs.map(([{ blob }]) => blob), [big.blob, big.blob]);
  client.load([big, ...file('two')]);
  settle(workers[1], 1);
  assert.deepEqual([workers[1].sent[2].keep, workers[1].blobs[2]], [true, undefined]);
  client.close();
});

test('a blob that cannot be read is said, and sent again with the next load', async () => {
  const { client, workers: [worker] } = open();
  const big = source();
  const first = codeOf(client.load([big]));
  worker.say({ id: worker.sent[0].id, refused: { code: 'unreadable', message: 'gone' } });
  assert.equal(await first, 'unreadable');
  client.load([big]);
  settle(worker, 1);
  assert.equal(worker.blobs[1].length, 1);
  client.close();
});

test('a large blob is given more time', async () => {
  const { client, workers } = open({ timeout: 20 });
  const slow = codeOf(client.load([source('x'.repeat(1_000_000))]));
  await new Promise((resolve) => setTimeout(resolve, 80));
  assert.equal(workers.length, 1);
  settle(workers[0], 1);
  assert.equal(await slow, 'fine');
  client.close();
});
