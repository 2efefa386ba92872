// page-engine.js: the engine of quizzes on a page of the site. It is the lab's when the page has a lab; else the page
// starts one at the first question, which all its quizzes share.

import { EngineClient } from '../engine/client.js';
import { spawn } from '../engine/spawn.js';
import { askBy, labOf } from './engine.js';

let client = null;

askBy((request) => (labOf() ? askLab(labOf(), request) : askOwn(request)));

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
