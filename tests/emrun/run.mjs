// Runs build/emrun/index.html in a headless Chromium by emrun and hands on what the page prints and
// its exit status:
//
//   node tests/emrun/run.mjs               all unit tests and the corpus sample
//   node tests/emrun/run.mjs arena corpus  these programs of the page
//
// Promises: never hangs; ends with 0 only when the page said to its end that nothing failed (emrun's
// own status is 0, too, when the browser dies); leaves neither browser nor profile behind.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BUILD, built, TESTS } from '../lib/paths.mjs';

const LIMIT_S = 90;
const TIMED_OUT = 124;
const NO_END = 70;
const DONE = /^done: [1-9][0-9]* programs, 0 failed$/m;

const folder = join(BUILD, 'emrun');

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, 'localhost', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// emrun's glue posts what is printed only from an address that says localhost. The browser's path is
// a relative one, so that no folder above can hold a name for which emrun would end processes.
async function argumentsOf(programs) {
  const options = {
    hostname: 'localhost',
    port: await freePort(),
    timeout: LIMIT_S,
    timeout_returncode: TIMED_OUT,
    browser: relative(folder, join(TESTS, 'emrun', 'browser')),
    serve_root: '.',
  };
  const named = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return ['--kill_exit', ...named, 'index.html', ...programs];
}

// -> { code, said }
async function runPage(programs, profile) {
  const env = { ...process.env, PROFILE: profile, PYTHONWARNINGS: 'ignore' }; // of emrun's own imports
  const child = spawn('emrun', await argumentsOf(programs), { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  // emrun ends its browser when it is interrupted, not when it is terminated.
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => child.kill('SIGINT'));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
    process.stdout.write(text);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? NO_END, said }));
  });
}

// The browser's helpers end, and stop writing, a little after the browser: gone is what stays away.
async function removeOnceStill(path) {
  for (let tries = 50; tries > 0; tries -= 1) {
    await rm(path, { recursive: true, force: true }).catch(() => {});
    await wait(100);
    if (!existsSync(path)) return;
  }
}

async function main(programs) {
  built(join(folder, 'index.html'));
  const profile = mkdtempSync(join(tmpdir(), 'podwall-emrun-'));
  try {
    const { code, said } = await runPage(programs, profile);
    if (code !== 0 && code !== TIMED_OUT || DONE.test(said)) return code;
    console.error(`the page did not run to its end; the browser said:\n${readFileSync(join(profile, 'said'), 'utf8')}`);
    return code || NO_END;
  } finally {
    await removeOnceStill(profile);
  }
}

process.exitCode = await main(process.argv.slice(2));
