// Down only. Inside core/: layers.txt gives the order of folders and of modules; some headers and
// functions belong to one file. Between the folders of the repository: who may import whom.
import { posix } from 'node:path';
import { withoutLiterals } from './ccode.mjs';
import { filesOf, withFile } from './tree.mjs';

const PUBLIC_HEADER = 'include/podwall.h';
const KEPT_TO = [
  { header: 'yaml.h', only: /^core\/text\/yaml\.c$/ },
  { header: 'cJSON.h', only: /^core\/text\/json\.c$/ },
  { header: 'stdio.h', only: /^core\/cli\// },
];
const ALLOCATION = { calls: /\b(malloc|calloc|realloc|free)\s*\(/, only: 'core/base/arena.c' };
// Folder -> what its scripts may import besides themselves and packages.
const MAY_IMPORT = {
  core: [],
  lessons: [],
  wasm: [],
  web: [/^wasm\/engine\.js$/, /^lessons\//],
};

export const checks = [
  {
    name: 'layers: includes go down, and left inside a folder',
    problems: includeProblems,
    planted: [
      (tree) => withFile(tree, 'core/base/planted.h', '#include "eval/verdict.h"\n'),
      (tree) => withFile(tree, 'core/base/str.h', '#include "base/table.h"\n'),
    ],
  },
  {
    name: 'layers: modules are listed',
    problems: listProblems,
    planted: [(tree) => withFile(tree, 'core/model/unlisted.c', '')],
  },
  {
    name: 'layers: headers kept to one place',
    problems: keptHeaderProblems,
    planted: [(tree) => withFile(tree, 'core/eval/planted.c', '#include <stdio.h>\n')],
  },
  {
    name: 'layers: allocation kept to the arena',
    problems: allocationProblems,
    planted: [(tree) => withFile(tree, 'core/kube/planted.c', 'void f(void) { free(0); }\n')],
  },
  {
    name: 'layers: imports between folders',
    problems: importProblems,
    planted: [(tree) => withFile(tree, 'web/planted.js', "import { x } from '../tests/judge/judge.mjs';\n")],
  },
];

// layers.txt -> [{ folder, modules }] from the lowest up.
function readLayers(tree) {
  const lines = tree.texts.get('core/layers.txt').split('\n').filter((line) => /^[a-z]/.test(line));
  return lines.map((line) => {
    const [folder, modules] = line.split(':');
    return { folder, modules: modules.trim().split(/\s+/) };
  });
}

const coreFiles = (tree) => filesOf(tree, /^core\/(?!include\/)[a-z_]+\/[a-z_0-9]+\.[ch]$/);

const nameOf = (path) => {
  const [, folder, module] = /([a-z_]+)\/([a-z_0-9]+)\.[ch]$/.exec(path) ?? [];
  return { folder, module };
};

// Includes of our own headers, as [line, path below core/].
function includesOf(text, pattern = /^\s*#\s*include\s+"([^"]+)"/) {
  return text.split('\n').flatMap((line, index) => {
    const found = pattern.exec(line);
    return found ? [[index + 1, found[1]]] : [];
  });
}

function includeProblems(tree) {
  const layers = readLayers(tree);
  return coreFiles(tree).flatMap(([path, text]) => includesOf(text)
    .filter(([, target]) => !mayInclude(layers, path, target))
    .map(([line, target]) => `${path}:${line} may not include ${target}`));
}

function mayInclude(layers, path, target) {
  if (target === PUBLIC_HEADER) return true;
  const [own, other] = [nameOf(path), nameOf(target)];
  const level = (folder) => layers.findIndex((layer) => layer.folder === folder);
  if (level(other.folder) < 0) return false;
  if (own.folder !== other.folder) return level(other.folder) < level(own.folder);
  const { modules } = layers[level(own.folder)];
  return own.module === other.module || modules.indexOf(other.module) < modules.indexOf(own.module);
}

function listProblems(tree) {
  const layers = readLayers(tree);
  const unlisted = coreFiles(tree).filter(([path]) => {
    const { folder, module } = nameOf(path);
    return !layers.find((layer) => layer.folder === folder)?.modules.includes(module);
  });
  const there = new Set(coreFiles(tree).map(([path]) => path.replace(/\.[ch]$/, '')));
  const gone = layers.flatMap(({ folder, modules }) => modules.map((module) => `core/${folder}/${module}`))
    .filter((path) => !there.has(path));
  return [
    ...unlisted.map(([path]) => `${path} is not in core/layers.txt`),
    ...gone.map((path) => `core/layers.txt lists ${path}, which is not there`),
  ];
}

function keptHeaderProblems(tree) {
  return coreFiles(tree).flatMap(([path, text]) => includesOf(text, /^\s*#\s*include\s+<([^>]+)>/)
    .filter(([, header]) => KEPT_TO.some((rule) => header.endsWith(rule.header) && !rule.only.test(path)))
    .map(([line, header]) => `${path}:${line} may not include <${header}>`));
}

function allocationProblems(tree) {
  return coreFiles(tree).filter(([path]) => path !== ALLOCATION.only).flatMap(([path, text]) =>
    withoutLiterals(text).split('\n').flatMap((line, index) => {
      const call = ALLOCATION.calls.exec(line)?.[1];
      return call ? [`${path}:${index + 1} calls ${call}; only ${ALLOCATION.only} may`] : [];
    }));
}

function importProblems(tree) {
  return filesOf(tree, /\.(js|mjs)$/).flatMap(([path, text]) => {
    const folder = path.split('/')[0];
    const allowed = MAY_IMPORT[folder];
    if (!allowed) return [];
    return relativeImports(text).map((target) => posix.join(posix.dirname(path), target))
      .filter((target) => !target.startsWith(`${folder}/`) && !allowed.some((pattern) => pattern.test(target)))
      .map((target) => `${path} may not import ${target}`);
  });
}

// `import ... from './x'`, `export ... from './x'` and `import('./x')`.
function relativeImports(text) {
  const pattern = /(?:from|import)\s*\(?\s*['"](\.\.?\/[^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => match[1]);
}
