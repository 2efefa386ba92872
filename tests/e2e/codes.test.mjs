// The pages of findings: read without scripts, alive with them, on paper, and reached from a lab and the search.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before } from 'node:test';
import { violations } from './axe.mjs';
import { HOME, onPageOf, openBrowser, pagesOfSite } from './browser.mjs';

const CODE = 'codes/PW4001/';
const PHONE = { width: 390, height: 844 };
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const onPage = onPageOf(() => browser, { settled: false });
const pathOf = (page) => page.url().slice(browser.server.url.length);

onPage('each page is listed, and each link of the list leads somewhere', 'codes/', { javaScriptEnabled: false },
  async (page) => {
    const files = readdirSync(new URL('../../docs/codes', import.meta.url)).map((name) => name.replace('.md', ''));
    const links = page.locator('.codes .name a');
    const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    assert.deepEqual(hrefs.map((href) => href.split('/')[0]).sort(), files.sort());
    const there = await pagesOfSite();
    for (const href of hrefs) assert.ok(there.includes(`codes/${href.replace('index.html', '')}`), href);
    assert.equal(await page.locator('tr#PW1001').count(), 1);
    assert.equal(await page.getByRole('columnheader').count() % 3, 0);
    await links.first().click();
    assert.equal(pathOf(page), `${CODE}index.html`);
  });

onPage('without scripts a page says the finding, the example and the change', CODE, { javaScriptEnabled: false },
  async (page) => {
    const text = await page.locator('main').innerText();
    assert.match(text, /Line 9, warning: two items, so either is enough/);
    assert.match(text, /- podSelector: {matchLabels: {app: prometheus}}\n {4}ports/);
    assert.match(text, /1 connection closed: monitoring\/grafana -> prod\/db 5432\/TCP/);
    await page.getByRole('navigation', { name: 'Findings' }).getByRole('link', { name: /PW4002/ }).click();
    assert.equal(pathOf(page), 'codes/PW4002/index.html');
  });

onPage('the example is alive: its finding shows, and mended it is gone', CODE, {}, async (page) => {
  await page.locator('podwall-lab').scrollIntoViewIfNeeded();
  const foot = page.locator('podwall-editor .foot');
  await foot.locator('summary', { hasText: /Line 9: two items/ }).waitFor();
  await foot.getByRole('button', { name: 'Fix' }).click();
  await foot.locator('summary', { hasNotText: /two items/ }).first().waitFor();
  await page.getByRole('link', { name: 'About PW4001, in a new tab' }).waitFor({ state: 'detached' });
});

onPage('from the findings of a lab to the page of one, in a new tab', HOME, {}, async (page) => {
  await page.locator('podwall-editor .cm-content').waitFor();
  await page.locator('podwall-lab').evaluate((lab) => {
    lab.scene = { question: null, files: [{ name: 'a.yaml', label: 'a', text: 'kind: NetworkPolicy\n'
      + 'apiVersion: networking.k8s.io/v1\nmetadata: {name: a, namespace: a}\nspec: {podSelector: {}, ingress: [{}]}\n'
      + '---\nkind: Pod\napiVersion: v1\nmetadata: {name: p, namespace: a, label: {x: y}}\n' }] };
  });
  await page.locator('.found summary').click();
  const links = page.locator('.found .sheet a.code');
  await links.first().waitFor();
  for (const link of await links.all()) {
    assert.equal(await link.getAttribute('rel'), 'noopener');
    const code = await link.textContent();
    const own = code.startsWith('PW4');
    const page = own ? `codes/${code}/index.html` : `codes/index.html#${code}`;
    assert.ok((await link.getAttribute('href')).endsWith(page), code);
  }
  const [opened] = await Promise.all([page.waitForEvent('popup'), links.first().click()]);
  await opened.getByRole('heading', { level: 1 }).waitFor();
  assert.match(opened.url(), /\/codes\//);
});

onPage('a frame names the code and leads nobody away', 'codes/', {}, async (page) => {
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    const lab = { front: 'a.yaml', files: [{ name: 'a.yaml', label: 'a', text: 'kind: Pod\n' }] };
    frame.src = '../embed/index.html';
    frame.width = 900;
    frame.height = 900;
    document.querySelector('main').replaceChildren(frame);
    frame.addEventListener('load', () => frame.contentWindow.postMessage({ podwall: 1, type: 'lab', lab }, '*'));
  });
  const inside = page.frameLocator('iframe');
  await inside.locator('.found .sheet code').filter({ hasText: 'PW2001' }).waitFor({ state: 'attached' });
  assert.equal(await inside.locator('.found .sheet a').count(), 0);
});

onPage('the search finds a code, a name and what it means', 'search/?q=PW4201', {}, async (page) => {
  const first = page.locator('.results li').first();
  await first.getByRole('link', { name: 'PW4201 service-port' }).waitFor();
  await page.getByLabel('In the lessons').fill('accidental or');
  await first.getByRole('link', { name: 'PW4001 accidental-or' }).click();
  await page.getByRole('heading', { level: 1, name: 'PW4001 accidental-or' }).waitFor();
});

onPage('what is wrong here: a line that is fine, and the line of the finding',
  'lessons/production/', {}, async (page) => {
    const quiz = page.locator('podwall-quiz#review');
    const check = () => quiz.getByRole('button', { name: 'Check', exact: true }).click();
    const says = (hasText) => quiz.locator('.feedback').filter({ hasText }).waitFor();
    const lines = quiz.locator('.lines input');
    const texts = await quiz.locator('.lines code').allTextContents();
    const at = texts.indexOf('  - ports:');
    await check();
    await says(/Choose a line, then check it/);
    await lines.nth(2).check();
    await check();
    await says(/Not yet.*Line 3 is as it was meant.*Read it rule by rule/s);
    assert.equal(await quiz.evaluate((element) => 'done' in element.dataset), false);
    await lines.nth(at).check();
    await check();
    await says(/Right.*begins a second rule.*podwall says: the dash makes this a rule of its own/s);
    assert.equal(await quiz.evaluate((element) => 'done' in element.dataset), true);
  });

onPage('on paper: what it means, the example as text, what to do', CODE, {}, async (page) => {
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('podwall-lab').isVisible(), false);
  assert.ok(await page.locator('pre.on-paper').isVisible());
  assert.ok(await page.evaluate(() => document.documentElement.scrollHeight) < 2200);
});

for (const colorScheme of ['light', 'dark']) {
  onPage(`axe finds nothing on a page with its lab and its findings open, on a phone, ${colorScheme}`, CODE,
    { viewport: PHONE, colorScheme }, async (page) => {
      await page.locator('podwall-lab').scrollIntoViewIfNeeded();
      await page.locator('.found summary').click();
      await page.locator('.found .sheet a.code').first().waitFor();
      assert.deepEqual(await violations(page), []);
      const box = await page.locator('.found .sheet a.code').first().boundingBox();
      assert.ok(box.width >= 24 && box.height >= 24, JSON.stringify(box));
      const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
      assert.equal(await page.evaluate(sideways), 0);
    });
}
