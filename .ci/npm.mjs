// npm.mjs: the package for npm, from what is built.
//
// Usage, at the top of the repository, after the wasm is there: node .ci/npm.mjs
//   build/npm/package            as it will be installed
//   build/npm/podwall-VERSION.tgz
// Nothing is published. The project's own package.json stays private; the package's is written here.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { bundleElements } from '../web/build/bundle.mjs';
import { packagesIn } from '../web/build/licences.mjs';

const OUT = 'build/npm';
const PACKAGE = join(OUT, 'package');
const COPIED = {
  'wasm/npm': 'npm',
  'wasm/npm/README.md': 'README.md',
  'wasm/engine.js': 'engine.js',
  'wasm/engine.d.ts': 'engine.d.ts',
  'build/podwall.wasm': 'podwall.wasm',
  'build/npm/cli/podwall.wasm': 'cli/podwall.wasm',
  'web/npm/elements.d.ts': 'elements/elements.d.ts',
  'web/npm/nowhere.js': 'elements/nowhere.js',
  LICENSE: 'LICENSE',
};

const own = JSON.parse(readFileSync('package.json', 'utf8'));

const description = {
  name: own.name,
  version: own.version,
  description: own.description,
  keywords: ['kubernetes', 'networkpolicy', 'network-policy', 'simulator', 'wasm'],
  license: own.license,
  repository: own.repository,
  engines: own.engines,
  type: 'module',
  bin: { podwall: 'npm/cli.js', 'kubectl-podwall': 'npm/cli.js' },
  main: './npm/index.js',
  types: './npm/index.d.ts',
  exports: {
    '.': { types: './npm/index.d.ts', default: './npm/index.js' },
    './engine': { types: './engine.d.ts', default: './engine.js' },
    './elements': {
      types: './elements/elements.d.ts', node: './elements/nowhere.js', default: './elements/elements.js',
    },
    './podwall.wasm': { types: './npm/wasm.d.ts', default: './podwall.wasm' },
    './package.json': './package.json',
  },
  imports: { '#podwall-wasm': { node: './npm/where-node.js', default: './npm/where-web.js' } },
  sideEffects: ['./elements/*.js'],
};

// Those of what is linked into the wasm and of what is bundled into the elements.
function licences(elements) {
  const parts = [...JSON.parse(readFileSync('build/licences.json', 'utf8')), ...packagesIn('.', elements)];
  return parts.map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

rmSync(PACKAGE, { recursive: true, force: true });
mkdirSync(PACKAGE, { recursive: true });
for (const [from, to] of Object.entries(COPIED)) cpSync(from, join(PACKAGE, to), { recursive: true });
rmSync(join(PACKAGE, 'npm/README.md'));
// emcc writes its glue for people to read; nobody will.
const glue = await transform(readFileSync('build/npm/cli/podwall.js', 'utf8'), { minify: true });
writeFileSync(join(PACKAGE, 'cli/podwall.cjs'), glue.code);
const elements = await bundleElements(process.cwd(), join(PACKAGE, 'elements'));
writeFileSync(join(PACKAGE, 'THIRD-PARTY.txt'), licences(elements));
writeFileSync(join(PACKAGE, 'package.json'), `${JSON.stringify(description, null, 2)}\n`);
const [{ filename, size }] = JSON.parse(execFileSync(
  'npm', ['pack', '--json', '--loglevel=error', '--pack-destination', OUT, `./${PACKAGE}`], { encoding: 'utf8' },
));
console.log(`${join(OUT, filename)}: ${Math.round(size / 1000)} kB`);
