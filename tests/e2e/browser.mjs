// browser.mjs: one Chromium for a test file, and pages of the built site in it.
//
// CHROMIUM names another executable; SITE another folder than site/. A missing one of either is a
// failure, never a skip.

import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const site = process.env.SITE ?? fileURLToPath(new URL('../../site', import.meta.url));
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export async function openBrowser(options = {}) {
  await access(`${site}/index.html`).catch(() => {
    throw new Error(`${site} is not built; make site first`);
  });
  const [server, browser] = await Promise.all([
    serve(site, options),
    chromium.launch({ executablePath, args }),
  ]);
  return {
    server,
    /** Opens the page, without what `block` names, and notes what goes wrong in `page.troubles`. */
    async open({ settled = true, block, ...context } = {}) {
      const page = await (await browser.newContext(context)).newPage();
      page.setDefaultTimeout(15000);
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
      await page.goto(server.url);
      if (settled) await page.locator('podwall-matrix table').waitFor({ state: 'attached' });
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
  const answer = page.locator('.answer');
  await answer.filter({ hasText: pattern }).waitFor().catch(async () => {
    throw new Error(`the answer is "${(await answer.textContent()).trim()}", not like ${pattern}`);
  });
  return (await answer.textContent()).trim();
}
