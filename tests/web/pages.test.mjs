// What stands around every page: the ways through the site, and the links to the project's own place.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { navOf } from '../../web/build/nav.mjs';
import { inEnglish } from '../../web/build/words.mjs';
import { readRepository } from '../../web/build/repository.mjs';

async function inFolder(files, run) {
  const root = await mkdtemp(join(tmpdir(), 'podwall-pages-'));
  try {
    await mkdir(join(root, 'web/pages'), { recursive: true });
    for (const [path, text] of Object.entries(files)) await writeFile(join(root, path), text);
    await run(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

const way = (up) => ({ up, site: up, words: inEnglish });

test('pages that are not there are not named; the one that is open is marked', () => {
  const files = { 'web/pages/home.html': '', 'web/pages/glossary.html': '' };
  return inFolder(files, (root) => {
    assert.equal(navOf(root, 'glossary', way('../')), '<ul><li><a href="../index.html#lessons">Lessons</a></li>'
      + '<li><a href="../glossary/index.html" aria-current="page">Glossary</a></li></ul>');
    assert.match(navOf(root, 'lesson', way('../../')),
      /"\.\.\/\.\.\/index\.html#lessons" aria-current="true">Lessons</);
    assert.doesNotMatch(navOf(root, 'home', way('')), /aria-current/);
  });
});

test('a report begins with the page and the version, whatever the page is called', () => {
  const files = { 'package.json': JSON.stringify({ repository: { url: 'git+https://example.org/a/b.git' } }) };
  return inFolder(files, (root) => {
    const { edit, report } = readRepository(root);
    assert.equal(edit('lessons/01-x/lesson.md'), 'https://example.org/a/b/edit/main/lessons/01-x/lesson.md');
    const link = new URL(report({ title: 'Walls & "doors"', path: 'lessons/x/index.html', version: '1.2.3' }));
    assert.equal(link.origin + link.pathname, 'https://example.org/a/b/issues/new');
    assert.equal(link.searchParams.get('title'), 'Wrong claim: Walls & "doors"');
    assert.match(link.searchParams.get('body'), /^Page: lessons\/x\/index\.html, podwall 1\.2\.3\n/);
  });
});

test('without an address of the project nothing is built', () => inFolder({ 'package.json': '{}' }, (root) => {
  assert.throws(() => readRepository(root), /no repository\.url/);
}));

test('docs/hosting.md gives the policy that the pages have', async () => {
  const [head, docs] = await Promise.all(['web/pages/head.html', 'docs/hosting.md']
    .map((path) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')));
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(head)[1];
  const given = docs.split('\n').filter((line) => line.includes('default-src'));
  assert.equal(given.length, 4);
  for (const line of given) assert.ok(line.includes(`${policy}; frame-ancestors 'self'`), line);
});
