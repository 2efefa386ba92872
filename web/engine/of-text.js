// of-text.js: a worker with an engine in it, for scripts that have all of it with them and no file beside them.
//
//   workerOfText(script, wasm) -> what an EngineClient takes for a Worker
//     script: the bundled text of given.js; wasm(): the bytes
//
// A page's policy may forbid a worker made from a blob, and some browsers take none in a page from a disk.

import { workerElseHere } from './else-here.js';

let address;

export function workerOfText(script, wasm) {
  address ??= URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const start = () => {
    const worker = new Worker(address);
    worker.postMessage({ wasm: wasm() });
    return worker;
  };
  return workerElseHere(start, wasm);
}
