// all.mjs: the lessons of a tree, and whether they hold.
//
//   readAll(root) -> { lessons, track, ids, inventory }
//   readTranslations(root, base, language) -> Map: path of the lesson -> it in that language, as it lies below base
//   checkAll(root, engine) -> { problems: ["path:line: message"], said: [lines for the reader] }
//   openBuilt(root) -> the engine of build/podwall.wasm

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import YAML from 'yaml';
import { checkLesson, checkPlaces, checkTogether } from './check.mjs';
import { coverage, readInventory } from './inventory.mjs';
import { Proof } from './proof.mjs';
import { readLesson } from './read.mjs';
import { checkTranslation } from './translation.mjs';

const FOLDER = /^\d\d-[a-z0-9-]+$/;

export function readAll(root) {
  const text = (path) => readFileSync(join(root, path), 'utf8');
  const shared = sharedIn(root);
  return {
    lessons: foldersIn(root).map((name) => `lessons/${name}/lesson.md`)
      .map((path) => readLesson(text(path), { path, shared })),
    track: YAML.parse(text('lessons/track.yaml')).lessons ?? [],
    ids: text('lessons/ids.txt'),
    inventory: readInventory(text('tests/lessons/inventory.tsv')),
  };
}

const foldersIn = (root) => readdirSync(join(root, 'lessons')).filter((name) => FOLDER.test(name)).sort();

const sharedIn = (root) => (name) => {
  const path = join(root, 'lessons', name);
  return /^clusters\/[\w-]+\.yaml$/.test(name) && existsSync(path) ? readFileSync(path, 'utf8') : null;
};

export function readTranslations(root, base, language) {
  const pairs = foldersIn(root).map((name) => [`lessons/${name}/lesson.md`, `lessons/${name}/lesson.${language}.md`]);
  return new Map(pairs.filter(([, path]) => existsSync(join(base, path))).map(([original, path]) =>
    [original, readLesson(readFileSync(join(base, path), 'utf8'), { path, shared: sharedIn(root) })]));
}

export function checkAll(root, engine) {
  const { lessons, track, ids, inventory } = readAll(root);
  const found = lessons.flatMap((lesson) => checkLesson(lesson, new Proof(engine, lesson)));
  const exists = (path) => existsSync(join(root, path));
  const covered = coverage(lessons, inventory);
  const all = [...found, ...checkTogether(lessons, { track, ids, exists }), ...covered.problems,
    ...checkTranslations(root, lessons, engine, exists)];
  const count = lessons.length === 1 ? '1 lesson' : `${lessons.length} lessons`;
  return {
    problems: all.map(({ path, line, message }) => `${path}:${line}: ${message}`),
    said: [count, covered.said],
  };
}

// Every lesson.XX.md, also of a language whose words are not there yet.
function checkTranslations(root, lessons, engine, exists) {
  const names = foldersIn(root).flatMap((name) => readdirSync(join(root, 'lessons', name)));
  const languages = new Set(names.map((name) => /^lesson\.([\w-]+)\.md$/.exec(name)?.[1]).filter(Boolean));
  return [...languages].flatMap((language) => {
    const translated = readTranslations(root, root, language);
    const there = lessons.map(({ path, ...lesson }) => ({ ...lesson, ...translated.get(path), path }));
    return lessons.filter(({ path }) => translated.has(path)).flatMap((original) => {
      const lesson = translated.get(original.path);
      return [...checkLesson(lesson, new Proof(engine, lesson)), ...checkTranslation(lesson, original),
        ...checkPlaces(lesson, [...there, lesson], exists)];
    });
  });
}

export async function openBuilt(root) {
  const wasm = join(root, 'build/podwall.wasm');
  if (!existsSync(wasm)) throw new Error('build/podwall.wasm is not there yet; make it first (make wasm)');
  const { openEngine } = await import(pathToFileURL(join(root, 'wasm/engine.js')).href);
  return openEngine(readFileSync(wasm));
}
