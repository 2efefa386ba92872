// licences.mjs: the page that names what is shipped with podwall and under which licence.
//
//   licencesPage(root, outputs) -> { path, values }      outputs: as bundle() gives them
//
// From npm: whatever has a byte in a bundle, with the version and the licence text that lie in node_modules. In the
// wasm: build/licences.json (.ci/licences.mjs). And podwall itself: LICENSE and lessons/LICENSE. A part without a
// licence text is an error: it may not be shipped.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { escape } from './lesson/markdown.mjs';

const LINKED = 'build/licences.json';
const TEXT = /^(licen[cs]e|copying)(\.(md|txt))?$/i;
const WORDS = {
  title: 'Licences',
  description: 'What this site is made of, and the licence of each part.',
  own: 'podwall', lessons: 'The lessons', npm: 'In the scripts', wasm: 'In the engine',
};

export function licencesPage(root, outputs) {
  const read = (path) => readFileSync(join(root, path), 'utf8').trim();
  const { version, license } = JSON.parse(read('package.json'));
  const own = { name: WORDS.own, version, licence: license, text: read('LICENSE') };
  const lessons = { name: WORDS.lessons, licence: 'CC-BY-4.0', text: read('lessons/LICENSE') };
  if (!existsSync(join(root, LINKED))) throw new Error(`${LINKED} is not there yet; make it first (make wasm)`);
  const groups = [
    [WORDS.own, [own, lessons]], [WORDS.npm, packagesIn(root, outputs)], [WORDS.wasm, JSON.parse(read(LINKED))],
  ];
  return {
    path: 'licences/index.html',
    values: {
      root: '../', heading: WORDS.title, title: `${WORDS.title} – podwall`, subject: WORDS.title,
      description: WORDS.description, lead: WORDS.description,
      parts: groups.map(([heading, parts]) => `<h2>${heading}</h2>\n${parts.map(part).join('\n')}`).join('\n'),
    },
  };
}

/** The npm packages that have a byte in what was bundled, each once: [{ name, version, licence, text }]. */
export function packagesIn(root, outputs) {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs ?? {}));
  const folders = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).flatMap(([path]) => folderOf(path) ?? []);
  return [...new Set(folders)].map((folder) => packageAt(resolve(root, folder)))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

// .../node_modules/@scope/name/dist/index.js -> .../node_modules/@scope/name
const folderOf = (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];

function packageAt(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => TEXT.test(one));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '';
  if (!text) throw new Error(`${name} ${version} is bundled, but has no licence text; it may not be shipped so`);
  return { name, version, licence: license, text };
}

const part = ({ name, version, licence, text }) => `<details class="part"><summary><b>${escape(name)}</b> `
  + `${escape(version ?? '')} <span class="licence">${escape(licence)}</span></summary>`
  + `<pre tabindex="0" aria-label="${escape(name)}: licence">${escape(text)}</pre></details>`;
