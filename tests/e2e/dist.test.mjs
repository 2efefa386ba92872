// The site as one file: the same each time, and what is in it serves.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { serve } from './server.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const site = process.env.SITE ?? join(root, 'site');
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podwall-dist-'));
});
after(() => rm(folder, { recursive: true }));

async function dist(name, env = {}) {
  const zip = join(folder, name);
  const { status, stderr } = spawnSync(process.execPath, ['web/build/dist.mjs', site, zip],
    { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } });
  assert.equal(status, 0, stderr);
  return readFile(zip);
}

test('two zips of one site are the same, whatever the clock, the dates and the time zone', async () => {
  const one = await dist('one.zip', { TZ: 'UTC' });
  await utimes(join(site, 'index.html'), new Date(), new Date(2001, 1, 1));
  const other = await dist('other.zip', { TZ: 'Asia/Tokyo' });
  assert.ok(one.equals(other));
});

test('unpacked it is the site, and serves', async () => {
  const files = unzipSync(await dist('site.zip'));
  const unpacked = join(folder, 'unpacked');
  for (const [path, bytes] of Object.entries(files)) {
    assert.doesNotMatch(path, /^\/|\.\.|\\/);
    await mkdir(dirname(join(unpacked, path)), { recursive: true });
    await writeFile(join(unpacked, path), bytes);
  }
  const server = await serve(unpacked);
  try {
    for (const path of ['', 'lessons/across-namespaces/', 'assets/podwall.wasm', 'assets/home.js', 'search/']) {
      const wanted = join(site, path, /\.\w+$/.test(path) ? '' : 'index.html');
      const answer = await fetch(server.url + path);
      assert.equal(answer.status, 200, path);
      assert.ok(Buffer.from(await answer.arrayBuffer()).equals(await readFile(wanted)), path);
    }
  } finally {
    await server.close();
  }
});

test('without a site it says what to make first', () => {
  const { status, stderr } = spawnSync(process.execPath, ['web/build/dist.mjs', join(folder, 'none')],
    { cwd: root, encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /is not built; make site first/);
});
