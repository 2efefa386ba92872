// bundle.mjs: scripts and sheets of the site, by esbuild.
//
//   bundle(root, out) -> what esbuild tells about the files it wrote: {path: {bytes, imports, inputs}}
//   bundleSingle(root) -> {script, worker} of the course as a single file (single.mjs)
//   bundleElements(root, out) -> as bundle(), of podwall/elements in the npm package (.ci/npm.mjs)
//
// Each web/pages/NAME.js becomes OUT/NAME.js and each web/pages/NAME.css OUT/NAME.css; so does web/widgets/podwall.js,
// for the pages of others. What they share becomes chunk-HASH.js; offline.js, which every page has, stands alone. All
// lie in one folder, minified, without source maps.
//
// A script that needs a file at run time names it as it lies in the tree,
//   new Worker(new URL('../engine/worker.js', import.meta.url), { type: 'module' })
// and keeps its own way there on the site: here the name is made one beside the bundle, with the beginning of its
// content's hash behind a "?", so that no cache gives a page the worker or the wasm of another version. Such a file is
// an asset of the table below; any other name is an error.
//
// web/site/missing.js is a script and no module: it must know where it came from (missing.mjs).
//
// `import css from './ask.css'` in a script is the sheet as text, for a shadow root to adopt.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { build, transform } from 'esbuild';

// What scripts name at run time: where it lies in the tree -> its name in OUT. It must be there before they are made.
const ASSETS = {
  'web/engine/worker.js': 'worker.js', 'build/podwall.wasm': 'podwall.wasm',
  'web/site/search-index.json': 'search-index.json', // made by search.mjs
};
const LAST = { 'web/offline/sw.js': '../sw.js' }; // made by offline.mjs of all the rest; its address never changes
const HASH_LETTERS = 8;
const WIDGETS = 'web/widgets/podwall.js'; // for pages that are not ours
const NAMED = /new URL\(\s*(['"])([^'"]+)\1\s*,\s*import\.meta\.url\s*\)/g;

const COMMON = {
  bundle: true, minify: true, format: 'esm', target: ['es2022'], charset: 'utf8', legalComments: 'none',
  metafile: true, logLevel: 'silent',
};

export async function bundle(root, out) {
  const names = await readdir(join(root, 'web/pages'));
  const entries = (ending) => names.filter((name) => name.endsWith(ending)).sort()
    .map((name) => join(root, 'web/pages', name));
  const common = { ...COMMON, absWorkingDir: root, outdir: out };
  const plugins = [ownModules(root, out)];
  const scripts = { ...common, plugins, entryNames: '[name]', chunkNames: 'chunk-[hash]' };
  const worker = await build({ ...scripts, entryPoints: [join(root, 'web/engine/worker.js')] });
  const parts = await Promise.all([
    worker,
    build({ ...scripts, entryPoints: [...entries('.js'), join(root, WIDGETS)], splitting: true }),
    build({ ...scripts, entryPoints: [join(root, 'web/offline/offline.js')] }),
    build({ ...common, format: 'iife', entryPoints: [join(root, 'web/site/missing.js')] }),
    build({ ...common, entryPoints: entries('.css') }),
  ]);
  return Object.assign({}, ...parts.map(({ metafile }) => metafile.outputs));
}

// The course as a single file: its script and that of its worker, as text. It has its own way to a few things
// (web/single/), which take the place of those of the same name.
const INSTEAD = {
  'web/engine/spawn.js': 'web/single/spawn.js', 'web/playground/example.js': 'web/single/example.js',
  'web/lab/embed.js': 'web/single/embed.js', 'web/lab/editor/codes.js': 'web/single/codes.js',
};

export async function bundleSingle(root) {
  const plugins = [instead(root, INSTEAD), ownModules(root)];
  const main = build({ ...COMMON, format: 'iife', absWorkingDir: root, write: false, plugins,
    entryPoints: [join(root, 'web/single/main.js')] });
  const [{ outputFiles: [{ text: script }] }, worker] = await Promise.all([main, givenWorker(root)]);
  return { script, worker };
}

// So has the package: wasm and worker are in its scripts, and there is no site around them.
const IN_PACKAGE = {
  'web/engine/spawn.js': 'web/npm/spawn.js', 'web/widgets/spawn.js': 'web/npm/spawn.js',
  'web/shared/place.js': 'web/npm/place.js', 'web/lab/editor/codes.js': 'web/single/codes.js',
};

export async function bundleElements(root, out) {
  const inside = {
    'podwall:wasm': { contents: await readFile(join(root, 'build/podwall.wasm')), loader: 'binary' },
    'podwall:worker': { contents: await givenWorker(root), loader: 'text' },
  };
  const { metafile } = await build({
    ...COMMON, absWorkingDir: root, outdir: out, splitting: true, chunkNames: 'chunk-[hash]',
    plugins: [instead(root, IN_PACKAGE), given(inside), ownModules(root)],
    entryPoints: [join(root, 'web/npm/elements.js')],
  });
  return metafile.outputs;
}

// The worker that is given its wasm, as text.
async function givenWorker(root) {
  const { outputFiles: [{ text }] } = await build({ ...COMMON, format: 'iife', absWorkingDir: root, write: false,
    plugins: [ownModules(root)], entryPoints: [join(root, 'web/engine/given.js')] });
  return text;
}

const instead = (root, others) => ({
  name: 'instead',
  setup(builder) {
    builder.onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ path, resolveDir }) => {
      const wanted = relative(root, join(resolveDir, path)).replaceAll('\\', '/');
      return Object.hasOwn(others, wanted) ? { path: join(root, others[wanted]) } : undefined;
    });
  },
});

