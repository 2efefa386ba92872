// licences.mjs: the licences of what is linked into build/podwall.wasm, from where each part was taken.
//
// Usage, at the top of the repository: node .ci/licences.mjs    writes build/licences.json:
//   [{ name, version, licence, text }]
//
// libyaml and cJSON lie in build/deps (.ci/sources); the C library and the allocator come with Emscripten.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OUT = 'build/licences.json';
const DEBIAN = '/usr/share/doc/emscripten/copyright'; // Debian's package leaves the LICENSE file out

const read = (path) => readFileSync(path, 'utf8').trim();

// The upstream version of a library, from the name of the file it was unpacked from.
function versionOf(name) {
  const file = readdirSync('build/deps/files').find((one) => one.startsWith(`${name}_`) && one.includes('.orig.'));
  return /_(.*)\.orig\./.exec(file)[1];
}

function emscripten(root) {
  const path = join(root, 'LICENSE');
  const text = existsSync(path) ? read(path) : ofDebian(read(DEBIAN));
  const version = read(join(root, 'emscripten-version.txt')).replaceAll('"', '');
  return { name: 'Emscripten (emmalloc)', version, licence: 'MIT or NCSA', text };
}

// Of a file in Debian's form: who holds the rights to the whole, and the licence named Expat, which is MIT's.
function ofDebian(text) {
  const holders = /^Files:\n? \*\nCopyright:\n?((?: .*\n)+)/m.exec(text)?.[1];
  const words = /^License: Expat\n((?: .*\n?)+)/m.exec(text)?.[1];
  if (!holders || !words) throw new Error(`${DEBIAN} is not in the form it was; where is Emscripten's licence?`);
  const plain = (part) => part.replace(/^ \.?/gm, '').trim();
  return `Copyright ${plain(holders)}\n\n${plain(words)}`;
}

function main() {
  const root = execFileSync('em-config', ['EMSCRIPTEN_ROOT'], { encoding: 'utf8' }).trim();
  const musl = join(root, 'system/lib/libc/musl');
  const parts = [
    { name: 'libyaml', version: versionOf('libyaml'), licence: 'MIT', text: read('build/deps/libyaml/License') },
    { name: 'cJSON', version: versionOf('cjson'), licence: 'MIT', text: read('build/deps/cjson/LICENSE') },
    { name: 'musl', version: existsSync(join(musl, 'VERSION')) ? read(join(musl, 'VERSION')) : '', licence: 'MIT',
      text: read(join(musl, 'COPYRIGHT')) },
    emscripten(root),
  ];
  writeFileSync(OUT, `${JSON.stringify(parts, null, 2)}\n`);
}

main();
