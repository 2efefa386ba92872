// The site without a network, and the notice of a newer version.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { writeWorker } from '../../web/build/offline.mjs';
import { answered, HOME, LESSON, moveDash, openBrowser, textOf, WIDE } from './browser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = process.env.SITE ?? join(root, 'site');
const OTHER = 'lessons/firewall-rules/';
let site;
let browser;

before(async () => {
  site = await mkdtemp(join(tmpdir(), 'podwall-offline-'));
  await cp(built, site, { recursive: true });
  browser = await openBrowser({ site });
});
after(async () => {
  await browser.close();
  await rm(site, { recursive: true });
});

// A page once all of the site is kept; the next one in its context comes from there.
async function openKept(path) {
  const page = await browser.open(path, { viewport: WIDE, offline: true });
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  return page;
}

// What the site says under `version`, with the list that belongs to it.
async function publish(version) {
  for (const path of ['index.html', `${LESSON}index.html`]) {
    const text = await readFile(join(site, path), 'utf8');
    await writeFile(join(site, path), text.replace(/<li>podwall [^<]*</, `<li>podwall ${version}<`));
  }
  writeWorker(root, site);
}

const cachesOf = (page) => page.evaluate(() => caches.keys());
const versionOf = (page) => page.locator('footer li').first().textContent();

// Last, for it takes the server away: see the end of the file.
async function withoutNetwork() {
  const page = await openKept(LESSON);
  await browser.server.close();
  await page.getByRole('button', { name: 'Share' }).first().click(); // a part that comes when it is wanted
  await page.locator('podwall-share').getByText(/link/i).first().waitFor();
  await assert.rejects(fetch(browser.server.url));
  await page.reload();
  await answered(page, /^\s*Denied/);
  await moveDash(page);
  const quiz = page.locator('#same-dash');
  await quiz.locator('input').first().check();
  await quiz.locator('.actions button').first().click();
  await quiz.locator('.feedback').filter({ hasText: /\w/ }).waitFor();
  for (const [path, title] of [[OTHER, /./], ['glossary/', /Glossary/], ['search/?q=egress', /Search/]]) {
    await page.goto(browser.server.url + path);
    assert.match(await page.locator('h1').first().textContent(), title);
  }
  await page.locator('.results li').first().waitFor(); // the index came from there too
  await page.goto(browser.server.url + OTHER);
  await page.locator('podwall-ask .answer').filter({ hasText: /Denied|Allowed|Partly/ }).waitFor();
  assert.deepEqual(page.troubles, []);
  await page.context().close();
}

test('a newer version says so, waits for the button, and leaves nothing of the old behind', async () => {
  const page = await openKept(LESSON);
  const old = await cachesOf(page);
  assert.equal(old.length, 1);
  assert.ok(old[0].includes(browser.server.url), 'a cache names the folder it is about');
  await page.reload();
  await answered(page, /^\s*Denied/);
  await page.evaluate(() => {
    window.stays = true;
  });
  await publish('99.0');
  await page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.update()));
  const notice = page.locator('.newer');
  await notice.getByText('A newer version is ready.').waitFor();
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.stays), true, 'it did not reload by itself');
  assert.doesNotMatch(await versionOf(page), /99\.0/);

  // Until then every page is of the old version, though the host has the new one.
  const other = await page.context().newPage();
  await other.goto(browser.server.url + HOME);
  assert.doesNotMatch(await versionOf(other), /99\.0/);
  await other.close();

  await notice.getByRole('button', { name: 'Show it' }).click();
  await page.locator('footer li', { hasText: '99.0' }).waitFor();
  await answered(page, /^\s*Denied/);
  const now = await cachesOf(page);
  assert.equal(now.length, 1);
  assert.notDeepEqual(now, old);
  assert.equal(await page.locator('.newer').count(), 0);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

test('what was typed survives the change of versions, and “Later” leaves all as it is', async () => {
  const page = await openKept(LESSON);
  await moveDash(page);
  const text = await textOf(page);
  await publish('99.1');
  await page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.update()));
  await page.locator('.newer').getByRole('button', { name: 'Later' }).click();
  assert.equal(await page.locator('.newer').count(), 0);
  await page.reload(); // still waiting: it is offered again
  await page.locator('.newer').getByRole('button', { name: 'Show it' }).click();
  await page.locator('footer li', { hasText: '99.1' }).waitFor();
  await answered(page, /^\s*Allowed/);
  assert.equal(await textOf(page), text);
  await page.context().close();
});

test('a file that is not what the list says, and nothing of that version is used', async () => {
  const page = await openKept(HOME);
  const path = join(site, 'index.html');
  await publish('99.2');
  const was = await readFile(path, 'utf8');
  await writeFile(path, `${was}<!-- changed on its way -->`);
  const state = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => {});
    const coming = registration.installing;
    while (coming && coming.state === 'installing') await new Promise((done) => setTimeout(done, 50));
    return coming?.state;
  });
  await writeFile(path, was);
  assert.equal(state, 'redundant');
  assert.equal(await page.locator('.newer').count(), 0);
  assert.equal((await cachesOf(page)).length, 1);
  await page.context().close();
});

test('a browser without service workers is as it was', async () => {
  const page = await browser.open(HOME, { viewport: WIDE });
  assert.deepEqual(await cachesOf(page), []);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

test('with the network cut lesson, quiz, search and other pages go on', withoutNetwork);
