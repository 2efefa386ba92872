// Small by force: bounds on functions, files and lines. There is no list of exceptions.
import { complexity, functionsIn } from './ccode.mjs';
import { filesOf, withFile } from './tree.mjs';

const MAX = { functionLines: 60, complexity: 15, fileLines: 700, column: 100, scriptColumn: 120 };

const C_FILES = /^(core|tests\/(unit|torture|fuzz|asan))\/.*\.[ch]$/;
const SCRIPTS = /\.(js|mjs)$/;

export const checks = [
  {
    name: 'sizes: functions',
    problems: functionProblems,
    planted: [
      (tree) => withFile(tree, 'core/base/planted.c', functionOf('    x++;\n', 70)),
      (tree) => withFile(tree, 'core/base/planted.c', functionOf('    if (x) x++;\n', 20)),
    ],
  },
  {
    name: 'sizes: files',
    problems: fileProblems,
    planted: [
      (tree) => withFile(tree, 'core/base/planted.h', '\n'.repeat(701)),
      (tree) => withFile(tree, 'tests/planted.mjs', '\n'.repeat(701)),
    ],
  },
  {
    name: 'sizes: lines',
    problems: lineProblems,
    planted: [
      (tree) => withFile(tree, 'core/base/planted.c', `/* ${'x'.repeat(100)} */\n`),
      (tree) => withFile(tree, 'web/planted.js', `// ${'x'.repeat(120)}\n`),
    ],
  },
];

function functionOf(line, count) {
  return `int f(int x)\n{\n${line.repeat(count)}    return x;\n}\n`;
}

const above = (value, most, what) => (value > most ? [`${what} ${value}; ${most} is the most`] : []);

function functionProblems(tree) {
  return filesOf(tree, C_FILES).flatMap(([path, text]) => functionsIn(text).flatMap(({ name, line, lines, body }) => [
    ...above(lines, MAX.functionLines, `${path}:${line} ${name}: lines`),
    ...above(complexity(body), MAX.complexity, `${path}:${line} ${name}: complexity`),
  ]));
}

function fileProblems(tree) {
  return [...filesOf(tree, C_FILES), ...filesOf(tree, SCRIPTS)].flatMap(([path, text]) =>
    above(text.split('\n').length - 1, MAX.fileLines, `${path}: lines`));
}

function lineProblems(tree) {
  const tooLong = (files, most) => files.flatMap(([path, text]) => text.split('\n').flatMap((line, index) =>
    above([...line].length, most, `${path}:${index + 1}: columns`)));
  return [...tooLong(filesOf(tree, C_FILES), MAX.column), ...tooLong(filesOf(tree, SCRIPTS), MAX.scriptColumn)];
}
