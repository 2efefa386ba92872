// Bad input through the command line: each is answered within a second, with an exit code of its own
// and no signal; what is broken is named with its place, and a whole document beside it is still read.
// Each bound of core/base/limits.h is met and passed by one: the answer is the right one, and it comes.
// A part goes through the sanitizer build too, where only the time is not asked for.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundCases, boundsOfTheCore } from '../limits/bounds.mjs';
import { hugeInputs, smallInputs, truncatedInputs } from '../limits/inputs.mjs';
import { ASAN, BUILD, NATIVE, built } from '../lib/paths.mjs';
import { forEachParallel, run as runProcess } from '../lib/process.mjs';

const LIMIT_MS = 2500; // about a second where nothing else runs; machines are noisy
const BOUND_LIMIT_MS = 10_000; // about 2 s where nothing else runs
const ASAN_LIMIT_MS = 60_000;
const KILL_AFTER_MS = 20_000;
const WIDTH = 2;
const FOLDER = join(BUILD, 'limits');
const HUGE_FILE = join(FOLDER, 'huge.yaml');
const PLACE = /^[^\n]*:[0-9]+:[0-9]+/m;

export async function run(suite, { fast }) {
  built(NATIVE);
  const small = [...smallInputs(), ...truncatedInputs()];
  for (const input of small) await ask(suite, NATIVE, input, LIMIT_MS);
  for (const input of hugeInputs()) await ask(suite, NATIVE, input, LIMIT_MS);
  rmSync(HUGE_FILE, { force: true });
  const light = await askBounds(suite);
  if (fast || !existsSync(ASAN)) return suite.skip(fast ? '--fast: no sanitizers' : 'build/asan/podwall is not built');
  await forEachParallel(small, WIDTH, (input) => ask(suite, ASAN, input, ASAN_LIMIT_MS, 'asan: '));
  await forEachParallel(light, WIDTH, (test) => askBound(suite, ASAN, test, ASAN_LIMIT_MS, 'asan: '));
}

// -> the cases that are light enough for the sanitizers.
async function askBounds(suite) {
  const light = [];
  const without = new Set(Object.keys(boundsOfTheCore()));
  await forEachParallel(boundCases(), WIDTH, async (test) => {
    without.delete(test.bound);
    if (test.light) light.push(test);
    await askBound(suite, NATIVE, test, BOUND_LIMIT_MS);
  });
  suite.check('every bound has a case', [...without]);
  return light;
}

async function askBound(suite, program, test, limitMs, prefix = '') {
  const ending = await runProcess(program, test.args, { input: test.input, limitMs });
  const problems = endingProblems(ending, limitMs);
  suite.check(`${prefix}${test.bound}: ${test.name}`, problems.length > 0 ? problems : boundProblems(test, ending));
}

function boundProblems({ args, exit, holds }, { code, stdout, stderr }) {
  const isJson = args.includes('ask') || args.includes('json');
  const text = stdout + stderr;
  const replies = isJson ? stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line)) : [];
  return [
    ...(exit === undefined || code === exit ? [] : [`exit ${code}, not ${exit}`]),
    ...(holds({ text, replies }) ? [] : [`not the right answer: ${text.slice(0, 400)}`]),
  ];
}

async function ask(suite, program, input, limitMs, prefix = '') {
  const check = await timedRun(program, input, limitMs, ['check', '-f']);
  suite.check(prefix + input.name, [...endingProblems(check, limitMs), ...placeProblems(input, check)]);
  if (!input.whole) return;
  const can = await timedRun(program, input, limitMs, ['can', 'prod/survivor', 'ip:203.0.113.5', '80', '-f']);
  suite.check(`${prefix}${input.name}: the document beside it`, [
    ...endingProblems(can, limitMs),
    ...(can.code === 0 ? [] : [`exit ${can.code}: ${can.stderr.slice(0, 400)}`]),
  ]);
}

// Something else may have had the machine: a run that was slow is judged by what it took of the processor itself.
async function timedRun(program, input, limitMs, args) {
  const run = await runOn(program, input, limitMs, args);
  if (run.timedOut || run.milliseconds <= limitMs) return run;
  const timed = ['-c', '"$0" "$@"; code=$?; times >&2; exit $code', program];
  const again = await runOn('bash', input, limitMs, [...timed, ...args]);
  const [told, ...took] = /(?:\S+ \S+\n)(\d+)m([\d.]+)s (\d+)m([\d.]+)s\n$/.exec(again.stderr) ?? [''];
  const [minutes, seconds, more, rest] = took.map(Number);
  return { ...again, stderr: again.stderr.slice(0, again.stderr.length - told.length),
    milliseconds: told ? ((minutes + more) * 60 + seconds + rest) * 1000 : again.milliseconds };
}

// Small input goes through a pipe, huge input through a file: a pipe would be timed too.
function runOn(program, { bytes, huge }, limitMs, args) {
  const killAfter = Math.max(limitMs, KILL_AFTER_MS);
  if (!huge) return runProcess(program, [...args, '-'], { input: bytes, limitMs: killAfter });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(HUGE_FILE, bytes);
  return runProcess(program, [...args, HUGE_FILE], { limitMs: killAfter });
}

function endingProblems({ code, signal, timedOut, milliseconds, stderr }, limitMs) {
  const report = /Sanitizer|runtime error/.test(stderr) ? [stderr.slice(0, 4000)] : [];
  if (timedOut) return [`not done after ${milliseconds} ms`];
  if (![0, 1, 2].includes(code)) return [`ended with ${signal ?? code}`, ...report];
  return milliseconds > limitMs ? [`took ${milliseconds} ms`, ...report] : report;
}

function placeProblems({ broken }, { code, stdout, stderr }) {
  if (!broken) return [];
  if (code === 0) return ['exit 0 for broken input'];
  return PLACE.test(stdout + stderr) ? [] : [`no place in the answer: ${(stdout + stderr).slice(0, 400)}`];
}
