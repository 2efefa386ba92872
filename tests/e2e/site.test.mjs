// The built site as files: the same twice, complete, and with nothing to load from another host.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, readdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const site = process.env.SITE ?? join(root, 'site');

const NAMED = /"\.\/(worker\.js|podwall\.wasm|search-index\.json)(\?\w+)?"/g;
const LINK_AWAY = /<a href="https:[^>]*>/g;

// -> Map(path -> bytes)
async function read(folder, into = new Map(), top = folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await read(path, into, top);
    else into.set(relative(top, path), await readFile(path));
  }
  return into;
}

test('the same sources make the same site', async () => {
  const again = join(root, 'build/site-again');
  try {
    const { status, stderr } = spawnSync(process.execPath, ['web/build/site.mjs', 'build/site-again'],
      { cwd: root, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const [first, second] = [await read(site), await read(again)];
    assert.deepEqual([...second.keys()].sort(), [...first.keys()].sort());
    for (const [path, content] of first) assert.ok(content.equals(second.get(path)), `${path} differs`);
  } finally {
    await rm(again, { recursive: true, force: true });
  }
});

test('every file that is named is there, and named from where it stands', async () => {
  const files = await read(site);
  const named = /(?:href|src)="([^"#]+)"|(?:from|import|URL)\s*\(?\s*["'](\.[^"']+)["']/g;
  for (const [path, content] of files) {
    if (!/\.(html|js)$/.test(path)) continue;
    for (const [, link, module] of String(content).replace(LINK_AWAY, '').matchAll(named)) {
      const target = join(dirname(path), link ?? module).replace(/[?#].*$/, '');
      if (path === '404.html' && target.startsWith('..')) continue; // it stands at other depths too
      assert.ok(files.has(target), `${path} names ${target}`);
    }
  }
});

// What a page says may name hosts, and a link leads where the reader chooses to go; all else would be loaded.
test('nothing is loaded from another host; those of the SVG namespace and of xAPI are only names', async () => {
  for (const [path, content] of await read(site)) {
    if (/\.(wasm|json)$/.test(path)) continue; // machine code; the words of the search
    const tags = (page) => page.replace(LINK_AWAY, '').match(/<[^>]+>/g).join('\n');
    const text = path.endsWith('.html') ? tags(String(content)) : String(content);
    const hosts = [...text.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host);
    assert.deepEqual(hosts.filter((host) => !['www.w3.org', 'adlnet.gov'].includes(host)), [], path);
  }
});

test('worker, wasm and index are named with the hash of what is in them', async () => {
  const files = await read(site);
  const named = new Set();
  for (const [path, content] of files) {
    if (!path.endsWith('.js')) continue;
    for (const [, name, hash] of String(content).matchAll(NAMED)) {
      const whole = createHash('sha256').update(files.get(`assets/${name}`)).digest('hex');
      assert.equal(hash, `?${whole.slice(0, 8)}`, `${path} names ${name}`);
      named.add(name);
    }
  }
  assert.equal(named.size, 3);
});
