// page.mjs: a lesson page with every kind of quiz, built into a folder of its own, served and opened.
//
//   const fixture = await openFixture();
//   const page = await fixture.open({lab: true, viewport, ...})   page.troubles: what went wrong
//   await fixture.close()

import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { serve } from '../server.mjs';
import { lessonPage } from './html.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SHEETS = ['web/styles/tokens.css', 'web/styles/base.css', 'web/quiz/quiz.css', 'web/lesson/lesson.css'];

/** Writes the pages into `folder`: index.html with a lab, alone.html with one quiz and none. */
export async function writeFixture(folder) {
  const manifests = await readFile(join(root, 'web/examples/across-namespaces.yaml'), 'utf8');
  const css = await Promise.all(SHEETS.map((path) => readFile(join(root, path), 'utf8')));
  const common = { bundle: true, format: 'esm', absWorkingDir: root, outdir: folder, logLevel: 'error' };
  await Promise.all([
    writeFile(join(folder, 'page.css'), css.join('\n')),
    writeFile(join(folder, 'index.html'), lessonPage(manifests, { lab: true })),
    writeFile(join(folder, 'alone.html'), lessonPage(manifests, { lab: false })),
    copyFile(join(root, 'build/podwall.wasm'), join(folder, 'podwall.wasm')),
    copyFile(join(root, 'web/pages/mark.svg'), join(folder, 'mark.svg')),
    mkdir(join(folder, 'web/x'), { recursive: true }),
    mkdir(join(folder, 'web/engine'), { recursive: true }),
    mkdir(join(folder, 'wasm'), { recursive: true }),
  ]);
  // The script lies two folders down, so that the worker is where engine.js looks for it.
  const entry = (path, name, out) => build({ ...common, entryPoints: { [name]: path }, outdir: join(folder, out) });
  await Promise.all([
    build({ ...common, stdin: { contents: "import './tests/e2e/quiz/lab.js'; import './web/lesson/define.js';",
      resolveDir: root }, outdir: undefined, outfile: join(folder, 'web/x/index.js') }),
    entry('web/lesson/define.js', 'alone', 'web/x'),
    entry('web/engine/worker.js', 'worker', 'web/engine'),
    copyFile(join(root, 'build/podwall.wasm'), join(folder, 'wasm/podwall.wasm')),
  ]);
}

export async function openFixture() {
  const folder = await mkdtemp(join(tmpdir(), 'podwall-quiz-'));
  await writeFixture(folder);
  const [server, browser] = await Promise.all([serve(folder), chromium.launch({ executablePath, args })]);
  return {
    async open({ lab = true, ...context } = {}) {
      const page = await (await browser.newContext(context)).newPage();
      page.setDefaultTimeout(5000);
      page.troubles = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) page.troubles.push(message.text());
      });
      page.on('pageerror', (error) => page.troubles.push(String(error)));
      await page.goto(server.url + (lab ? '' : 'alone.html'));
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
