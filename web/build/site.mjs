// site.mjs: builds site/ from web/, wasm/engine.js and build/podwall.wasm. Run by `make site`.
//
// The files keep their places (site/web/..., site/wasm/...), so every import is the same in the tree
// and on the site, and the site works from any folder of any static host. The page's start answer
// is worked out here, by the same engine: it stands in the HTML before any script runs.
//
// Usage: node web/build/site.mjs [OUT] (default: site). Same input, same bytes out.

import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { toneOf, wordOf } from '../shared/tone.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = process.argv[2] ?? 'site';
const out = join(root, folder);
const COPIED = ['web/lab', 'web/shared', 'web/engine', 'web/styles', 'web/pages/mark.svg', 'wasm/engine.js'];
const QUESTION = { do: 'can', from: 'dev/frontend', to: 'prod/database', port: 8080, protocol: 'TCP' };

async function main() {
  // OUT is emptied first, so it must be a place where nothing but built things lies.
  if (!/^(site|build\/[\w-]+)$/.test(folder)) throw new Error(`${folder}: OUT is site or build/NAME`);
  const wasm = await readFile(join(root, 'build/podwall.wasm')).catch(() => {
    throw new Error('build/podwall.wasm is not there yet; make it first (make wasm)');
  });
  const example = await readFile(join(root, 'web/examples/across-namespaces.yaml'), 'utf8');
  const template = await readFile(join(root, 'web/pages/index.html'), 'utf8');

  await rm(out, { recursive: true, force: true });
  for (const path of COPIED) await cp(join(root, path), join(out, path), { recursive: true });
  await mkdir(join(out, 'wasm'), { recursive: true });
  await writeFile(join(out, 'wasm/podwall.wasm'), wasm);

  const values = { example, ...theDash(example), ...(await answers(wasm, example)) };
  const page = fill(template, escaped(values), { styles: await styleLinks() });
  await writeFile(join(out, 'index.html'), page);
}

// What the engine says about the example when the page opens.
async function answers(wasm, example) {
  const { openEngine } = await import(pathToFileURL(join(root, 'wasm/engine.js')).href);
  const engine = await openEngine(wasm);
  const loaded = engine.ask({ do: 'load', files: [{ name: 'manifests.yaml', text: example }] });
  const bad = loaded.findings.filter(({ severity }) => severity !== 'info');
  if (bad.length) throw new Error(`the example has findings: ${JSON.stringify(bad)}`);
  const answer = engine.ask(QUESTION);
  if (!answer.ok) throw new Error(`the start question fails: ${answer.error.message}`);
  const about = engine.ask({ do: 'about' });
  engine.close();
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

async function styleLinks() {
  const files = await filesUnder(join(out, 'web'));
  const rank = (path) => ['tokens.css', 'base.css'].findIndex((name) => path.endsWith(`/${name}`));
  const sheets = files
    .map((file) => relative(out, file).split(sep).join('/'))
    .filter((path) => path.endsWith('.css'))
    .sort((a, b) => (rank(a) >>> 0) - (rank(b) >>> 0) || (a < b ? -1 : 1));
  return sheets.map((path) => `<link rel="stylesheet" href="${path}">`).join('\n  ');
}

async function filesUnder(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries.map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
  return (await Promise.all(nested)).flat().sort();
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
