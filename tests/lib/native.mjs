// The native engine: one `podwall ask` process that answers many requests, one JSON line each.
// Promises: replies come back in the order of the requests; a process that dies fails every
// waiting request with what it said last.
import { spawn } from 'node:child_process';
import { built, NATIVE } from './paths.mjs';

const STDERR_KEPT = 8_000;

export function openNative(binary = NATIVE) {
  const child = spawn(built(binary), ['ask'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const waiting = [];
  let said = '';
  let ended = null;
  let parts = [];

  const failAll = (why) => {
    ended = why;
    waiting.splice(0).forEach(({ reject }) => reject(new Error(why)));
  };
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text) => (said = (said + text).slice(-STDERR_KEPT)));
  child.stdout.on('data', (text) => {
    const lines = text.split('\n');
    for (const line of lines.slice(0, -1)) {
      waiting.shift()?.resolve(parts.join('') + line);
      parts = [];
    }
    parts.push(lines.at(-1));
  });
  child.stdin.on('error', () => {});
  child.on('error', (error) => failAll(error.message));
  const closed = new Promise((resolve) => {
    child.on('close', (code, signal) => {
      failAll(`podwall ask ended with ${signal ?? `exit code ${code}`}\n${said}`);
      resolve({ code, signal, stderr: said });
    });
  });

  const askText = (request) => new Promise((resolve, reject) => {
    if (ended) return reject(new Error(ended));
    waiting.push({ resolve, reject });
    child.stdin.write(`${JSON.stringify(request)}\n`);
  });
  return {
    name: 'native',
    askText,
    ask: async (request) => JSON.parse(await askText(request)),
    close: () => {
      child.stdin.end();
      return closed;
    },
  };
}
