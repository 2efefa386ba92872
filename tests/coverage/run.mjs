// Which lines of the core the tests run: `make coverage` builds the instrumented programs, here they take the
// place of build/podwall and build/unit in the suites below, and gcovr counts. Prints lines by folder and
// in all; exits with 1 when a test failed, or when fewer than 90 % were run.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD, ROOT, TESTS } from '../lib/paths.mjs';
import { run } from '../lib/process.mjs';

const SUITES = ['unit', 'cli', 'corpus', 'server', 'stored', 'findings', 'editing', 'daily'];
const LEAST = 90;
const LOW = 85; // modules below it are named
const LIMIT_MS = 1_800_000;
const PROGRAMS = join(BUILD, 'coverage');
const SUMMARY = join(PROGRAMS, 'summary.json');
const PAGES = join(PROGRAMS, 'html');

if (!problemOf([{ file: 'core/base/planted.c', lines: 100, run: 89 }])) throw new Error('89 % is not seen');
forgetCounts();
const tests = await run(process.execPath, [join(TESTS, 'run.mjs'), '--only', SUITES.join()],
  { env: { ...process.env, PODWALL_PROGRAMS: PROGRAMS }, limitMs: LIMIT_MS });
process.stdout.write(tests.stdout + tests.stderr);
const files = await count();
console.log(table(files));
console.log(`Line by line: ${join('build', 'coverage', 'html', 'index.html')}`);
const problem = problemOf(files);
if (problem) console.error(problem);
process.exitCode = problem || tests.code !== 0 ? 1 : 0;

// Counts of earlier runs would be added to.
function forgetCounts() {
  for (const path of readdirSync(PROGRAMS, { recursive: true })) {
    if (path.endsWith('.gcda')) rmSync(join(PROGRAMS, path));
  }
}

// -> [{ file, lines, run }]
async function count() {
  mkdirSync(PAGES, { recursive: true });
  const { code, stderr } = await run('gcovr', ['--root', ROOT, '--filter', 'core/', '--object-directory', PROGRAMS,
    '--json-summary', SUMMARY, '--html-details', join(PAGES, 'index.html'), PROGRAMS],
  { cwd: ROOT, limitMs: LIMIT_MS });
  if (code !== 0 || !existsSync(SUMMARY)) throw new Error(`gcovr: exit ${code}\n${stderr}`);
  return JSON.parse(readFileSync(SUMMARY, 'utf8')).files
    .map((entry) => ({ file: entry.filename, lines: entry.line_total, run: entry.line_covered }));
}

function sumOf(files) {
  const sum = (key) => files.reduce((before, file) => before + file[key], 0);
  return { lines: sum('lines'), run: sum('run') };
}

function percentOf({ lines, run: done }) {
  return lines === 0 ? 0 : (100 * done) / lines;
}

function row(name, counted) {
  const percent = percentOf(counted).toFixed(1).padStart(5);
  return `${name.padEnd(32)} ${percent} %  ${String(counted.run).padStart(6)} of ${counted.lines}`;
}

function table(files) {
  const folders = [...new Set(files.map(({ file }) => file.split('/').slice(0, 2).join('/')))].sort();
  const low = files.filter((file) => percentOf(file) < LOW).sort((a, b) => percentOf(a) - percentOf(b));
  return [
    ...low.map((file) => row(file.file, file)), '',
    ...folders.map((folder) => row(folder, sumOf(files.filter(({ file }) => file.startsWith(`${folder}/`))))), '',
    row('core', sumOf(files)),
  ].join('\n');
}

function problemOf(files) {
  const percent = percentOf(sumOf(files));
  return percent >= LEAST ? '' : `${percent.toFixed(1)} % of the lines of core/ are run; ${LEAST} % is the least`;
}
