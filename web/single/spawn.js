// spawn.js: a worker with an engine in it, as web/engine/spawn.js, out of the single file. A page from a disk has no
// address for a worker's script, so it is made from a blob; where a browser refuses that too, the engine runs in the
// page: it answers the same, only that the page waits for it.

import { serveEngine } from '../engine/serve.js';
import { parcels } from './parcels.js';

let address;
let refused = false; // whether this browser takes no such worker

export function spawn() {
  const outer = {
    onmessage: null, onerror: null,
    postMessage: (data) => inner.postMessage(data),
    terminate: () => inner.terminate(),
  };
  let inner;
  const take = (worker) => {
    inner = worker;
    inner.onmessage = (event) => outer.onmessage?.(event);
  };
  const takePage = () => {
    refused = true;
    take(inPage());
  };
  try {
    if (refused) throw new Error('refused');
    take(fromBlob());
    listen(inner, outer, takePage);
  } catch {
    takePage();
  }
  return outer;
}

// A worker that fails before it said anything was refused.
function listen(worker, outer, otherwise) {
  let heard = false;
  worker.addEventListener('message', () => {
    heard = true;
  }, { once: true });
  worker.onerror = (event) => {
    if (heard) return outer.onerror?.(event);
    event.preventDefault();
    worker.terminate();
    return otherwise();
  };
}

function fromBlob() {
  address ??= URL.createObjectURL(new Blob([parcels().get('worker')], { type: 'text/javascript' }));
  const worker = new Worker(address);
  worker.postMessage({ wasm: bytes() });
  return worker;
}

// What a worker has, with nothing between it and the page.
function inPage() {
  const port = { postMessage: (data) => later(() => worker.onmessage?.({ data })) };
  const worker = {
    onmessage: null,
    postMessage: (data) => later(() => port.onmessage({ data })),
    terminate: () => {
      worker.onmessage = null;
    },
  };
  serveEngine(port, bytes());
  return worker;
}

const later = (act) => setTimeout(act);
const bytes = () => Uint8Array.from(atob(parcels().get('wasm')), (letter) => letter.charCodeAt(0));
