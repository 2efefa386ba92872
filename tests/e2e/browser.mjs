// browser.mjs: one Chromium for a test file, and pages of the built site in it, with what tests ask of them.
//
// CHROMIUM names another executable; SITE another folder than site/. A missing one of either is a
// failure, never a skip.

import { access, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

export const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const site = process.env.SITE ?? fileURLToPath(new URL('../../site', import.meta.url));
export const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const HOME = '';
export const LESSON = 'lessons/across-namespaces/';
export const PAGES = { home: HOME, lesson: LESSON };
export const WIDE = { width: 1440, height: 900 };

/** Every page of the site, by its folder: '' is the first. */
export async function pagesOfSite() {
  const files = await readdir(site, { recursive: true });
  return files.filter((path) => path.endsWith('index.html')).map((path) => path.slice(0, -'index.html'.length)).sort();
}

export async function openBrowser(options = {}) {
  await access(`${site}/index.html`).catch(() => {
    throw new Error(`${site} is not built; make site first`);
  });
  const [server, browser] = await Promise.all([
    serve(site, options),
    chromium.launch({ executablePath, args: [...args, ...options.flags ?? []] }),
  ]);
  return {
    server,
    /** Opens the page at `path`, without what `block` names and after the script `before`, and notes what goes
        wrong in `page.troubles`. */
    async open(path, { settled = true, block, before, ...context } = {}) {
      const page = await (await browser.newContext(context)).newPage();
      page.setDefaultTimeout(10000);
      if (before) await page.addInitScript(before);
      if (block) await page.route(block, (route) => route.abort());
      page.troubles = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') page.troubles.push(message.text());
      });
      page.on('pageerror', (error) => page.troubles.push(String(error)));
      page.on('request', (request) => {
        if (!request.url().startsWith(server.origin)) page.troubles.push(`foreign request: ${request.url()}`);
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
