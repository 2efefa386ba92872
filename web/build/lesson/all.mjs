// all.mjs: the lessons of a tree, and whether they hold.
//
//   readAll(root) -> { lessons, track, ids, inventory }
//   checkAll(root, engine) -> { problems: ["path:line: message"], said: [lines for the reader] }
//   openBuilt(root) -> the engine of build/podwall.wasm

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import YAML from 'yaml';
import { checkLesson, checkTogether } from './check.mjs';
import { coverage, readInventory } from './inventory.mjs';
import { Proof } from './proof.mjs';
import { readLesson } from './read.mjs';

const FOLDER = /^\d\d-[a-z0-9-]+$/;

export function readAll(root) {
  const text = (path) => readFileSync(join(root, path), 'utf8');
  const shared = (name) => {
    const inside = /^clusters\/[\w-]+\.yaml$/.test(name) && existsSync(join(root, 'lessons', name));
    return inside ? text(`lessons/${name}`) : null;
  };
  const folders = readdirSync(join(root, 'lessons')).filter((name) => FOLDER.test(name)).sort();
  const read = (path) => readLesson(text(path), { path, shared });
  return {
    lessons: folders.map((name) => read(`lessons/${name}/lesson.md`)),
    track: YAML.parse(text('lessons/track.yaml')).lessons ?? [],
    ids: text('lessons/ids.txt'),
    inventory: readInventory(text('tests/lessons/inventory.tsv')),
  };
}

export function checkAll(root, engine) {
  const { lessons, track, ids, inventory } = readAll(root);
  const found = lessons.flatMap((lesson) => checkLesson(lesson, new Proof(engine, lesson)));
  const exists = (path) => existsSync(join(root, path));
  const covered = coverage(lessons, inventory);
  const all = [...found, ...checkTogether(lessons, { track, ids, exists }), ...covered.problems];
  const count = lessons.length === 1 ? '1 lesson' : `${lessons.length} lessons`;
  return {
    problems: all.map(({ path, line, message }) => `${path}:${line}: ${message}`),
    said: [count, covered.said],
  };
}

export async function openBuilt(root) {
  const wasm = join(root, 'build/podwall.wasm');
  if (!existsSync(wasm)) throw new Error('build/podwall.wasm is not there yet; make it first (make wasm)');
  const { openEngine } = await import(pathToFileURL(join(root, 'wasm/engine.js')).href);
  return openEngine(readFileSync(wasm));
}
