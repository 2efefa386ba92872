// site.mjs: builds site/ from web/, lessons/, wasm/engine.js and build/podwall.wasm. Run by `make site`.
//
// Scripts, sheets, the worker and the wasm lie in site/assets/ (bundle.mjs); every address is relative,
// so the site works from any folder of any static host. The first answers are worked out here, by the
// same engine, and stand in the HTML before any script runs. Lessons are proven while they are built
// (lessons.mjs); pages have a bound on their size (sizes.mjs).
//
// Usage: node web/build/site.mjs [OUT] (default: site). Same input, same bytes out.

import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { proveExamples, readExamples, renderGallery, renderTopics } from './examples.mjs';
import { openBuilt } from './lesson/all.mjs';
import { Proof, readQuestion } from './lesson/proof.mjs';
import { renderLab } from './lesson/render.mjs';
import { lessonPages } from './lessons.mjs';
import { openPages } from './pages.mjs';
import { checkSizes } from './sizes.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = process.argv[2] ?? 'site';
const out = join(root, folder);
const EXAMPLE = 'web/examples/across-namespaces.yaml';
const QUESTION = 'dev/frontend prod/database 8080/TCP';

async function main() {
  // OUT is emptied first, so it must be a place where nothing but built things lies.
  if (!/^(site|build\/[\w-]+)$/.test(folder)) throw new Error(`${folder}: OUT is site or build/NAME`);
  const engine = await openBuilt(root);
  const lessons = lessonPages(root, engine);
  const examples = proveExamples(readExamples(root), engine);
  const lab = exampleLab(engine, await readFile(join(root, EXAMPLE), 'utf8'));

  await rm(out, { recursive: true, force: true });
  const assets = join(out, 'assets');
  await mkdir(assets, { recursive: true });
  await cp(join(root, 'build/podwall.wasm'), join(assets, 'podwall.wasm'));
  await cp(join(root, 'web/pages/mark.svg'), join(assets, 'mark.svg'));
  const outputs = await bundle(root, assets);

  const pages = openPages(root, engine.ask({ do: 'about' }));
  engine.close();
  for (const { path, values } of lessons) await write(path, pages.make('lesson', values));
  await write('index.html', pages.make('home', { ...HOME, lessons: listOf(lessons), lab }));
  await writeExamples(pages, examples);
  checkSizes(root, assets, outputs);
}

const HOME = {
  root: '', title: 'podwall: who can reach whom under your NetworkPolicies',
  description: 'A Kubernetes NetworkPolicy simulator in a browser tab: paste manifests, ask who can reach whom, '
    + 'and see the line that decides.',
};

const PLAYGROUND = {
  root: '../', title: 'Playground – podwall',
  description: 'Paste or drop what kubectl get prints and ask who can reach whom. It stays in the tab.',
};
const EXAMPLES = {
  root: '../', title: 'Examples – podwall',
  description: 'Questions people ask about NetworkPolicy, each with manifests and an answer that was proven.',
};

async function writeExamples(pages, examples) {
  for (const { name, text } of examples) await write(`examples/${name}.yaml`, text);
  const gallery = renderGallery(examples, EXAMPLES);
  await write('examples/index.html', pages.make('examples', { ...EXAMPLES, ...gallery }));
  await write('playground/index.html', pages.make('playground', { ...PLAYGROUND, examples: renderTopics(examples) }));
}

async function write(path, text) {
  await mkdir(dirname(join(out, path)), { recursive: true });
  await writeFile(join(out, path), text);
}

function exampleLab(engine, text) {
  const files = [{ name: 'manifests.yaml', label: 'Manifests', text }];
  const proof = new Proof(engine, { scenes: new Map([['example', { files }]]) });
  const errors = proof.errors('example');
  if (errors.length) throw new Error(`${EXAMPLE}: ${errors[0].message}`);
  return renderLab(proof, 'example', files, readQuestion(QUESTION));
}

function listOf(lessons) {
  const items = lessons.map(({ title, lead, minutes, path }) =>
    `<li><a href="${path}">${title}</a> <span class="minutes">${minutes} minutes</span><p>${lead}</p></li>`);
  return items.length ? `<ol class="lessons">\n${items.join('\n')}\n</ol>` : '<p>The first one is being written.</p>';
}

main().catch((error) => {
  console.error(`site: ${error.message}`);
  process.exitCode = 1;
});
