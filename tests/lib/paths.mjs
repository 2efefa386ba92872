// Where things are. The only file of the tests that knows the layout of the repository.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const TESTS = join(ROOT, 'tests');
export const BUILD = join(ROOT, 'build');
export const SHARED = join(ROOT, '..', 'shared');
export const SHARED_CORPUS = join(SHARED, 'corpus');
export const SHARED_SERVER_CASES = join(SHARED, 'kube', 'cases');

// The native programs; `make coverage` has others take their place.
export const PROGRAMS = process.env.PODWALL_PROGRAMS ?? BUILD;
export const NATIVE = join(PROGRAMS, 'podwall');
export const ASAN = join(BUILD, 'asan', 'podwall');
export const WASM = join(BUILD, 'podwall.wasm');
export const ENGINE = join(ROOT, 'wasm', 'engine.js');

// The path when the file is there, and a thrown error that names what builds it when it is not.
export function built(path) {
  if (!existsSync(path)) throw new Error(`${path.slice(ROOT.length + 1)} is not built: run make`);
  return path;
}

// The C sources of a folder of tests, by name without ending: what the Makefile makes programs of.
export function cSources(folder) {
  const path = join(TESTS, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path).filter((file) => file.endsWith('.c')).map((file) => file.slice(0, -'.c'.length)).sort();
}
