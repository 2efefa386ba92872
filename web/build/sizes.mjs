// sizes.mjs: what pages weigh, held to web/build/sizes.txt.
//
//   checkSizes(root, assets, outputs)   prints each page's size; throws for a page beyond its bound, or without one
//   outputs: what bundle() replied. Counted are the scripts and sheets of a page, with all they import, offline.js,
//   every font, and the worker where there is a lab: what a first visit loads beside the wasm, compressed by brotli.

import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { filesOf } from './bundle.mjs';

const FONT = /\.woff2$/;
const NO_PAGE = /^(worker|missing|offline|chunk-.*)\.js$/;
const EVERYWHERE = 'offline.js';
const WIDGETS = 'podwall'; // the script for other people's pages
const FIRST = 'podwall-quiz'; // what of it a page with nothing but a quiz loads, before the engine is needed
const STARTS_WORKER = ['web/engine/spawn.js', 'web/widgets/spawn.js'];

export function checkSizes(root, assets, outputs) {
  const bounds = readBounds(readFileSync(join(root, 'web/build/sizes.txt'), 'utf8'));
  const names = readdirSync(assets);
  const fonts = names.filter((name) => FONT.test(name));
  const problems = [...pagesOf(names), FIRST].flatMap((page) => {
    const first = page === FIRST;
    const own = filesOf(outputs, first ? WIDGETS : page, { first });
    const ours = first || page === WIDGETS ? [] : [EVERYWHERE, ...fonts];
    const all = [...own, ...ours, ...(!first && hasLab(outputs, own) ? ['worker.js'] : [])];
    const size = all.reduce((sum, name) => sum + weight(join(assets, name)), 0);
    console.log(`${page.padEnd(12)} ${kilobytes(size)} of ${bounds.get(page) ?? '?'} kB brotli beside the wasm`);
    if (!bounds.has(page)) return [`web/build/sizes.txt has no bound for ${page}`];
    const most = bounds.get(page);
    return size <= most * 1000 ? [] : [`${page} weighs ${kilobytes(size)} kB; ${most} kB is the most`];
  });
  if (problems.length) throw new Error(problems.join('\n'));
}

const pagesOf = (names) => [...new Set(names
  .filter((name) => /\.(js|css)$/.test(name) && !NO_PAGE.test(name)).map((name) => name.replace(/\.\w+$/, '')))].sort();

const hasLab = (outputs, files) => Object.entries(outputs)
  .some(([path, { inputs }]) => files.includes(basename(path)) && STARTS_WORKER.some((script) => script in inputs));

const weight = (path) => brotliCompressSync(readFileSync(path)).length;
const kilobytes = (bytes) => (bytes / 1000).toFixed(1);

export function readBounds(text) {
  const rows = text.split('\n').filter((line) => /^[a-z0-9]/.test(line)).map((line) => line.split(/\s+/));
  return new Map(rows.map(([page, most]) => [page, Number(most)]));
}
