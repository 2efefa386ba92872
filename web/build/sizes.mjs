// sizes.mjs: what pages weigh, held to web/build/sizes.txt.
//
//   checkSizes(root, assets, outputs)   prints each page's size; throws for a page beyond its bound, or without one
//   outputs: what bundle() replied. Counted are the scripts and sheets of a page, with all they import, the
//   worker and every font: what a first visit loads beside the wasm, compressed by brotli.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { filesOf } from './bundle.mjs';

const COMMON = /^worker\.js$|\.woff2$/;

export function checkSizes(root, assets, outputs) {
  const bounds = readBounds(readFileSync(join(root, 'web/build/sizes.txt'), 'utf8'));
  const names = readdirSync(assets);
  const common = names.filter((name) => COMMON.test(name));
  const pages = names.filter((name) => name.endsWith('.js') && !/^(worker|chunk-.*)\.js$/.test(name)).sort();
  const problems = pages.map((page) => page.slice(0, -'.js'.length)).flatMap((page) => {
    const size = [...filesOf(outputs, page), ...common].reduce((sum, name) => sum + weight(join(assets, name)), 0);
    console.log(`${page.padEnd(8)} ${kilobytes(size)} of ${bounds.get(page) ?? '?'} kB brotli beside the wasm`);
    if (!bounds.has(page)) return [`web/build/sizes.txt has no bound for ${page}`];
    const most = bounds.get(page);
    return size <= most * 1000 ? [] : [`${page} weighs ${kilobytes(size)} kB; ${most} kB is the most`];
  });
  if (problems.length) throw new Error(problems.join('\n'));
}

const weight = (path) => brotliCompressSync(readFileSync(path)).length;
const kilobytes = (bytes) => (bytes / 1000).toFixed(1);

function readBounds(text) {
  const rows = text.split('\n').filter((line) => /^[a-z]/.test(line)).map((line) => line.split(/\s+/));
  return new Map(rows.map(([page, most]) => [page, Number(most)]));
}
