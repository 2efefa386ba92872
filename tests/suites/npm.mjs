// The npm package as its users meet it: the tarball is installed in an empty project, outside of this
// one's node_modules, imported, bundled, and its podwall must say what the native one says.
//
// Other versions of Node: PODWALL_NODES=/path/to/node18:/path/to/node22; the folder of each must hold
// it under the name `node`.
import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync, constants, copyFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { BUILD, ROOT, TESTS, built } from '../lib/paths.mjs';
import { run as runProcess } from '../lib/process.mjs';
import { launch } from '../e2e/chromium.mjs';
import { serve } from '../e2e/server.mjs';
import { transcripts } from './cli.mjs';

const LAB = join(TESTS, 'cli', 'files', 'lab');
const VERSION = readFileSync(join(ROOT, 'VERSION'), 'utf8').trim();
const TARBALL = join(BUILD, 'npm', `podwall-${VERSION}.tgz`);
const LATE_MS = 700;
const MOST_BYTES = 950_000; // of the tarball
const MOST_QUIZ = 20_000; // of a bundle for a page with a quiz, before the engine is needed, brotli

const SAID = {
  sentence: 'Denied at prod/database: peer 2 wants app=backend, this pod has app=frontend (line 22).',
  unknown: [false, 'no-such-end'],
  findings: 3, // notes: two pods that no policy guards, and their namespace
  verdicts: ['deny', 'allow'],
  table: 'allow',
  matrix: ['prod', 'dev'],
  grade: 2,
  verbs: [true, true, true, true, true],
  changes: true,
  pod: 1,
  closed: 'closed',
  bare: 'function',
};

export async function run(suite, { fast, match }) {
  if (fast) return suite.skip('--fast: no package');
  built(TARBALL);
  const project = mkdtempSync(join(tmpdir(), 'podwall-npm-'));
  try {
    await inProject(suite, project, match);
  } finally {
    rmSync(project, { recursive: true });
  }
}

async function inProject(suite, project, match) {
  suite.check('the tarball is small', sizeProblem());
  suite.check('it installs in an empty project', await install(project));
  suite.check('the types name every method, and no other', typeProblem(project));
  for (const node of [process.execPath, ...otherNodes()]) {
    const name = (await runProcess(node, ['--version'])).stdout.trim();
    suite.check(`import, Node ${name}`, await imported(node, project));
    suite.check(`npx, Node ${name}`, await npx(node, project));
    suite.check(`as a plugin of kubectl it says what to do instead, Node ${name}`, await plugin(node, project));
    suite.check(`a bundle for a page, Node ${name}`, await bundled(node, project));
  }
  suite.check('the elements where there is no page', await elementsInNode(project));
  suite.check('the elements in a bundle: a quiz and a lab in a page', await elementsInPage(project));
  suite.check('input that comes late is waited for', await lateInput(project));
  await transcripts(suite, join(project, 'node_modules', '.bin'), { match });
}

const otherNodes = () => (process.env.PODWALL_NODES ?? '').split(delimiter).filter(Boolean);

function sizeProblem() {
  const { length } = readFileSync(TARBALL);
  return length <= MOST_BYTES ? '' : `${length} bytes, ${MOST_BYTES} is the most`;
}

async function install(project) {
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true }\n');
  const args = ['install', '--offline', '--no-audit', '--no-fund', TARBALL];
  const { code, stdout, stderr } = await runProcess('npm', args, { cwd: project });
  return code === 0 ? '' : stdout + stderr;
}

