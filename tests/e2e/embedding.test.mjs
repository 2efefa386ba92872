// docs/embedding.md runs: each block of HTML in it is opened as a page of somebody else, and its widgets must be alive.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
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
