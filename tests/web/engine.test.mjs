// The loader at its edges: what it opens, what it refuses, and what it survives.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineError, openEngine } from '../../wasm/engine.js';
import { tinyWasm } from './tiny.mjs';

const response = (type, init = {}) =>
  new Response(tinyWasm(), { headers: { 'content-type': type }, ...init });

test('a reply crosses as text and as an object', async () => {
  const engine = await openEngine(tinyWasm({}, '{"schema":1,"ok":true,"text":"gro\u00df \u{1f9f1}"}'));
  assert.equal(engine.askBytes('{"do":"about"}'), '{"schema":1,"ok":true,"text":"gro\u00df \u{1f9f1}"}');
  assert.deepEqual(engine.ask({ do: 'about' }), { schema: 1, ok: true, text: 'gro\u00df \u{1f9f1}' });
});

test('a module opens, and so does a response, whatever type the host gave it', async () => {
  const module = await WebAssembly.compile(tinyWasm());
  for (const source of [module, response('application/wasm'), Promise.resolve(response('text/plain'))]) {
    assert.equal((await openEngine(source)).ask({}).ok, true);
  }
});

test('a response that is an error page is refused', async () => {
  await assert.rejects(openEngine(response('text/html', { status: 404 })), { code: 'fetch' });
});

test('another ABI is refused', async () => {
  await assert.rejects(openEngine(tinyWasm({ pw_abi: 2 })), { name: 'EngineError', code: 'abi' });
});

test('a request without room is refused, and the engine lives on', async () => {
  const engine = await openEngine(tinyWasm({ pw_request_buffer: 0 }));
  for (const _ of [1, 2]) {
    assert.throws(() => engine.ask({}), (error) => error instanceof EngineError && error.code === 'too-large');
  }
});

test('every status has a reply', async () => {
  for (const status of [1, 2, 3, 4]) {
    const engine = await openEngine(tinyWasm({ pw_run: status }, '{"ok":false}'));
    assert.deepEqual(engine.ask({}), { ok: false });
  }
});

test('a trap is a RuntimeError, not an EngineError', async () => {
  const engine = await openEngine(tinyWasm({ pw_run: 'trap' }));
  assert.throws(() => engine.ask({}), WebAssembly.RuntimeError);
});

test('a closed engine says so, and so does one that could not open a session', async () => {
  const engine = await openEngine(tinyWasm());
  engine.close();
  assert.throws(() => engine.ask({}), { code: 'closed' });
  const poor = await openEngine(tinyWasm({ pw_open: 0 }));
  assert.throws(() => poor.ask({}), { code: 'closed' });
});
