// The counts that people and CI read: nothing that failed, or did not come to its end, is lost on the way to them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Report } from '../lib/report.mjs';

function reported() {
  const lines = [];
  return { report: new Report((line) => lines.push(line)), said: () => lines.join('\n') };
}

test('suites that ran elsewhere are shown and counted with those that ran here', async () => {
  const { report, said } = reported();
  await report.suite('here', (suite) => suite.pass(2));
  report.add('there', 'ok   there          3 passed, 0 failed, 1 skipped  0.1 s\n3 passed, 0 failed, 1 skipped\n');
  assert.match(said(), /^ok {3}here .*\nok {3}there {10}3 passed, 0 failed, 1 skipped {2}0\.1 s$/);
  assert.equal(report.closing(), '5 passed, 0 failed, 1 skipped');
  assert.equal(report.exitCode(), 0);
});

test('a failure elsewhere is a failure', () => {
  const { report, said } = reported();
  report.add('there', 'FAIL there          3 passed, 1 failed  0.1 s\n     failed: a case\n3 passed, 1 failed\n');
  assert.match(said(), /failed: a case$/);
  assert.equal(report.closing(), '3 passed, 1 failed');
  assert.equal(report.exitCode(), 1);
});

test('a suite that did not come to its closing line has failed, and what it said is shown', async () => {
  const { report, said } = reported();
  await report.add('there', 'ok   there          3 passed, 0 failed  0.1 s\n', 'killed in the middle\n');
  assert.match(said(), /killed in the middle/);
  assert.equal(report.exitCode(), 1);
});

test('nothing that ran is no success', () => {
  assert.equal(reported().report.exitCode(), 1);
});

test('an error that a suite throws is one failure of it', async () => {
  const { report, said } = reported();
  await report.suite('here', () => {
    throw new Error('in the suite');
  });
  assert.match(said(), /in the suite/);
  assert.equal(report.closing(), '0 passed, 1 failed');
});
