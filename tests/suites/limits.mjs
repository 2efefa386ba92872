// Bad input through the command line: each is answered within a second, with an exit code of its own
// and no signal; what is broken is named with its place, and a whole document beside it is still read.
// A part goes through the sanitizer build too, where only the time is not asked for.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hugeInputs, smallInputs, truncatedInputs } from '../limits/inputs.mjs';
import { ASAN, BUILD, NATIVE, built } from '../lib/paths.mjs';
import { forEachParallel, run as runProcess } from '../lib/process.mjs';

const LIMIT_MS = 1000;
const ASAN_LIMIT_MS = 60_000;
const KILL_AFTER_MS = 20_000;
const WIDTH = 2;
const MOST_TRIES = 4;
const FOLDER = join(BUILD, 'limits');
const HUGE_FILE = join(FOLDER, 'huge.yaml');
const PLACE = /^[^\n]*:[0-9]+:[0-9]+/m;

export async function run(suite, { fast }) {
  built(NATIVE);
  const small = [...smallInputs(), ...truncatedInputs()];
  for (const input of small) await ask(suite, NATIVE, input, LIMIT_MS);
  for (const input of hugeInputs()) await ask(suite, NATIVE, input, LIMIT_MS);
  rmSync(HUGE_FILE, { force: true });
  if (fast || !existsSync(ASAN)) return suite.skip(fast ? '--fast: no sanitizers' : 'build/asan/podwall is not built');
  await forEachParallel(small, WIDTH, (input) => ask(suite, ASAN, input, ASAN_LIMIT_MS, 'asan: '));
}

async function ask(suite, program, input, limitMs, prefix = '') {
  const check = await bestRun(program, input, limitMs, ['check', '-f']);
  suite.check(prefix + input.name, [...endingProblems(check, limitMs), ...placeProblems(input, check)]);
  if (!input.whole) return;
  const can = await bestRun(program, input, limitMs, ['can', 'prod/survivor', 'ip:203.0.113.5', '80', '-f']);
  suite.check(`${prefix}${input.name}: the document beside it`, [
    ...endingProblems(can, limitMs),
    ...(can.code === 0 ? [] : [`exit ${can.code}: ${can.stderr.slice(0, 400)}`]),
  ]);
}

// A run that was slow is tried again: something else may have had the machine.
async function bestRun(program, input, limitMs, args) {
  let best = await runOn(program, input, limitMs, args);
  for (let tries = 1; tries < MOST_TRIES && best.milliseconds > limitMs && !best.timedOut; tries += 1) {
    const next = await runOn(program, input, limitMs, args);
    if (next.milliseconds < best.milliseconds) best = next;
  }
  return best;
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
