// new-lesson.mjs: a new lesson, from lessons/template.md. `make lesson name=my-slug`.
//
// Usage, at the top of the repository: node web/build/new-lesson.mjs my-slug

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import YAML from 'yaml';

const root = process.cwd();
const [name = ''] = process.argv.slice(2);

function main() {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new Error('give the lesson a name of small letters, digits and dashes: make lesson name=my-slug');
  }
  const folders = readdirSync(join(root, 'lessons')).filter((folder) => /^\d\d-/.test(folder)).sort();
  const same = folders.find((folder) => folder.slice('00-'.length) === name);
  if (same) throw new Error(`there is a lesson of this name: lessons/${same}`);
  const number = String(Number(folders.at(-1)?.slice(0, 2) ?? 0) + 1).padStart(2, '0');
  const folder = `${number}-${name}`;
  const template = readFileSync(join(root, 'lessons/template.md'), 'utf8');
  mkdirSync(join(root, 'lessons', folder));
  writeFileSync(join(root, 'lessons', folder, 'lesson.md'), template.replaceAll('my-slug', name));
  addToTrack(folder);
  console.log(`lessons/${folder}/lesson.md is there, and last in lessons/track.yaml`);
}

// By the document, so that its comments stay.
function addToTrack(folder) {
  const path = join(root, 'lessons/track.yaml');
  const track = YAML.parseDocument(readFileSync(path, 'utf8'));
  track.get('lessons').flow = false;
  track.addIn(['lessons'], folder);
  writeFileSync(path, track.toString({ indentSeq: false }));
}

try {
  main();
} catch (error) {
  console.error(`new-lesson: ${error.message}`);
  process.exitCode = 1;
}
