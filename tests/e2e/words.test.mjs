// The site in languages that nobody speaks (words/pseudo.mjs): whatever is still plain English was not made a message,
// whatever is wider than the window has no room for a longer language.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dump } from './dump.mjs';
import { writePseudo, writePseudoLesson } from './words/pseudo.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [out, also] = ['build/site-words', 'build/pseudo'];
const PSEUDO = 'en-XA';
const RIGHT_TO_LEFT = 'ar-XB';
const NAME = '01-across-namespaces';
const LESSON = 'lessons/across-namespaces/';
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 780 };
let browser;

before(async () => {
  await rm(join(root, also), { recursive: true, force: true });
  await writePseudo(root, join(root, also), { code: PSEUDO, dir: 'ltr' });
  await writePseudo(root, join(root, also), { code: RIGHT_TO_LEFT, dir: 'rtl' });
  await writePseudoLesson(root, join(root, also), { code: PSEUDO, name: NAME });
  const { status, stderr } = spawnSync(process.execPath, ['web/build/site.mjs', out, also],
    { cwd: root, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  process.env.SITE = join(root, out);
  browser = await (await import('./browser.mjs')).openBrowser();
});
after(async () => {
  await browser?.close();
  for (const folder of [out, also]) await rm(join(root, folder), { recursive: true, force: true });
});

async function opened(path, viewport) {
  const page = await browser.open(path, { viewport, settled: false });
  await page.locator('podwall-ask .answer[data-tone="deny"]').waitFor();
  return page;
}

// What a reader sees or hears, but for manifests, names and the engine's words: [what it says, where it stands].
// more: text that is the reader's too
function plainIn(page, more) {
  return page.evaluate((given) => {
    const KEPT = 'script, style, code, pre, option, .cm-scroller, [lang="en"], .flow';
    const NAMES = ['aria-label', 'title', 'placeholder', 'aria-description', 'alt'];
    const USERS = /[a-z0-9-]+\/[a-z0-9-]+|[a-z]+=[a-z0-9-]+|\b(prod|dev|podwall|TCP|UDP|SCTP|SVG|PNG|YAML)\b/g;
    const found = [];
    const wordsIn = (text) => text.match(/[A-Za-z][\w.-]*/g) ?? [];
    const files = document.querySelector('podwall-lab').files;
    const users = new Set([given, ...files.map(({ text }) => text ?? '')].flatMap(wordsIn));
    const plain = (text) => wordsIn(text.replace(/\{(\w+)\}/g, ' place-$1 ').replace(USERS, ''))
      .filter((word) => !users.has(word));
    const look = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        const words = plain(node.data.replace(/\S*…/, '')); // the picture shortens names
        if (words.length) found.push(`${words.join(' ')} in ${node.parentNode.outerHTML?.slice(0, 80)}`);
        return;
      }
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.matches(KEPT) || !node.checkVisibility({ visibilityProperty: true })) return;
        for (const name of node.closest('svg.picture') ? [] : NAMES) {
          const words = plain(node.getAttribute(name) ?? '');
          if (words.length && !node.matches('.dash, .dash-tool')) found.push(`${words.join(' ')} in ${name}`);
        }
        if (node.shadowRoot) look(node.shadowRoot);
      }
      for (const child of node.childNodes) look(child);
    };
    look(document.body);
    return found;
  }, more);
}

const widthOf = (page) => page.evaluate(() => {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  return { page: scrollWidth - clientWidth };
});

async function looked(page, when, more = '') {
  assert.deepEqual(await plainIn(page, more), [], when);
  assert.deepEqual(await widthOf(page), { page: 0 }, `${when}: wider than the window`);
}

const inLab = (page, selector) => page.locator('podwall-lab').locator(selector);

