// browser.mjs: one Chromium for a test file, and pages of the built site in it, with what tests ask of them.
//
// CHROMIUM names another executable; SITE another folder than site/. A missing one of either is a
// failure, never a skip.

import assert from 'node:assert/strict';
import { access, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './chromium.mjs';
import { serve } from './server.mjs';

export const site = process.env.SITE ?? fileURLToPath(new URL('../../site', import.meta.url));

export const HOME = '';
export const LESSON = 'lessons/across-namespaces/';
export const PAGES = { home: HOME, lesson: LESSON };
export const WIDE = { width: 1440, height: 900 };

/** Every page of the site, by its folder: '' is the first. */
export async function pagesOfSite() {
  const files = await readdir(site, { recursive: true });
  return files.filter((path) => path.endsWith('index.html')).map((path) => path.slice(0, -'index.html'.length)).sort();
}

/** options: as of serve(); `site`, another folder; or `file`, the address of a page on a disk; `flags` of Chromium, and
    whether it is the `whole` one. */
export async function openBrowser(options = {}) {
  await access(`${site}/index.html`).catch(() => {
    throw new Error(`${site} is not built; make site first`);
  });
  const [server, browser] = await Promise.all([
    options.file ? ofFile(options.file) : serve(options.site ?? site, options),
    launch(options.flags, options),
  ]);
  const isOwn = (url) => url.startsWith(server.origin) || (options.file && /^(data|blob):/.test(url));
  return {
    server,
    /** Opens the page at `path`, without what `block` names and after the script `before`, and notes what goes
        wrong in `page.troubles`. Nothing is kept for times without a network unless the test is about it: it would
        cost each test the whole site. */
    async open(path, { settled = true, block, before, offline = false, noNetwork = false, ...context } = {}) {
      const page = await (await browser.newContext(context)).newPage();
      page.setDefaultTimeout(10000);
      if (noNetwork) await page.context().setOffline(true);
      if (!offline) await page.addInitScript(() => delete Navigator.prototype.serviceWorker);
      if (before) await page.addInitScript(before);
      if (block) await page.route(block, (route) => route.abort());
      page.troubles = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') page.troubles.push(message.text());
      });
      page.on('pageerror', (error) => page.troubles.push(String(error)));
      page.on('request', (request) => {
        if (!isOwn(request.url())) page.troubles.push(`foreign request: ${request.url()}`);
      });
      page.on('response', (response) => {
        if (response.status() >= 400) page.troubles.push(`${response.status()} ${response.url()}`);
      });
      await page.goto(server.url + path);
      if (settled) await answered(page, /^\s*Denied/);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

// A page of its own that lies on a disk, in the place of a server.
const ofFile = (url) => ({ origin: url, url, close: () => {} });

/**
 * onPage(name, path, options, act) for the browser that `browser` returns: a test with a page of its own, which must
 * end without a word in the console.
 */
export const onPageOf = (browser, defaults = {}) => (name, path, options, act) => test(name, async () => {
  const page = await browser().open(path, { viewport: WIDE, ...defaults, ...options });
  await act(page);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

/** The answer's sentence once it matches; fails with what it was instead. */
export async function answered(page, pattern) {
  const answer = page.locator('podwall-ask .answer');
  await answer.filter({ hasText: pattern }).waitFor().catch(async () => {
    throw new Error(`the answer is "${(await answer.textContent()).trim()}", not like ${pattern}`);
  });
  return (await answer.textContent()).trim();
}

/** The text of a file of the page's lab, by default of the one in front. */
export function textOf(page, name) {
  return page.locator('podwall-lab').evaluate((lab, wanted) => {
    const editor = lab.shadowRoot.querySelector('podwall-editor');
    return editor.text(wanted ?? editor.front);
  }, name);
}

/** Puts the caret before `mark` in the file in front, as a link to that place does. */
export async function caretAt(page, mark) {
  await page.locator('podwall-lab').evaluate((lab, wanted) => {
    const editor = lab.shadowRoot.querySelector('podwall-editor');
    const from = editor.text(editor.front).indexOf(wanted);
    lab.goto({ file: editor.front, from, to: from });
  }, mark);
}

/** Splits peer 2 of the policy with the editor's own button; done when the answer has turned. */
export async function moveDash(page) {
  await caretAt(page, 'env: dev');
  await page.getByRole('button', { name: 'Split peer 2' }).first().click();
  await answered(page, /^\s*Allowed/);
}
