// spawn.js: a worker with an engine in it, as web/engine/spawn.js, also on a page of another origin. A worker's script
// must come from the page's own; where ours does not, a small script of that origin (a blob) imports it. A page's
// policy may forbid that (no `blob:` in worker-src).

import { workerElseHere } from '../engine/else-here.js';

const SCRIPT = new URL('../engine/worker.js', import.meta.url);
const WASM = new URL('../../build/podwall.wasm', import.meta.url);
let address = SCRIPT;

export const spawn = () => workerElseHere(() => new Worker(start(), { type: 'module' }), () => fetch(WASM));

function start() {
  if (address === SCRIPT && SCRIPT.origin !== globalThis.origin) {
    address = URL.createObjectURL(new Blob([`import ${JSON.stringify(SCRIPT.href)};`], { type: 'text/javascript' }));
  }
  return address;
}
