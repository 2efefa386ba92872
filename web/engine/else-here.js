// else-here.js: a worker with an engine in it, or, where the browser starts none, the engine in the page: it answers
// the same, only that the page waits for it. For places that may forbid workers: pages of others, a page from a disk.
//
//   workerElseHere(start, wasm) -> what an EngineClient takes for a Worker
//     start() -> a new Worker; it may throw, and the worker may fail before it said anything
//     wasm()  -> the wasm for an engine in the page, as openEngine takes it
//
// Nobody asks before the engine said that it is ready, so nothing is lost when the one takes the place of the other.

import { serveEngine } from './serve.js';

let refused = false; // whether this page starts no worker, though the wasm comes

export function workerElseHere(start, wasm) {
  let inner;
  let ended = false;
  const outer = {
    onmessage: null,
    onerror: null,
    postMessage: (data) => inner.postMessage(data),
    terminate() {
      ended = true;
      inner.terminate();
    },
  };
  const take = (worker) => {
    inner = worker;
    inner.onmessage = (event) => outer.onmessage?.(event);
  };
  const takeHere = () => {
    if (!ended) take(engineHere(wasm()));
  };
  if (refused) takeHere();
  else {
    try {
      take(start());
      heed(inner, outer, takeHere);
    } catch {
      takeHere();
    }
  }
  return outer;
}

// A worker that fails before it said anything was refused.
function heed(worker, outer, otherwise) {
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

// What a worker has, with nothing between it and the page. As messages do, they come later, never into the sender's
// own turn.
function engineHere(source) {
  const port = { postMessage: (data) => later(() => worker.onmessage?.({ data })) };
  const opening = serveEngine(port, source);
  opening.then(() => {
    refused = true;
  }, () => {});
  const worker = {
    onmessage: null,
    postMessage: (data) => later(() => port.onmessage({ data })),
    terminate() {
      worker.onmessage = null;
      opening.then((engine) => engine.close(), () => {});
    },
  };
  return worker;
}

const later = (act) => setTimeout(act);
