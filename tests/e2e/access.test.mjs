// For everyone: axe in both themes and in the states that differ, small screens, forced colours.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { answered, LESSON, moveDash, openBrowser, PAGES, pagesOfSite, WIDE } from './browser.mjs';

// The pages about single findings are made alike: one stands for all.
const everyPage = (await pagesOfSite()).filter((path) => !/PW(?!4001)/.test(path));
const VIEWS = ['YAML', 'Picture', 'Table', 'Read'];
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

async function widerThanScreen(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

// Read is the page's own; on the first page the lab has the other three in its own bar.
const viewButton = (page, name) => page
  .locator('nav.views button:visible, .switch button:visible').filter({ hasText: new RegExp(`^${name}$`) });

for (const colorScheme of ['light', 'dark']) {
  for (const [name, path] of Object.entries(PAGES)) {
    test(`axe finds nothing on ${name}, ${colorScheme}`, async () => {
      const page = await browser.open(path, { colorScheme, viewport: WIDE });
      assert.deepEqual(await violations(page), []);
      await moveDash(page);
      assert.deepEqual(await violations(page), [], 'after the dash');
      if (path !== LESSON) return page.context().close();
      await page.locator('#same-dash input').first().check();
      await page.locator('#same-dash').getByRole('button', { name: 'Check' }).click();
      await page.locator('#same-dash .feedback[data-state="wrong"]').waitFor();
      assert.deepEqual(await violations(page), [], 'after a wrong answer');
      return page.context().close();
    });
  }
}

for (const path of everyPage) {
  test(`/${path}: axe finds nothing, at 360 px nothing scrolls sideways, the console is silent`, async () => {
    const page = await browser.open(path, { settled: false, viewport: WIDE, colorScheme: 'dark' });
    // What is drawn anew while axe walks over it makes axe itself throw.
    if (path.startsWith('lessons/')) await page.locator('podwall-ask .answer[data-tone]').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.setViewportSize({ width: 360, height: 740 });
    assert.equal(await widerThanScreen(page), 0);
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  });
}

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name} on a phone: axe finds nothing in any view`, async () => {
    const page = await browser.open(path, { viewport: { width: 390, height: 844 } });
    for (const view of VIEWS.slice(0, path === LESSON ? 4 : 3)) {
      await viewButton(page, view).click();
      assert.deepEqual(await violations(page), [], view);
    }
    await page.context().close();
  });

  test(`${name} at 360 px: nothing scrolls sideways, each view comes up`, async () => {
    const page = await browser.open(path, { viewport: { width: 360, height: 740 } });
    assert.equal(await widerThanScreen(page), 0);
    const inside = { YAML: '.cm-content', Picture: 'svg.picture', Table: 'podwall-panel [role="tab"]' };
    for (const [view, part] of Object.entries(inside)) {
      await viewButton(page, view).click();
      await page.locator(part).first().waitFor();
      assert.equal(await widerThanScreen(page), 0, view);
    }
    if (path === LESSON) {
      await viewButton(page, 'Read').click();
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    await page.context().close();
  });
}

test('enlarged to 200 %: nothing scrolls sideways, prose and lab can be reached', async () => {
  const page = await browser.open(LESSON, { viewport: { width: 720, height: 450 } });
  for (const view of VIEWS) {
    await viewButton(page, view).click();
    assert.equal(await widerThanScreen(page), 0, view);
  }
  await page.context().close();
});

test('forced colours: the verdict still has its word and its picture', async () => {
  const page = await browser.open(LESSON, { viewport: WIDE, forcedColors: 'active' });
  await answered(page, /^\s*Denied/);
  const colors = await page.locator('podwall-ask .answer').evaluate((answer) =>
    [answer, answer.querySelector('.mark')].map((part) => getComputedStyle(part).color));
  assert.equal(colors[0], colors[1]);
  await page.context().close();
});
