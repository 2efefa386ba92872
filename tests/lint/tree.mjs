// The repository as a map from path to text: what every check reads, and what a planted fault
// changes. Only files that git would keep; the corpus is data and left out.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { run } from '../lib/process.mjs';

const NOT_OURS = ['.git', 'node_modules', 'build', 'site'];
const TEXT = /\.(c|h|js|mjs|ts|md|json|txt|sh|yaml|html|css|mk)$|(^|\/)(Makefile|VERSION|\.npmrc|\.gitignore)$/;

// -> { paths: every kept path, texts: Map(path -> text) }
export async function readTree(root) {
  const paths = await keptPaths(root);
  const read = paths.filter((path) => TEXT.test(path) && !path.startsWith('tests/corpus/'));
  return { paths, texts: new Map(read.map((path) => [path, readFileSync(join(root, path), 'utf8')])) };
}

// A tree with one file more, or with another text.
export function withFile(tree, path, text) {
  return { paths: [...new Set([...tree.paths, path])], texts: new Map(tree.texts).set(path, text) };
}

// The files of a tree whose path fits, as [path, text].
export const filesOf = (tree, pattern) => [...tree.texts].filter(([path]) => pattern.test(path));

async function keptPaths(root) {
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  const paths = listed.code === 0 ? listed.stdout.split('\0').filter((path) => path !== '') : walk(root, root);
  return paths.filter((path) => exists(join(root, path))).sort();
}

function walk(root, folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(root, path) : [relative(root, path).split(sep).join('/')];
  });
}

const exists = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