// `import x from 'podwall:NAME'`: what the build itself puts there.
const given = (files) => ({
  name: 'given',
  setup(builder) {
    builder.onResolve({ filter: /^podwall:/ }, ({ path }) => ({ path, namespace: 'given' }));
    builder.onLoad({ filter: /.*/, namespace: 'given' }, ({ path }) => files[path]);
  },
});

// Our own modules, read with their assets, which lie in `out`, renamed, and their sheets as text.
const ownModules = (root, out) => ({
  name: 'podwall',
  setup(builder) {
    builder.onLoad({ filter: /[\\/](web|wasm)[\\/][^?]*\.js$/ }, async ({ path }) => {
      if (relative(root, path).startsWith('..') || path.includes('node_modules')) return undefined;
      const text = await readFile(path, 'utf8');
      const renamed = (_, __, name) => `new URL('./${besideBundle(root, out, path, name)}', import.meta.url)`;
      return { contents: text.replace(NAMED, renamed), loader: 'js' };
    });
    builder.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code, loader: 'text' };
    });
  },
});

function besideBundle(root, out, path, name) {
  const asset = relative(root, join(dirname(path), name)).replaceAll('\\', '/');
  if (Object.hasOwn(LAST, asset)) return LAST[asset];
  if (!Object.hasOwn(ASSETS, asset)) {
    const known = Object.keys(ASSETS).join(', ');
    throw new Error(`${relative(root, path)} names ${asset}, which is no asset of web/build/bundle.mjs (${known})`);
  }
  if (!out) throw new Error(`${relative(root, path)} names ${asset}, but is in a bundle that has no files beside it`);
  const hash = createHash('sha256').update(readFileSync(join(out, ASSETS[asset]))).digest('hex');
  return `${ASSETS[asset]}?${hash.slice(0, HASH_LETTERS)}`;
}

/** The areas of words (web/words/en) that the scripts of a page speak. */
export function wordsOf(outputs, name) {
  const files = new Set(filesOf(outputs, name));
  const inputs = Object.entries(outputs).filter(([path]) => files.has(basename(path)))
    .flatMap(([, output]) => Object.keys(output.inputs));
  return inputs.map((path) => /web\/words\/en\/([\w-]+)\.json$/.exec(path)?.[1]).filter(Boolean);
}

/** The scripts and sheets a page needs at its start or later: `name` and everything it imports. `first`: at once. */
export function filesOf(outputs, name, { first = false } = {}) {
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));
  const found = new Set();
  const add = (file) => {
    if (found.has(file) || !byName.has(file)) return;
    found.add(file);
    for (const { path, kind, external } of byName.get(file).imports) {
      if (!external && !(first && kind === 'dynamic-import')) add(basename(path));
    }
  };
  add(`${name}.js`);
  add(`${name}.css`);
  return [...found].sort();
}
