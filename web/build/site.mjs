// site.mjs: builds site/ from web/, wasm/engine.js and build/podwall.wasm. Run by `make site`.
//
// Scripts, sheets, the worker and the wasm lie in site/assets/ (bundle.mjs); every address is relative,
// so the site works from any folder of any static host. The page's start answer is worked out here,
// by the same engine: it stands in the HTML before any script runs.
//
// Lessons are proven while they are built (lessons.mjs), pages have a bound on their size (sizes.mjs).
//
// Usage: node web/build/site.mjs [OUT] (default: site). Same input, same bytes out.

import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { openBuilt } from './lesson/all.mjs';
import { lessonPages } from './lessons.mjs';
import { openPages } from './pages.mjs';
import { checkSizes } from './sizes.mjs';
import { toneOf, wordOf } from '../shared/tone.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = process.argv[2] ?? 'site';
const out = join(root, folder);
const QUESTION = { do: 'can', from: 'dev/frontend', to: 'prod/database', port: 8080, protocol: 'TCP' };

async function main() {
  // OUT is emptied first, so it must be a place where nothing but built things lies.
  if (!/^(site|build\/[\w-]+)$/.test(folder)) throw new Error(`${folder}: OUT is site or build/NAME`);
  const engine = await openBuilt(root);
  const example = await readFile(join(root, 'web/examples/across-namespaces.yaml'), 'utf8');
  const template = await readFile(join(root, 'web/pages/index.html'), 'utf8');
  const lessons = lessonPages(root, engine);

  await rm(out, { recursive: true, force: true });
  const assets = join(out, 'assets');
  await mkdir(assets, { recursive: true });
  await cp(join(root, 'build/podwall.wasm'), join(assets, 'podwall.wasm'));
  await cp(join(root, 'web/pages/mark.svg'), join(assets, 'mark.svg'));
  const outputs = await bundle(root, assets);

  const pages = openPages(root, engine.ask({ do: 'about' }));
  for (const { path, values } of lessons) await write(path, pages.make('lesson', values));
  await write('index.html', fill(template, escaped({ example, ...theDash(example), ...answers(engine, example) })));
  await checkSizes(root, assets, outputs);
  engine.close();
}

async function write(path, text) {
  await mkdir(dirname(join(out, path)), { recursive: true });
  await writeFile(join(out, path), text);
}

// What the engine says about the example when the page opens.
function answers(engine, example) {
  const loaded = engine.ask({ do: 'load', files: [{ name: 'manifests.yaml', text: example }] });
  const bad = loaded.findings.filter(({ severity }) => severity !== 'info');
  if (bad.length) throw new Error(`the example has findings: ${JSON.stringify(bad)}`);
  const answer = engine.ask(QUESTION);
  if (!answer.ok) throw new Error(`the start question fails: ${answer.error.message}`);
  const about = engine.ask({ do: 'about' });
  const word = wordOf(answer.verdict);
  const { sentence } = answer;
  return {
    word,
    tone: toneOf(answer.verdict),
    rest: sentence.startsWith(word) ? sentence.slice(word.length) : `: ${sentence}`,
    read: 'The engine is starting …',
    version: about.version,
    kubernetes: about.kubernetes,
  };
}

// The line to try something on: the podSelector that shares its item with a namespaceSelector.
function theDash(example) {
  const lines = example.split('\n');
  const above = lines.findIndex((line) => /^ *- namespaceSelector:/.test(line));
  const indent = lines[above]?.indexOf('-');
  const before = `${' '.repeat(indent + 2)}podSelector:`;
  const at = lines.indexOf(before, above);
  if (above < 0 || at < 0) throw new Error('the example has no line to put the dash on');
  return { above: above + 1, line: at + 1, before, after: `${' '.repeat(indent)}- podSelector:` };
}

function escaped(values) {
  const marks = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  const escape = (text) => String(text).replace(/[&<>"]/g, (mark) => marks[mark]);
  return Object.fromEntries(Object.entries(values).map(([key, text]) => [key, escape(text)]));
}

function fill(template, ...sources) {
  const values = Object.assign({}, ...sources);
  return template.replace(/\{\{(\w+)\}\}/g, (_, key) => {
    if (!(key in values)) throw new Error(`web/pages/index.html asks for {{${key}}}, which nobody gives`);
    return values[key];
  });
}

main().catch((error) => {
  console.error(`site: ${error.message}`);
  process.exitCode = 1;
});
