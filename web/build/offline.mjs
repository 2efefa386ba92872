// offline.mjs: site/sw.js, the service worker (web/offline/sw.js) with the list of the site's files and their hashes.
//
//   writeWorker(root, site) -> how many bytes a visitor keeps     to be called last: all other files must be there
//   filesOf(site) -> {path: SHA-256 as base64}, in order. sw.js is none of them, and neither is 404.html, which hosts
//                    show under addresses of their own choosing

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { transformSync } from 'esbuild';

const NOT_KEPT = ['sw.js', '404.html'];

export function filesOf(site) {
  return Object.fromEntries(pathsBelow(site).map((path) => relative(site, path).split(sep).join('/'))
    .filter((path) => !NOT_KEPT.includes(path)).sort()
    .map((path) => [path, hash('base64', readFileSync(join(site, path)))]));
}

export function writeWorker(root, site) {
  const files = filesOf(site);
  const version = hash('hex', JSON.stringify(files)).slice(0, 16);
  const { code } = transformSync(readFileSync(join(root, 'web/offline/sw.js'), 'utf8'), { minify: true });
  writeFileSync(join(site, 'sw.js'), `self.podwall=${JSON.stringify({ version, files })};\n${code}`);
  return Object.keys(files).reduce((sum, path) => sum + readFileSync(join(site, path)).length, 0);
}

const hash = (form, content) => createHash('sha256').update(content).digest(form);

function pathsBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pathsBelow(path) : [path];
  });
}
