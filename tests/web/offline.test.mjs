// The list that the service worker goes by.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { filesOf, writeWorker } from '../../web/build/offline.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function inSite(run) {
  const site = await mkdtemp(join(tmpdir(), 'podwall-list-'));
  try {
    await mkdir(join(site, 'assets'));
    for (const path of ['index.html', '404.html', 'assets/home.js']) await writeFile(join(site, path), path);
    await run(site);
  } finally {
    await rm(site, { recursive: true });
  }
}

const workerIn = (site) => readFile(join(site, 'sw.js'), 'utf8');
const listIn = async (site) => JSON.parse(/^self\.podwall=(.*);$/m.exec(await workerIn(site))[1]);

test('every file but the worker itself and the page for what is missing, with its hash', () => inSite(async (site) => {
  writeWorker(root, site);
  const files = filesOf(site);
  assert.deepEqual(Object.keys(files), ['assets/home.js', 'index.html']);
  assert.equal(files['index.html'], createHash('sha256').update('index.html').digest('base64'));
  assert.deepEqual((await listIn(site)).files, files);
}));

test('the same site is the same version; one byte makes another', () => inSite(async (site) => {
  const bytes = writeWorker(root, site);
  const one = await workerIn(site);
  const { version } = await listIn(site);
  assert.equal(bytes, 'index.html'.length + 'assets/home.js'.length);
  writeWorker(root, site);
  assert.equal(await workerIn(site), one);
  await writeFile(join(site, 'index.html'), 'index.htmL');
  writeWorker(root, site);
  assert.notEqual((await listIn(site)).version, version);
}));
