// The public header: strict C11 and C++ take it, and the list of exports is the list of its functions.
import { run } from '../lib/process.mjs';
import { withFile } from './tree.mjs';
import { withoutLiterals } from './ccode.mjs';

const HEADER = 'core/include/podwall.h';
const EXPORTS = 'wasm/exports.txt';
// Of each language the first compiler that is here asks; Emscripten brings clang along.
const LANGUAGES = [
  { programs: ['gcc', 'clang', 'clang-14'], args: ['-x', 'c', '-std=c11'] },
  { programs: ['g++', 'clang++', 'clang++-14'], args: ['-x', 'c++', '-std=c++11'] },
];
const STRICT = ['-Wall', '-Wextra', '-Wpedantic', '-Wconversion', '-Werror', '-fsyntax-only', '-'];

export const checks = [
  {
    name: 'header: strict C11 and C++',
    problems: compileProblems,
    planted: [(tree) => withFile(tree, HEADER, `${tree.texts.get(HEADER)}\nint pw_planted(int class);\n`)],
  },
  {
    name: 'header: exports.txt lists its functions',
    problems: exportProblems,
    planted: [(tree) => withFile(tree, EXPORTS, `${tree.texts.get(EXPORTS)}pw_planted\n`)],
  },
];

async function compileProblems(tree) {
  const problems = [];
  for (const { programs, args } of LANGUAGES) {
    const result = await compile(programs, args, tree.texts.get(HEADER));
    if (!result) problems.push(`none of ${programs.join(', ')} is here`);
    else if (result.code !== 0) problems.push(result.stderr);
  }
  return problems;
}

async function compile(programs, args, input) {
  for (const program of programs) {
    const result = await run(program, [...args, ...STRICT], { input }).catch(() => undefined);
    if (result) return result;
  }
  return undefined;
}

function exportProblems(tree) {
  const header = withoutLiterals(tree.texts.get(HEADER));
  const declared = [...header.matchAll(/\b(pw_[a-z_]+)\s*\(/g)].map((match) => match[1]);
  const exported = tree.texts.get(EXPORTS).split('\n').filter((line) => /^[a-z]/.test(line));
  const less = (some, others) => some.filter((name) => !others.includes(name));
  return [
    ...less(declared, exported).map((name) => `${name} is declared, not exported`),
    ...less(exported, declared).map((name) => `${name} is exported, not declared`),
  ];
}
