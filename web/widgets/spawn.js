// spawn.js: a worker with an engine in it, also on a page of another origin.
//
// A worker's script must come from the page's own origin. Where ours does not, a small script of that origin (a blob)
// imports it; where the page's policy forbids that too (no `blob:` in worker-src), the engine runs in the page.

const SCRIPT = new URL('../engine/worker.js', import.meta.url);

export const spawn = () =>
  (SCRIPT.origin === globalThis.origin ? new Worker(SCRIPT, { type: 'module' }) : new Abroad());

class Abroad {
  onmessage = null;
  onerror = null;
  #worker = null;
  #heard = false;
  #ended = false;

  constructor() {
    const address = URL.createObjectURL(new Blob([`import ${JSON.stringify(SCRIPT.href)};`],
      { type: 'text/javascript' }));
    try {
      this.#take(new Worker(address, { type: 'module' }));
    } catch {
      this.#instead();
    }
  }

  postMessage(message) {
    this.#worker.postMessage(message); // nobody asks before it said that it is ready
  }

  terminate() {
    this.#ended = true;
    this.#worker?.terminate();
  }

  #take(worker) {
    this.#worker = worker;
    worker.onmessage = (event) => {
      this.#heard = true;
      this.onmessage?.(event);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (this.#heard) this.onerror?.(event);
      else this.#instead();
    };
  }

  async #instead() {
    this.#worker?.terminate();
    this.#heard = true;
    try {
      const { EngineHere } = await import('../engine/here.js');
      if (!this.#ended) this.#take(new EngineHere());
    } catch ({ message }) {
      this.onerror?.({ message });
    }
  }
}
