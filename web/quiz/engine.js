// engine.js: the one way from quizzes to the engine. It is the lab's when the page has a lab; else
// the page starts one at the first question, which all its quizzes share.

import { EngineClient } from '../engine/client.js';
import { spawn } from '../engine/spawn.js';

const SNAPSHOT = 'quiz'; // a quiz brings its own files, so the lab's are left alone
let client = null;
let other = null;

/** On pages that are not ours: `asks(request)`, with its promise of a reply, takes the place of both. */
export function askBy(asks) {
  other = asks;
}

/** The page's lab, or null. */
export const labOf = () => document.querySelector('podwall-lab');

/** Asks one request of docs/api.md. A reply always comes, also when there is no engine: then it is
    not ok and its error says so. */
export async function ask(request) {
  try {
    if (other) return await other(request);
    return await (labOf() ? askLab(labOf(), request) : askOwn(request));
  } catch ({ message }) {
    return { ok: false, error: { code: 'stopped', message: `the engine did not answer (${message})` } };
  }
}

/** Grades lines of expectation against files of the caller's. */
export const grade = (expect, files) => ask({ do: 'grade', snapshot: SNAPSHOT, files: named(files), expect });

async function askLab(lab, request) {
  await customElements.whenDefined('podwall-lab');
  return lab.request(request);
}

// An engine that cannot start is tried once more with the next question.
function askOwn(request) {
  client ??= new EngineClient(spawn);
  client.retry();
  return new Promise((resolve, reject) => {
    client.addEventListener('failed', ({ reason }) => reject(new Error(reason)), { once: true });
    client.ask(request).then(resolve, reject);
  });
}

// A request takes nothing but name and text of a file.
const named = (files) => files.map(({ name, text }) => ({ name, text }));
