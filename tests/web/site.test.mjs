// The builder of the site, where it must refuse. What it builds is tested in tests/e2e/site.test.mjs.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

function build(folder, ...args) {
  return spawnSync(process.execPath, ['web/build/site.mjs', ...args], { cwd: folder, encoding: 'utf8' });
}

// A copy of what the builder reads, below build/, where the modules of npm are found from.
async function inCopy(run) {
  await mkdir(join(root, 'build'), { recursive: true });
  const folder = await mkdtemp(join(root, 'build/site-test-'));
  try {
    for (const part of ['web', 'wasm', 'lessons', 'tests/lessons', 'package.json']) {
      await cp(join(root, part), join(folder, part), { recursive: true });
    }
    await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('without the wasm it says what to make first', () => inCopy(async (folder) => {
  const { status, stderr } = build(folder);
  assert.equal(status, 1);
  assert.match(stderr, /^site: build\/podwall\.wasm is not there yet; make it first/);
}));

test('a file that a script names at run time must be an asset', () => inCopy(async (folder) => {
  await cp(join(root, 'build/podwall.wasm'), join(folder, 'build/podwall.wasm'));
  await writeFile(join(folder, 'web/pages/home.js'), "fetch(new URL('./more.json', import.meta.url));\n");
  const { status, stderr } = build(folder);
  assert.equal(status, 1);
  assert.match(stderr, /web\/pages\/home\.js names web\/pages\/more\.json, which is no asset/);
}));

test('it empties no folder but its own', () => {
  for (const out of ['.', '..', 'web', 'build', 'build/../web']) {
    const { status, stderr } = build(root, out);
    assert.equal(status, 1);
    assert.match(stderr, /OUT is site or build\/NAME/);
  }
});
