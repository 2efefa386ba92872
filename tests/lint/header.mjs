// The public header: strict C11 and C++ take it (by the compilers that are here), and the list of
// exports is the list of its functions.
import { run } from '../lib/process.mjs';
import { withFile } from './tree.mjs';
import { withoutLiterals } from './ccode.mjs';

const HEADER = 'core/include/podwall.h';
const EXPORTS = 'wasm/exports.txt';
const COMPILERS = [
  { program: 'gcc', args: ['-x', 'c', '-std=c11'] },
  { program: 'g++', args: ['-x', 'c++', '-std=c++11'] },
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
  for (const { program, args } of COMPILERS) {
    const result = await run(program, [...args, ...STRICT], { input: tree.texts.get(HEADER) }).catch(() => undefined);
    if (result && result.code !== 0) problems.push(`${program}: ${result.stderr}`);
  }
  return problems;
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
