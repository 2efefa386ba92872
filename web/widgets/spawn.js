// spawn.js: a worker with an engine in it, as web/engine/spawn.js, also on a page of another origin. A worker's script
// must come from the page's own; where ours does not, a small script of that origin (a blob) imports it. By import():
// a policy then asks script-src, which names our site anyway, and for a plain import worker-src. A page's policy may
// forbid blobs (no `blob:` in worker-src).

import { workerElseHere } from '../engine/else-here.js';

const SCRIPT = new URL('../engine/worker.js', import.meta.url);
const WASM = new URL('../../build/podwall.wasm', import.meta.url);
let address = SCRIPT;

export const spawn = () => workerElseHere(() => new Worker(start(), { type: 'module' }), () => fetch(WASM));

function start() {
  if (address === SCRIPT && SCRIPT.origin !== globalThis.origin) {
    const script = `import(${JSON.stringify(SCRIPT.href)}).catch((error) => setTimeout(() => { throw error; }));`;
    address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  }
  return address;
}
