// page.mjs: the lesson of lesson.md with every kind of quiz, built as the site builds its lessons, into a
// folder of its own, served and opened. Its lab is the bare one of lab.js.
//
//   const fixture = await openFixture();
//   const page = await fixture.open({lab: true, viewport, ...})   page.troubles: what went wrong
//   await fixture.close()

import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { launch } from '../chromium.mjs';
import { openBuilt } from '../../../web/build/lesson/all.mjs';
import { Proof } from '../../../web/build/lesson/proof.mjs';
import { readLesson } from '../../../web/build/lesson/read.mjs';
import { renderLesson } from '../../../web/build/lesson/render.mjs';
import { openPages } from '../../../web/build/pages.mjs';
import { serve } from '../server.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const ENTRIES = {
  'assets/lesson': "import './tests/e2e/quiz/lab.js'; import './web/lesson/define.js';",
  'assets/alone': "import './web/lesson/define.js';",
  'engine/worker': "import './web/engine/worker.js';",
};

// Two pages: index.html with the lab, alone.html without. Scripts lie in web/assets/ and the worker in
// web/engine/, so that each finds the other, and the wasm, where its source names it.
async function writeFixture(folder) {
  const at = (path) => join(folder, path);
  await Promise.all(['web/assets', 'web/engine', 'build'].map((path) => mkdir(at(path), { recursive: true })));
  const lab = await pageOf('lesson', {});
  const alone = await pageOf('alone', { lab: '' });
  await Promise.all([
    writeFile(at('index.html'), lab),
    writeFile(at('alone.html'), alone),
    copyFile(join(root, 'web/pages/mark.svg'), at('web/assets/mark.svg')),
    writeFile(at('web/assets/offline.js'), ''), // nothing is kept of these pages
    copyFile(join(root, 'build/podwall.wasm'), at('build/podwall.wasm')),
    build({ bundle: true, entryPoints: [join(root, 'web/pages/lesson.css')], outfile: at('web/assets/lesson.css') }),
    ...Object.entries(ENTRIES).map(([name, contents]) => build({
      bundle: true, format: 'esm', stdin: { contents, resolveDir: root }, outfile: at(`web/${name}.js`),
    })),
  ]);
  await copyFile(at('web/assets/lesson.css'), at('web/assets/alone.css'));
}

async function pageOf(name, given) {
  const path = 'tests/e2e/quiz/lesson.md';
  const lesson = readLesson(await readFile(join(root, path), 'utf8'), { path, shared: () => null });
  const engine = await openBuilt(root);
  const { problems: [problem] } = lesson;
  if (problem) throw new Error(`${path}:${problem.line}: ${problem.message}`);
  const { article, lab } = renderLesson(lesson, new Proof(engine, lesson), { link: (href) => href });
  const { id, title, lead } = lesson.meta;
  const values = {
    id, name, root: 'web/', title, heading: title, description: lead, lead, article, lab, next: 'No more.', ...given,
  };
  const html = openPages(root, engine.ask({ do: 'about' })).make(name === 'alone' ? 'lesson' : name, values);
  engine.close();
  return html;
}

export async function openFixture() {
  const folder = await mkdtemp(join(tmpdir(), 'podwall-quiz-'));
  await writeFixture(folder);
  const [server, browser] = await Promise.all([serve(folder), launch()]);
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
