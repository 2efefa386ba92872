// Looks at the finished wasm: the border is what exports.txt says, it asks its host for nothing
// unknown, and it is within the budget of size.txt. The build fails otherwise.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const IMPORTS = ['env.emscripten_notify_memory_growth']; // why: see wasm/flags.mk
const lines = (file) =>
  readFileSync(file, 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));

function exportProblems(module) {
  const wanted = lines('wasm/exports.txt').sort().join(' ');
  const names = WebAssembly.Module.exports(module).map((e) => e.name);
  // Other names are emcc's helpers, and differ between its versions.
  const found = names.filter((name) => name.startsWith('pw_')).sort().join(' ');
  return found === wanted ? [] : [`exports ${found}, but wasm/exports.txt says ${wanted}`];
}

function importProblems(module) {
  return WebAssembly.Module.imports(module)
    .map((i) => `${i.module}.${i.name}`)
    .filter((name) => !IMPORTS.includes(name))
    .map((name) => `imports ${name}, which no host of ours has`);
}

function sizeProblems() {
  return lines('wasm/size.txt').flatMap((line) => {
    const [limit, ...files] = line.split(/\s+/);
    const sum = files.reduce((n, f) => n + brotliCompressSync(readFileSync(f)).length, 0);
    console.log(`${files.join(' + ')}: ${sum} of ${limit} bytes (brotli)`);
    return sum <= Number(limit) ? [] : [`${files.join(' + ')}: ${sum} bytes, limit ${limit}`];
  });
}

const module = new WebAssembly.Module(readFileSync('build/podwall.wasm'));
const problems = [...exportProblems(module), ...importProblems(module), ...sizeProblems()];
for (const problem of problems) console.error(`wasm: ${problem}`);
process.exit(problems.length ? 1 : 0);
