// stage.mjs: the editor's page (page.js), bundled into a folder of its own and served under the strict
// policy, and a Chromium to open it in. A missing Chromium is a failure, never a skip.

import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { launch } from '../chromium.mjs';
import { serve } from '../server.mjs';

const COPIED = ['index.html', 'page.css', '../../../web/styles/tokens.css', '../../../web/styles/base.css',
  '../../../web/pages/mark.svg'];
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Resolves to {page(context), close()}; a page notes in `troubles` what its console said. */
export async function openStage() {
  const folder = await mkdtemp(join(tmpdir(), 'podwall-editor-'));
  await build({
    entryPoints: [at('page.js')],
    bundle: true,
    format: 'esm',
    loader: { '.css': 'text' },
    outfile: join(folder, 'page.js'),
  });
  await Promise.all(COPIED.map((path) => copyFile(at(path), join(folder, basename(path)))));
  const [server, browser] = await Promise.all([serve(folder), launch()]);
  return {
    async page(context) {
      const page = await (await browser.newContext(context)).newPage();
      page.setDefaultTimeout(5000);
      page.troubles = [];
      page.on('console', (message) => page.troubles.push(message.text()));
      page.on('pageerror', (error) => page.troubles.push(String(error)));
      await page.goto(server.url);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
