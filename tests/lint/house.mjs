// The house's smaller rules: one version, known things at the top, nothing made is kept, no note to
// self without an issue.
import { filesOf, withFile } from './tree.mjs';

const TOP = new Set([
  'Makefile', 'package.json', 'package-lock.json', 'VERSION', 'README.md', 'CONTRIBUTING.md', 'LICENSE', 'NOTICE',
  'docs', 'core', 'wasm', 'web', 'lessons', 'tests', '.ci', '.gitignore', '.gitattributes', '.npmrc', '.editorconfig',
  '.clang-format', 'tsconfig.json',
]);
const MADE = /^(build|site|node_modules)\/|\.(wasm|o|a|so|gcda|gcno)$|(^|\/)[^/]*(\.min\.js|\.bundle\.js)$/;
const NOTE = /\b(TODO|FIXME|XXX)\b(?!.*#[0-9])/;
const OWN = 'tests/lint/house.mjs'; // it has to name the words

export const checks = [
  {
    name: 'house: one version',
    problems: versionProblems,
    planted: [(tree) => withFile(tree, 'VERSION', '99.0.0\n')],
  },
  {
    name: 'house: nothing strange at the top',
    problems: topProblems,
    planted: [(tree) => withFile(tree, 'notes.txt', '')],
  },
  {
    name: 'house: nothing made is kept',
    problems: madeProblems,
    planted: [(tree) => withFile(tree, 'wasm/planted.wasm', '')],
  },
  {
    name: 'house: no note without an issue',
    problems: noteProblems,
    planted: [(tree) => withFile(tree, 'core/base/planted.c', '/* TODO later */\n')],
  },
  {
    name: 'house: the lock file names no host',
    problems: lockProblems,
    planted: [(tree) => withFile(tree, 'package-lock.json', '{ "resolved": "https://somewhere/x.tgz" }\n')],
  },
];

function versionProblems(tree) {
  const version = tree.texts.get('VERSION').trim();
  return ['package.json', 'package-lock.json'].filter((path) => tree.texts.has(path)).flatMap((path) => {
    const found = JSON.parse(tree.texts.get(path)).version;
    return found === version ? [] : [`VERSION says ${version}, ${path} says ${found}`];
  });
}

function topProblems(tree) {
  const entries = new Set(tree.paths.map((path) => path.split('/')[0]));
  return [...entries].filter((entry) => !TOP.has(entry)).map((entry) => `${entry} is not known at the top`);
}

function madeProblems(tree) {
  return tree.paths.filter((path) => MADE.test(path)).map((path) => `${path} is made, not written`);
}

function noteProblems(tree) {
  return filesOf(tree, /./).filter(([path]) => path !== OWN).flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) => (NOTE.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])));
}

function lockProblems(tree) {
  const lock = tree.texts.get('package-lock.json') ?? '';
  return lock.split('\n').filter((line) => /"resolved":.*:\/\//.test(line)).map((line) => line.trim());
}
