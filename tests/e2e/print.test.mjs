// On paper: prose, then the lab as text with its table and its reasons, the answers last.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answered, HOME, LESSON, moveDash, openBrowser, WIDE } from './browser.mjs';

let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

// Where parts stand on the paper, from the top; null: not shown.
const placesOf = (page) => page.evaluate(() => {
  const lab = document.querySelector('podwall-lab');
  const inside = (selector) => (lab.shadowRoot ?? lab).querySelector(selector);
  const parts = {
    prose: document.querySelector('article > p'), frame: inside('.frame'), policy: inside('podwall-paper > pre'),
    table: inside('podwall-paper table'), trail: inside('podwall-paper podwall-trail'),
    answers: document.querySelector('.answers'), solution: document.querySelector('.solution'),
    menu: document.querySelector('.menu'), views: document.querySelector('.views'),
    links: document.querySelector('footer ul + ul'), ways: document.querySelector('.ways'),
  };
  const top = (part) => (part?.checkVisibility() ? part.getBoundingClientRect().top : null);
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, top(part)]));
});

// As the browser's preview would have it.
async function onPaper(page) {
  await page.emulateMedia({ media: 'print' });
  await page.locator('podwall-paper > h2').waitFor();
}

const ascending = (numbers) => numbers.every((number, at) => number !== null && (!at || number > numbers[at - 1]));

for (const viewport of [WIDE, { width: 390, height: 844 }]) {
  test(`a lesson at ${viewport.width} px: prose, policy, table, reasons, answers`, async () => {
    const page = await browser.open(LESSON, { viewport, colorScheme: 'dark' });
    await onPaper(page);
    const at = await placesOf(page);
    assert.ok(ascending([at.prose, at.policy, at.table, at.trail, at.answers]), JSON.stringify(at));
    for (const part of ['frame', 'solution', 'menu', 'views', 'links', 'ways']) assert.equal(at[part], null, part);
    const [table, trail] = await Promise.all(['table', 'podwall-trail']
      .map((part) => page.locator(`podwall-paper ${part}`).innerText()));
    assert.match(table, /dev\/frontend\s+prod\/database\s+8080\/TCP\s+Denied\s+Denied at prod\/database: peer 2 wants/);
    assert.match(trail, /peer 2[\s\S]*no: it has app=frontend/);
    const color = await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    assert.match(color, /^rgb\((2[45]\d, ?){2}2[45]\d\)$/, 'paper is light');
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  });
}

test('what is printed is the text and the verdicts as they are now, each time', async () => {
  const page = await browser.open(LESSON, { viewport: WIDE });
  const paper = async () => {
    await page.pdf(); // prints, as the key does
    return page.locator('podwall-paper').evaluate((element) => element.textContent);
  };
  assert.match(await paper(), /Denied at prod\/database/);
  await moveDash(page);
  const after = await paper();
  assert.match(after, /- podSelector:\n\s+matchLabels:\n\s+app: backend\n\s+ports/);
  assert.match(after, /dev\/frontend → prod\/database 8080\/TCP Allowed/);
  assert.equal(await page.locator('podwall-paper table').count(), 1);
  await page.context().close();
});

test('the first page prints its lab too, a long text cut with a word about it', async () => {
  const page = await browser.open(HOME, { viewport: WIDE });
  await page.locator('podwall-lab').evaluate((lab) => {
    const [{ name, text }] = lab.files;
    lab.setText(name, text + '# more\n'.repeat(700));
  });
  await answered(page, /^\s*Denied/);
  await onPaper(page);
  const text = await page.locator('podwall-paper').innerText();
  assert.match(text, /\d+ more lines are not printed/);
  assert.match(text, /Who reaches whom/);
  await page.context().close();
});

test('without scripts a lesson prints with its policy and its table', async () => {
  const page = await browser.open(LESSON, { viewport: WIDE, settled: false, javaScriptEnabled: false });
  await page.emulateMedia({ media: 'print' });
  for (const part of ['.reach', '[data-file="policy.yaml"]']) await page.locator(`podwall-lab ${part}`).waitFor();
  await page.context().close();
});
