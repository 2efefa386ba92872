// For everyone: axe in both themes and in the states that differ, small screens, forced colours.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { answered, openBrowser } from './browser.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

// evaluate() goes past the page's policy, as a developer's console does.
async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => window.axe.run());
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`);
}

async function widerThanScreen(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    const page = await browser.open({ colorScheme, viewport: WIDE });
    assert.deepEqual(await violations(page), []);
    await page.getByRole('button', { name: 'Put the dash in' }).click();
    await answered(page, /^\s*Allowed/);
    assert.deepEqual(await violations(page), []);
    const area = page.locator('textarea');
    await area.fill(`${await area.inputValue()}\n---\nkind: [`);
    await page.locator('podwall-findings li').first().waitFor();
    await page.evaluate(() => document.querySelector('podwall-lab').client.worker.dispatchEvent(
      new ErrorEvent('error', { message: 'a test', cancelable: true })));
    await page.getByText('was started anew').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });
}

test('360 px: nothing scrolls sideways, tabs bring each view, axe finds nothing', async () => {
  const page = await browser.open({ viewport: PHONE });
  assert.equal(await widerThanScreen(page), 0);
  const views = [['Why', '.trail-body'], ['Table', 'podwall-matrix table'], ['Manifests', 'textarea']];
  for (const [name, inside] of views) {
    await page.getByRole('tab', { name }).click();
    await page.locator(inside).waitFor();
    assert.equal(await widerThanScreen(page), 0, name);
    assert.deepEqual(await violations(page), [], name);
  }
  await page.getByRole('tab', { name: 'Table' }).click();
  await page.locator('.answer .link').click(); // leads to the line, and so to the text
  assert.equal(await page.locator('textarea').evaluate((area) => area === document.activeElement), true);
  await page.context().close();
});

test('what can be operated is at least 24 px high and wide', async () => {
  for (const viewport of [WIDE, PHONE]) {
    const page = await browser.open({ viewport });
    const small = await page.locator('button, select, input, summary').evaluateAll((controls) => controls
      .map((control) => ({ box: control.getBoundingClientRect(), name: control.outerHTML.slice(0, 80) }))
      .filter(({ box }) => box.width > 1 && (box.height < 24 || box.width < 24))
      .map(({ box, name }) => `${Math.round(box.width)}x${Math.round(box.height)} ${name}`));
    assert.deepEqual(small, []);
    await page.context().close();
  }
});

test('forced colours: the verdict still has its word and its picture', async () => {
  const page = await browser.open({ viewport: WIDE, forcedColors: 'active' });
  await answered(page, /^\s*Denied/);
  const colors = await page.locator('.answer').evaluate((answer) =>
    [answer, answer.querySelector('.mark')].map((part) => getComputedStyle(part).color));
  assert.equal(colors[0], colors[1]);
  await page.context().close();
});