// Methods of the interface Podwall and of the class, as they are written.
function typeProblem(project) {
  const read = (file) => readFileSync(join(project, 'node_modules', 'podwall', 'npm', file), 'utf8');
  const part = (text, start) => text.slice(text.indexOf(start), text.indexOf('\n}\n', text.indexOf(start)));
  const methods = (text) => [...text.matchAll(/^ {2}([a-z]+)\(/gm)].map(([, name]) => name)
    .filter((name) => name !== 'constructor').sort().join(' ');
  const [typed, there] = [
    methods(part(read('index.d.ts'), 'export interface Podwall')), methods(part(read('index.js'), 'class Podwall')),
  ];
  return typed === there && typed.includes('matrix') ? '' : `typed ${typed}\nthere ${there}`;
}

async function imported(node, project) {
  copyFileSync(join(TESTS, 'npm', 'use.mjs'), join(project, 'use.mjs'));
  const { stdout, stderr } = await runProcess(node, ['use.mjs', LAB], { cwd: project });
  const want = JSON.stringify(SAID);
  return stdout.trim() === want && stderr === '' ? '' : `want\n  ${want}\ngot\n  ${stdout}${stderr}`;
}

// npx of whoever runs the tests, the Node that is asked for.
async function npx(node, project) {
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}`, npm_config_offline: 'true' };
  const args = ['--no-install', 'podwall', 'can', '-f', LAB, 'dev/frontend', 'prod/database', '8080/TCP'];
  const { code, stdout, stderr } = await runProcess('npx', args, { cwd: project, env });
  return code === 1 && stdout.startsWith('DENIED  dev/frontend') ? '' : `exit ${code}\n${stdout}${stderr}`;
}

async function plugin(node, project) {
  const program = join(project, 'node_modules', '.bin', 'kubectl-podwall');
  const { code, stderr } = await runProcess(node, [program, 'check'], { cwd: project });
  return code === 2 && stderr.includes('cannot run kubectl') && stderr.includes('| podwall VERB -f -')
    ? '' : `exit ${code}\n${stderr}`;
}

async function bundled(node, project) {
  copyFileSync(join(TESTS, 'npm', 'bundled.mjs'), join(project, 'bundled.mjs'));
  const { build } = createRequire(import.meta.url)('esbuild');
  const outfile = join(project, 'alone', 'bundle.mjs');
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    entryPoints: [join(project, 'bundled.mjs')], bundle: true, format: 'esm', platform: 'browser', outfile,
    loader: { '.wasm': 'binary' }, logLevel: 'silent', target: 'es2022',
  });
  const { stdout, stderr } = await runProcess(node, [outfile], { cwd: dirname(outfile) });
  return stdout === '1 true\n' ? '' : stdout + stderr;
}

async function elementsInNode(project) {
  const script = "import { upgrade } from 'podwall/elements'; upgrade(); console.log(typeof upgrade)";
  const args = ['--input-type=module', '-e', script];
  const { stdout, stderr } = await runProcess(process.execPath, args, { cwd: project });
  return stdout === 'function\n' ? '' : stdout + stderr;
}

// Without one loader or plugin, on a page with a policy: a blob for the worker, and nothing from elsewhere.
async function elementsInPage(project) {
  const site = join(project, 'page');
  mkdirSync(site, { recursive: true });
  for (const file of ['elements.mjs', 'elements.html']) copyFileSync(join(TESTS, 'npm', file), join(project, file));
  copyFileSync(join(project, 'elements.html'), join(site, 'index.html'));
  const { build } = createRequire(import.meta.url)('esbuild');
  const { metafile } = await build({
    entryPoints: [join(project, 'elements.mjs')], bundle: true, splitting: true, minify: true, format: 'esm',
    outdir: site, logLevel: 'silent', target: 'es2022', metafile: true, absWorkingDir: project,
  });
  const first = startOf(metafile.outputs, 'page/elements.js').reduce((sum, path) =>
    sum + brotliCompressSync(readFileSync(join(project, path))).length, 0);
  if (first > MOST_QUIZ) return `a page with a quiz loads ${first} bytes, ${MOST_QUIZ} is the most`;
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:";
  const server = await serve(site, { policy });
  const browser = await launch();
  try {
    return await usePage(await browser.newPage(), server.url);
  } catch (error) {
    return String(error);
  } finally {
    await browser.close();
    await server.close();
  }
}

// What is loaded at once.
function startOf(outputs, path, found = new Set()) {
  if (found.has(path)) return [];
  found.add(path);
  const next = outputs[path].imports.filter(({ kind }) => kind === 'import-statement');
  return [path, ...next.flatMap((each) => startOf(outputs, each.path, found))];
}

async function usePage(page, url) {
  const troubles = [];
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  page.on('request', (request) => request.url().startsWith(url) || request.url().startsWith('blob:')
    || troubles.push(`foreign request: ${request.url()}`));
  await page.goto(url);
  await page.getByLabel('Every pod of its namespace').check();
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('Right.').waitFor();
  await page.locator('podwall-lab .answer').filter({ hasText: /^\s*Denied at/ }).waitFor();
  if (page.workers().length !== 1) troubles.push('the engine is not in a worker');
  const heard = await page.evaluate(() => document.documentElement.dataset.heard);
  if (heard?.split(' ').sort().join() !== 'deny,true') troubles.push(`the page heard ${heard}`);
  await page.getByRole('button', { name: 'Share', exact: true }).click(); // there is no site to share a link to
  await page.getByRole('button', { name: 'Save as a file' }).waitFor();
  if (await page.getByRole('button', { name: 'Embed this' }).isVisible()) troubles.push('a link to nowhere');
  return troubles.join('\n');
}

// Standard input that says "not yet" instead of blocking, as a pipe from another program may.
async function lateInput(project) {
  const fifo = join(project, 'late');
  if (spawnSync('mkfifo', [fifo]).status !== 0) return 'no mkfifo';
  const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(fifo, constants.O_WRONLY);
  const child = spawn(process.execPath, [join(project, 'node_modules/podwall/npm/cli.js'), 'ask'], {
    stdio: [reader, 'pipe', 'inherit'],
  });
  closeSync(reader);
  let said = '';
  child.stdout.on('data', (chunk) => { said += chunk; });
  const ended = new Promise((resolve) => child.on('close', resolve));
  setTimeout(() => {
    writeSync(writer, '{"do":"about"}\n');
    closeSync(writer);
  }, LATE_MS);
  const code = await ended;
  return code === 0 && said.startsWith('{"schema":1,"do":"about","ok":true') ? '' : `exit ${code}, said ${said}`;
}
