// The builder of the site, where it must refuse. What it builds is tested in tests/e2e/site.test.mjs.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
    for (const part of ['web', 'wasm', 'lessons', 'docs/embedding.md', 'docs/codes.md', 'docs/codes', 'tests/lessons',
      'tests/findings', 'package.json', 'LICENSE', 'build/licences.json']) {
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

test('a page beyond its bound, or without one, is not built', () => inCopy(async (folder) => {
  await cp(join(root, 'build/podwall.wasm'), join(folder, 'build/podwall.wasm'));
  await writeFile(join(folder, 'web/build/sizes.txt'), 'home 1\n');
  const { status, stderr } = build(folder);
  assert.equal(status, 1);
  assert.match(stderr, /home weighs [\d.]+ kB; 1 kB is the most\n.*sizes\.txt has no bound for lesson/);
}));

test('a lesson that does not hold is not built', () => inCopy(async (folder) => {
  await cp(join(root, 'build/podwall.wasm'), join(folder, 'build/podwall.wasm'));
  const lesson = await readFile(join(folder, 'tests/lessons/every-kind.md'), 'utf8');
  await mkdir(join(folder, 'lessons/99-every-kind'));
  const untrue = lesson.replace('deny dev/backend', 'allow dev/backend');
  await writeFile(join(folder, 'lessons/99-every-kind/lesson.md'), untrue);
  await writeFile(join(folder, 'lessons/track.yaml'), 'lessons: [99-every-kind]\n');
  const { status, stderr } = build(folder);
  assert.equal(status, 1);
  assert.match(stderr, /a lesson does not hold\nlessons\/99-every-kind\/lesson\.md:\d+: "allow dev\/backend/);
}));

test('lessons lead to each other', () => inCopy(async (folder) => {
  await cp(join(root, 'build/podwall.wasm'), join(folder, 'build/podwall.wasm'));
  const lesson = await readFile(join(folder, 'tests/lessons/every-kind.md'), 'utf8');
  const put = async (name, text) => {
    await mkdir(join(folder, 'lessons', name));
    await writeFile(join(folder, 'lessons', name, 'lesson.md'), text);
  };
  await put('98-every-kind', lesson.replace('(#the-policy)', '(../99-more/lesson.md#the-policy)'));
  const more = lesson.replace('id: every-kind', 'id: more').replace('title: Every kind of block', 'title: More');
  await put('99-more', more);
  await writeFile(join(folder, 'lessons/track.yaml'), 'lessons: [98-every-kind, 99-more]\n');
  await writeFile(join(folder, 'lessons/glossary.md'), '# Glossary\n\nIt would lead to other lessons.\n');
  const { status, stderr } = build(folder);
  assert.equal(status, 0, stderr);
  const page = await readFile(join(folder, 'site/lessons/every-kind/index.html'), 'utf8');
  assert.match(page, /<a href="\.\.\/more\/index\.html#the-policy">/);
  assert.match(page, /look out instead of in\. <a href="\.\.\/more\/index\.html">More<\/a>/);
  const home = await readFile(join(folder, 'site/index.html'), 'utf8');
  assert.ok(home.indexOf('lessons/every-kind/index.html') < home.indexOf('lessons/more/index.html'));
}));

test('a package without a licence text is not shipped', () => inCopy(async (folder) => {
  await cp(join(root, 'build/podwall.wasm'), join(folder, 'build/podwall.wasm'));
  const planted = join(folder, 'node_modules/planted');
  await mkdir(planted, { recursive: true });
  await writeFile(join(planted, 'package.json'), '{ "name": "planted", "version": "1.0.0", "main": "index.js" }');
  await writeFile(join(planted, 'index.js'), 'export const planted = () => 1;\n');
  await writeFile(join(folder, 'web/pages/home.js'), "import { planted } from 'planted';\nconsole.log(planted());\n");
  const { status, stderr } = build(folder);
  assert.equal(status, 1);
  assert.match(stderr, /planted 1\.0\.0 is bundled, but has no licence text/);
}));

test('a word of the glossary that leads nowhere is not built', () => inCopy(async (folder) => {
  await cp(join(root, 'build/podwall.wasm'), join(folder, 'build/podwall.wasm'));
  const path = join(folder, 'lessons/glossary.md');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('#rules-only-add-up', '#rules-take-away'));
  const { status, stderr } = build(folder);
  assert.equal(status, 1);
  assert.match(stderr, /glossary does not hold\nlessons\/glossary\.md:\d+: .*#rules-take-away leads nowhere/);
}));

test('it empties no folder but its own', () => {
  for (const out of ['.', '..', 'web', 'build', 'build/../web']) {
    const { status, stderr } = build(root, out);
    assert.equal(status, 1);
    assert.match(stderr, /OUT is site or build\/NAME/);
  }
});
