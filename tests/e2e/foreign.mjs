// foreign.mjs: pages of somebody else, on another port than the site and under a policy as strict as the widgets allow.
//
//   const world = await openForeign(folder of pages); world.site: address of the site
//   await world.open('page.html', {policy, ...}) -> page with `troubles`; world.close()
//
// In a page, SITE stands for the address of the site. What a page hears of widgets is in `page.heard()`.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { site as folder } from './browser.mjs';
import { launch } from './chromium.mjs';
import { serve } from './server.mjs';

const policyFor = (site, { worker = 'worker-src blob:', more = '' }) => ["default-src 'none'", worker, more,
  `script-src ${site} 'wasm-unsafe-eval'`, `connect-src 'self' ${site}`, `frame-src ${site}`,
].filter(Boolean).join('; ');

const EARS = `window.heardEvents = [];
for (const name of ['podwall-answer', 'podwall-verdict', 'podwall-state', 'podwall-done', 'podwall-edit']) {
  addEventListener(name, (event) => heardEvents.push({ name, on: event.target.localName, detail: event.detail }));
}
addEventListener('message', ({ data }) => heardEvents.push({ name: 'message', data }));
window.workersMade = 0;
window.Worker = class extends Worker { constructor(...of) { super(...of); workersMade += 1; } };`;

export async function openForeign() {
  const site = await serve(folder, { base: '/pod/wall/', open: true });
  const browser = await launch();
  const hosts = [];
  async function host(html, files, options) {
    const pages = await mkdtemp(join(tmpdir(), 'foreign-'));
    await writeFile(join(pages, 'index.html'), html.replaceAll('SITE', site.url.slice(0, -1)));
    for (const [name, text] of Object.entries(files)) await writeFile(join(pages, name), text);
    const server = await serve(pages, { base: '/', policy: policyFor(site.origin, options) });
    hosts.push({ server, pages });
    return server.url;
  }
  return {
    site: site.url,
    /** A page of the site itself, which may use the clipboard. */
    async openSite(path) {
      const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
      const page = await context.newPage();
      page.setDefaultTimeout(10000);
      await page.goto(site.url + path);
      return page;
    },
    /** A page of this HTML, opened; `quiet`: policy violations are no trouble. */
    async open(html, { quiet = false, worker, more, files = {}, ...context } = {}) {
      const url = await host(html, files, { worker, more });
      const page = await (await browser.newContext(context)).newPage();
      page.setDefaultTimeout(10000);
      page.troubles = [];
      page.requested = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()) && !quiet) page.troubles.push(message.text());
      });
      page.on('pageerror', (error) => page.troubles.push(String(error)));
      page.on('request', (request) => page.requested.push(request.url().split('/').pop()));
      await page.addInitScript(EARS);
      await page.goto(url);
      page.heard = (name) => page.evaluate((wanted) =>
        window.heardEvents.filter((event) => !wanted || event.name === wanted), name);
      return page;
    },
    async close() {
      await browser.close();
      await site.close();
      for (const { server, pages } of hosts) {
        await server.close();
        await rm(pages, { recursive: true });
      }
    },
  };
}
