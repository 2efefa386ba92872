// Which tiles a question is about, also where one end is an address.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedOf, completed } from '../../web/lab/picture/asked.js';

const tile = (name, more = {}) => ({ name, pods: [name], ports: [], ...more });
const data = { tiles: [tile('a/x', { pods: ['a/x-1', 'a/x-2'] }), tile('a/y')], flows: [] };
const question = { from: 'ip:192.0.2.1', to: 'svc:a/y', port: 80 };
const answer = { flows: [{ from: '192.0.2.1', to: 'a/y', port: 8080, protocol: 'TCP', verdict: 'deny',
  sentence: 'Denied.', ingress: { verdict: 'deny' } }] };

test('a pod is found in its workload, a Service by the pod behind it', () => {
  const asked = { from: 'a/x-2', to: 'svc:a/y', port: 80 };
  assert.deepEqual(askedOf(data, asked, answer, null), { from: 0, to: 1, port: 8080 });
});

test('an address that no policy speaks of gets a tile and the answer’s line', () => {
  const whole = completed(data, question, answer, null);
  assert.deepEqual(whole.tiles.at(-1).kind, 'outside');
  assert.deepEqual(whole.flows.map(({ from, to, port, stop, verdict }) => [from, to, port, stop, verdict]),
    [[2, 1, 8080, 'ingress', 'deny']]);
  assert.deepEqual(askedOf(whole, question, answer, null), { from: 2, to: 1, port: 8080 });
  assert.equal(data.tiles.length, 2);
});

test('an address that policies speak of stands with its like', () => {
  const outside = { name: 'ip:192.0.2.1', tile: 0 };
  assert.equal(completed(data, question, answer, outside), data);
  assert.equal(askedOf(data, question, answer, outside).from, 0);
});

test('without an answer there is nothing to draw', () => {
  assert.equal(completed(data, question, { ok: false }, null), data);
  assert.equal(askedOf(data, question, null, null).from, -1);
});
