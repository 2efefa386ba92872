// What stands around the lessons: the top and foot of every page, the glossary, the search, the licences, and the
// page for what is not there.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { LESSON, onPageOf, openBrowser, WIDE } from './browser.mjs';

const PHONE = { width: 390, height: 844 };
const INDEX = '**/search-index.json*';
const PAGES = {
  glossary: 'glossary/', search: 'search/?q=dash', licences: 'licences/', findings: 'codes/', 404: '404.html',
};
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const onPage = onPageOf(() => browser, { settled: false });

const pathOf = (page) => page.url().slice(browser.server.url.length);
const results = (page) => page.locator('.results li');
const said = (page, pattern) => page.locator('.said').filter({ hasText: pattern }).waitFor();

// ---- top and foot

onPage('from a lesson to a word by the field on top', LESSON, {}, async (page) => {
  await page.getByRole('searchbox', { name: /^Search/ }).fill('two sieves');
  await page.keyboard.press('Enter');
  await said(page, /^1 result for “two sieves”$/);
  assert.equal(pathOf(page), 'search/index.html?q=two+sieves');
  await results(page).first().getByRole('link').click();
  assert.match(pathOf(page), /^lessons\/pods-of-another-namespace\/index\.html#step-3/);
});

for (const javaScriptEnabled of [true, false]) {
  const without = javaScriptEnabled ? '' : ', without scripts';
  onPage(`on a phone the ways through the site open by key and close by Escape${without}`, 'glossary/',
    { viewport: PHONE, javaScriptEnabled }, async (page) => {
      const ways = page.getByRole('navigation', { name: 'Site' });
      assert.equal(await ways.isVisible(), false);
      const top = await page.locator('.top').boundingBox();
      assert.ok(top.height < 60, `the top is one row: ${top.height}`);
      await page.getByRole('button', { name: 'Menu' }).focus();
      await page.keyboard.press('Enter');
      await ways.getByRole('link', { name: 'Lessons' }).waitFor();
      await page.keyboard.press('Escape');
      assert.equal(await ways.isVisible(), false);
      await page.getByRole('button', { name: 'Menu' }).click();
      await ways.getByRole('searchbox').fill('dash');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Search' }).waitFor();
      assert.equal(pathOf(page), 'search/index.html?q=dash');
    });
}

onPage('the foot says what it has to, and leads to source and report', LESSON, {}, async (page) => {
  const foot = page.locator('footer');
  for (const words of [/podwall \d+\.\d+\.\d+/, /judged as Kubernetes 1\.35/, /runs in this tab, nothing is sent/,
    /\d+ claims of this lesson were proven/, /not affiliated with the CNCF/]) {
    assert.match(await foot.innerText(), words);
  }
  const href = (scope, name) => scope.getByRole('link', { name }).getAttribute('href');
  assert.match(await href(foot, 'Edit this page'), /\/edit\/main\/lessons\/01-across-namespaces\/lesson\.md$/);
  const report = new URL(await href(foot, 'Report a wrong claim'));
  assert.equal(report.searchParams.get('title'), 'Wrong claim: Across namespaces, and the dash that decides');
  assert.equal(await href(page.locator('article'), 'Report a wrong claim'), report.href);
  await foot.getByRole('link', { name: 'Licences' }).click();
  await page.getByText('cJSON', { exact: true }).waitFor();
  assert.match(await foot.innerText(), /\d+ claims of the lessons were proven/);
});

onPage('a quiz that no script takes up leaves the page where it is', LESSON, { javaScriptEnabled: false },
  async (page) => {
    await page.locator('#same-dash').getByRole('button', { name: 'Check' }).click();
    assert.equal(pathOf(page), LESSON);
  });

// ---- glossary and licences

onPage('the glossary is whole without scripts, and each word leads to a lesson', 'glossary/',
  { javaScriptEnabled: false }, async (page) => {
    const count = await page.locator('.terms dt').count();
    assert.ok(count >= 40, `${count} words`);
    assert.equal(await page.locator('.terms > div:has(.see a)').count(), count);
    await page.locator('#peer').getByRole('link', { name: 'Reading the list' }).click();
    assert.equal(pathOf(page), 'lessons/across-namespaces/index.html#reading-the-list');
  });

onPage('the licences name what is bundled and what is linked, each with its text', 'licences/', {}, async (page) => {
  for (const name of ['podwall', 'The lessons', '@codemirror/view', 'minisearch', 'libyaml', 'cJSON', 'musl']) {
    const part = page.locator('details.part').filter({ has: page.getByText(name, { exact: true }) });
    assert.ok((await part.locator('pre').textContent()).length > 500, name);
  }
  assert.equal(await page.getByText('markdown-it', { exact: true }).count(), 0, 'a tool of the build is not shipped');
});

// ---- search

onPage('the index comes with the first search, results are announced, keys walk them', 'search/', {}, async (page) => {
  let asked = 0;
  page.on('request', (request) => { asked += Number(/search-index/.test(request.url())); });
  await page.waitForLoadState('networkidle');
  assert.equal(asked, 0, 'nothing is loaded before anybody searches');
  await page.keyboard.type('ipblok');
  await said(page, /^\d+ results for “ipblok”$/);
  assert.equal(await page.locator('.said').getAttribute('role'), 'status');
  assert.equal(asked, 1);
  assert.equal(await page.locator('.everything').isVisible(), false);
  assert.equal(await results(page).first().getByRole('link').textContent(), 'Address block');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.ok(await results(page).nth(1).getByRole('link').evaluate((link) => link === document.activeElement));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/glossary/index.html#address-block');
  await page.goBack();
  await said(page, /results for “ipblok”$/);
});

onPage('what is not there is said, with a way on; an empty field shows everything', 'search/?q=zzzzzz', {},
  async (page) => {
    await said(page, /^No results for “zzzzzz”$/);
    assert.ok(await page.locator('.everything').isVisible());
    await page.getByLabel('In the lessons').fill('');
    await said(page, /^$/);
    assert.equal(pathOf(page), 'search/index.html'.replace('index.html', ''));
  });

onPage('a hostile question is only text', 'search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', {}, async (page) => {
  await said(page, /“<img src=x onerror=alert\(1\)>”$/);
  assert.equal(await page.locator('main img').count(), 0);
});

test('a search that cannot be loaded says so, and can be tried again', async () => {
  const page = await browser.open('search/?q=dash', { viewport: WIDE, settled: false, block: INDEX });
  await said(page, /could not be loaded/);
  await page.unroute(INDEX);
  await page.getByRole('button', { name: 'Try again' }).click();
  await said(page, /results for “dash”$/);
  await page.context().close();
});

onPage('once it was used the search works without a network', 'search/?q=dash', {}, async (page) => {
  await said(page, /results for “dash”$/);
  await page.context().setOffline(true);
  await page.getByLabel('In the lessons').fill('kubelet');
  await said(page, /results for “kubelet”$/);
  page.troubles.length = 0; // the browser looks for the icon anew when the address changes
});

onPage('without scripts the search is a list of everything', 'search/', { javaScriptEnabled: false }, async (page) => {
  assert.equal(await page.locator('form.search').isVisible(), false);
  await page.getByRole('link', { name: 'The trap: one dash' }).click();
  assert.equal(pathOf(page), 'lessons/across-namespaces/index.html#the-trap-one-dash');
});

// ---- what is not there

for (const path of ['gone', 'lessons/gone/', 'a/b/c/d']) {
  test(`a missing page leads on from any depth: ${path}`, async () => {
    const page = await browser.open(path, { viewport: WIDE, settled: false });
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    const margin = await page.locator('body').evaluate((body) => getComputedStyle(body).margin);
    assert.equal(margin, '0px', 'it has its sheet');
    await page.getByLabel('Look for it').fill('dash');
    await page.keyboard.press('Enter');
    await said(page, /results for “dash”$/);
    await page.goBack();
    await page.getByRole('link', { name: /^Across namespaces/ }).click();
    assert.equal(pathOf(page), 'lessons/across-namespaces/index.html');
    await page.context().close();
  });
}

test('a missing page can be read without sheet and script', async () => {
  const page = await browser.open('gone', { settled: false, block: /assets/ });
  assert.match(await page.locator('main').innerText(), /There is no such page[\s\S]*Across namespaces/);
  await page.context().close();
});

// ---- for everyone

for (const [name, path] of Object.entries(PAGES)) {
  test(`axe finds nothing on ${name}, in light, in dark and on a phone; nothing scrolls sideways`, async () => {
    const page = await browser.open(path, { viewport: WIDE, settled: false });
    if (name === 'search') await said(page, /results/);
    assert.deepEqual(await violations(page), [], 'light');
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.deepEqual(await violations(page), [], 'dark');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('button', { name: 'Menu' }).click();
    assert.deepEqual(await violations(page), [], 'phone, with its menu');
    const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    assert.equal(await page.evaluate(sideways), 0);
    await page.context().close();
  });
}
