// docs/embedding.md runs: each block of HTML in it is opened as a page of somebody else, and its widgets must be alive.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { openBrowser, WIDE } from './browser.mjs';
import { openForeign } from './foreign.mjs';

const guide = await readFile(new URL('../../docs/embedding.md', import.meta.url), 'utf8');
const blocks = [...guide.matchAll(/^## (.*)$|^```html\n([\s\S]*?)^```$/gm)];
const WIDGETS = 'podwall-quiz, podwall-lab, podwall-diagram, podwall-matrix';
let world;

before(async () => {
  world = await openForeign();
});
after(() => world.close());

// What each kind shows that only a living one can.
const LIVE = {
  'podwall-quiz': ['podwall-question button[type="submit"]', /Check/],
  'podwall-lab': ['podwall-ask .answer', /^\s*(Allowed|Denied)/],
  'podwall-diagram': ['podwall-picture svg text', /db/],
  'podwall-matrix': ['podwall-table td button', /all|none/],
};

async function isAlive(place) {
  await place.locator(WIDGETS).first().waitFor();
  const names = await place.locator(WIDGETS).evaluateAll((all) => all.map(({ localName }) => localName));
  for (const name of names) {
    await place.locator(name).first().scrollIntoViewIfNeeded();
    const [part, hasText] = LIVE[name];
    await place.locator(`${name} ${part}`).filter({ hasText }).first().waitFor();
  }
  return names.length;
}

let heading = '';
let found = 0;
for (const [, title, html] of blocks) {
  if (title) heading = title;
  else {
    found += 1;
    test(`embedding.md, block ${found}, ${heading}`, async () => {
      const page = await world.open(html.replaceAll('https://podwall.example', 'SITE'));
      const place = html.includes('<iframe') ? page.frameLocator('iframe') : page;
      assert.ok(await isAlive(place) > 0);
      if (html.includes('"ask"')) {
        await page.getByLabel('shop/db shop/web 80/TCP').check();
        await page.getByRole('button', { name: 'Check' }).click();
        await page.getByText('Right.').waitFor();
      }
      assert.deepEqual(page.troubles, []);
      await page.context().close();
    });
  }
}

test('there are examples to run', () => assert.ok(found >= 6));

// ---- the guide as a page of the site

test('on the site each snippet stands beside its living widget', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.open('embedding/', { settled: false, viewport: WIDE });
    const places = await page.locator('.live').all();
    assert.equal(places.length, found);
    for (const place of places) {
      const frame = await place.locator('iframe').count();
      if (frame) await place.scrollIntoViewIfNeeded();
      assert.ok(await isAlive(frame ? place.frameLocator('iframe') : place) > 0);
    }
    assert.deepEqual(page.troubles, []);
  } finally {
    await browser.close();
  }
});

test('a snippet copied there, in an empty file, is a working quiz', async () => {
  const page = await world.openSite('embedding/');
  await page.getByRole('button', { name: 'Copy this snippet' }).first().click();
  await page.getByText('Copied.').waitFor();
  const html = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(html.includes(`src="${world.site}assets/podwall.js"`), html);
  const empty = await world.open(html);
  await empty.getByLabel('Every pod of the policy').check();
  await empty.getByRole('button', { name: 'Check' }).click();
  await empty.getByText('Right.').waitFor();
  assert.deepEqual(empty.troubles, []);
});
