// dist.mjs: the built site as one file, build/podwall-site-VERSION.zip. Run by `make dist`.
//
// Usage, at the top of the repository: node web/build/dist.mjs [SITE] [ZIP]
// Same site, same bytes: files in order, all of one date, nothing of the machine.

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';

const DATE = new Date(1980, 0, 1); // the first a zip can have; zips hold no time zone
const version = readFileSync('VERSION', 'utf8').trim();
const [site = 'site', zip = `build/podwall-site-${version}.zip`] = process.argv.slice(2);

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function main() {
  if (!existsSync(join(site, 'index.html'))) throw new Error(`${site} is not built; make site first`);
  const paths = filesBelow(site).map((path) => relative(site, path).split(sep).join('/')).sort();
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(site, path))]));
  const bytes = zipSync(files, { level: 9, mtime: DATE, os: 3, attrs: 0o644 << 16 });
  writeFileSync(zip, bytes);
  console.log(`${zip}: ${paths.length} files, ${(bytes.length / 1e6).toFixed(2)} MB`);
}

try {
  main();
} catch (error) {
  console.error(`dist: ${error.message}`);
  process.exitCode = 1;
}
