// here.js: looks like a Worker to an EngineClient, but the engine runs in the page: for pages whose policy lets no
// worker start. A long answer then holds the page up; nothing else is different.

import { openEngine } from '../../wasm/engine.js';
import { serve } from './serve.js';

export class EngineHere {
  onmessage = null;
  #handle;
  #ended = false;
  #opening = openEngine(fetch(new URL('../../build/podwall.wasm', import.meta.url)));

  constructor() {
    this.#handle = serve(this.#opening, (data) => !this.#ended && this.onmessage?.({ data }));
  }

  // As a message does: later, and never into the caller's own turn.
  postMessage(message) {
    setTimeout(() => this.#handle(message));
  }

  terminate() {
    this.#ended = true;
    this.#opening.then((engine) => engine.close(), () => {});
  }
}
