// Runs a program to its end. Promises: never hangs (a time limit), never throws for how the program
// ended (that is the result), keeps output apart.
import { spawn } from 'node:child_process';

const DEFAULT_LIMIT_MS = 120_000;

// -> { code, signal, timedOut, stdout, stderr, milliseconds }; code is null after a signal.
export function run(program, args, { input, cwd, env, limitMs = DEFAULT_LIMIT_MS } = {}) {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const child = spawn(program, args, { cwd, env: env ?? process.env, stdio: ['pipe', 'pipe', 'pipe'] });
    const out = [];
    const err = [];
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, limitMs);
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const text = (chunks) => Buffer.concat(chunks).toString('utf8');
      resolve({ code, signal, timedOut, stdout: text(out), stderr: text(err), milliseconds: Date.now() - started });
    });
    child.stdin.on('error', () => {}); // a program may end before it has read everything
    child.stdin.end(input);
  });
}

// Calls `work(item)` for all items, at most `width` at the same time, and waits for all.
export async function forEachParallel(items, width, work) {
  const queue = items[Symbol.iterator]();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