async function throughTheLab(page) {
  for (const tab of ['table', 'list', 'words', 'stored', 'changes', 'why']) {
    await inLab(page, `#tab-${tab}`).click();
    await looked(page, tab);
  }
  await inLab(page, '.send').click();
  await inLab(page, '.walked b').filter({ hasText: '⟦' }).waitFor();
  await inLab(page, '.segments input[value="everything"]').check({ force: true });
  await looked(page, 'picture');
  await inLab(page, '.keys summary').click();
  await looked(page, 'keys');
  await inLab(page, '.keys summary').click();
  await page.locator('podwall-lab').evaluate((lab) => {
    const { name, text } = lab.files.at(-1);
    lab.setText(name, text.replace(/podSelector:/, 'podSelectr:'));
  });
  await inLab(page, '.latest button').filter({ hasText: '⟦' }).waitFor();
  await looked(page, 'a mistake');
  await inLab(page, '.notes .omitted').first().waitFor();
  await looked(page, 'left out');
  await inLab(page, '.tool.reset').click();
  await inLab(page, 'podwall-ask .answer[data-tone="deny"]').waitFor();
}

test('the home page: no plain English, nothing too wide, the console silent', async () => {
  const page = await opened(`${PSEUDO}/`, WIDE);
  assert.match(await page.title(), /^⟦.*⟧$/);
  assert.ok(await page.evaluate(() => document.querySelector('meta[name=description]').content.startsWith('⟦')));
  await looked(page, 'at first');
  await throughTheLab(page);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

test('a lesson of this language: claims, quizzes and tasks too', async () => {
  const page = await opened(`${PSEUDO}/${LESSON}`, WIDE);
  assert.match(await page.locator('h1').textContent(), /^⟦.*⟧$/);
  await looked(page, 'at first');
  await page.locator('podwall-claims .claim').first().click();
  await page.locator('podwall-claims li[data-done]').first().waitFor();
  for (const quiz of await page.locator('podwall-quiz').all()) {
    await quiz.locator('[type="submit"]').click();
    await quiz.locator('input').first().click();
    await quiz.locator('[type="submit"]').click();
    await quiz.locator('.feedback:not(:empty)').waitFor();
  }
  await looked(page, 'checked');
  for (const button of await page.locator('podwall-quiz .actions .quiet').all()) {
    if (await button.isVisible()) await button.click();
  }
  await looked(page, 'answered');
  const task = page.locator('podwall-task').first();
  await task.locator('.actions .primary').click();
  for (let i = 0; i < 2; i++) {
    await task.locator('.actions button:nth-of-type(2)').click();
    await task.locator('.feedback .reason').first().waitFor();
  }
  await task.locator('.actions button:nth-of-type(3)').click();
  await looked(page, 'a task');
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

test('on a phone each view of a lesson fits', async () => {
  const page = await opened(`${PSEUDO}/${LESSON}`, PHONE);
  for (const view of ['yaml', 'picture', 'table', 'read']) {
    await page.locator(`nav.views [data-view="${view}"]`).click();
    await looked(page, view);
  }
  const home = await opened(`${PSEUDO}/`, PHONE);
  for (const view of ['yaml', 'picture', 'table']) {
    await inLab(home, `.switch [data-view="${view}"]`).click();
    await looked(home, `home ${view}`);
  }
  assert.deepEqual([...page.troubles, ...home.troubles], []);
  await page.context().close();
  await home.context().close();
});

// `part` says it in the language.
const said = (part) => part.filter({ hasText: '⟦' }).first().waitFor();

test('what is kept, and the way to be forgotten', async () => {
  const page = await opened(`${PSEUDO}/${LESSON}`, WIDE);
  await page.locator('podwall-claims .claim').first().click();
  await page.waitForFunction(() => Object.keys(localStorage).length > 1);
  await keepMore(page);
  await page.reload();
  await said(page.locator('.resume'));
  await said(page.locator('.lab-note'));
  await looked(page, 'was here before');
  await page.goto(new URL('../..', page.url()).href);
  await said(page.locator('.go-on'));
  await said(page.locator('[data-lesson] .state'));
  await looked(page, 'where to go on');
  const acts = page.locator('podwall-progress .acts button');
  await acts.last().click();
  await looked(page, 'before it is forgotten');
  await acts.first().click();
  await said(page.locator('podwall-progress .said'));
  await looked(page, 'saved');
  await acts.nth(1).click();
  await page.locator('podwall-progress input').setInputFiles(
    { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await said(page.locator('podwall-progress .said'));
  await looked(page, 'forgotten');
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

// A place in the lesson, and a text of a start that is no more.
const keepMore = (page) => page.evaluate(() => {
  const [key] = Object.keys(localStorage).filter((name) => name.includes(':lesson:'));
  const place = { at: [...document.querySelectorAll('article h2[id]')].at(1).id, time: 1 };
  const files = { [document.querySelector('podwall-lab').files[0].name]: '# mine\n' };
  const texts = { 'old:lesson': { of: 'another', time: 1, files } };
  localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), place, texts }));
});

test('a link is made, opened and put aside; one that was cut says so', async () => {
  const page = await opened(`${PSEUDO}/`, PHONE);
  await inLab(page, 'podwall-share .share').click();
  await said(inLab(page, 'podwall-share [role="status"]'));
  await looked(page, 'shared');
  const link = await inLab(page, 'podwall-share input').inputValue();
  await inLab(page, 'podwall-share .acts button').last().click();
  const note = page.locator('.lab-note p').first();
  for (const [when, hash] of [['cut', link.slice(0, -9)], ['open', link]]) {
    await page.goto(new URL(hash, page.url()).href);
    await said(note);
    await looked(page, when);
    await page.locator('.lab-note button').first().click();
  }
  await said(note);
  await looked(page, 'aside');
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

test('a large cluster, its file, and the paper', async () => {
  const text = dump();
  const page = await opened(`${PSEUDO}/`, WIDE);
  await page.locator('podwall-lab').evaluate((lab, blob) => {
    lab.scene = { files: [{ name: 'dump.yaml', label: 'dump.yaml', blob: new Blob([blob]) }], question: null };
  }, text);
  await said(inLab(page, '.source .counts'));
  await said(inLab(page, 'podwall-rooms'));
  await inLab(page, '#tab-stored').click();
  await said(inLab(page, 'podwall-stored .empty'));
  await looked(page, 'a dump', `${text} dump.yaml kB MB`);
  await page.emulateMedia({ media: 'print' });
  await said(inLab(page, 'podwall-paper > h2'));
  await looked(page, 'on paper', `${text} dump.yaml kB MB`);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

test('languages lead to each other; a lesson that is not translated leads to the English one', async () => {
  const text = (path) => readFile(join(root, out, path), 'utf8');
  const [home, own, other] = await Promise.all([text('index.html'), text(`${PSEUDO}/index.html`),
    text(`${PSEUDO}/${LESSON}index.html`)]);
  assert.match(home, /<link rel="alternate" hreflang="en-XA" href="en-XA\/index.html">/);
  assert.match(own, /<html lang="en-XA" dir="ltr">/);
  assert.match(own, /<link rel="alternate" hreflang="en" href="\.\.\/index.html">/);
  assert.match(own, /<a href="lessons\/across-namespaces\/index.html">⟦/);
  assert.match(own, /<a href="\.\.\/lessons\/production\/index.html" hreflang="en" lang="en" dir="ltr">[A-Z]/);
  assert.match(other, /<a lang="en" hreflang="en" href="(\.\.\/){3}lessons\/across-namespaces\/index.html">English</);
  assert.match(await text(`${LESSON}index.html`), /href="\.\.\/\.\.\/en-XA\/lessons\/across-namespaces\/index.html"/);
  assert.doesNotMatch(await text('lessons/production/index.html'), /hreflang|id="words"/);
  const page = await opened('', WIDE);
  await page.locator('.languages a').first().click();
  await page.waitForURL(/\/(en-XA|ar-XB)\/index.html$/);
  await page.context().close();
});

test('from right to left: the page turns, manifests and picture do not', async () => {
  for (const viewport of [WIDE, PHONE]) {
    const page = await opened(`${RIGHT_TO_LEFT}/`, viewport);
    assert.equal(await page.locator('body').evaluate((body) => getComputedStyle(body).direction), 'rtl');
    for (const selector of ['svg.picture', '.cm-content']) {
      assert.equal(await inLab(page, selector).evaluate((node) => getComputedStyle(node).direction), 'ltr', selector);
    }
    await looked(page, 'right to left');
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  }
});
