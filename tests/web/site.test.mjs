// The builder of the site, where it must refuse. What it builds is tested in tests/e2e/site.test.mjs.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

function build(folder, ...args) {
  return spawnSync(process.execPath, ['web/build/site.mjs', ...args], { cwd: folder, encoding: 'utf8' });
}

test('without the wasm it says what to make first', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'podwall-site-'));
  try {
    for (const part of ['web', 'wasm', 'package.json']) {
      await cp(join(root, part), join(folder, part), { recursive: true });
    }
    const { status, stderr } = build(folder);
    assert.equal(status, 1);
    assert.match(stderr, /^site: build\/podwall\.wasm is not there yet; make it first/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('it empties no folder but its own', () => {
  for (const out of ['.', '..', 'web', 'build', 'build/../web']) {
    const { status, stderr } = build(root, out);
    assert.equal(status, 1);
    assert.match(stderr, /OUT is site or build\/NAME/);
  }
});
