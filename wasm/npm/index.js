// index.js: the package's API. A Podwall is one engine with the verbs of docs/api.md as methods.
//
// A person's mistake is never thrown: it is in the reply (`ok`, `error`, `findings`). Thrown are
// EngineError (a closed engine, a request too large) and WebAssembly.RuntimeError.
import defaultWasm from '#podwall-wasm';
import { EngineError, openEngine } from '../engine.js';

export { EngineError };

/** Opens an engine. `wasm` says where podwall.wasm is when it is not beside the package. */
export async function open({ wasm, files } = {}) {
  const podwall = new Podwall(await openEngine(wasm ?? defaultWasm()));
  if (files !== undefined) podwall.load(files);
  return podwall;
}

class Podwall {
  #engine;

  constructor(engine) {
    this.#engine = engine;
  }

  /** Any request, as the documentation of the API describes it. */
  ask(request) {
    return this.#engine.ask(request);
  }

  load(files, options) {
    return this.ask({ do: 'load', files: listOf(files), ...options });
  }

  check(options) {
    return this.ask({ do: 'check', ...options });
  }

  ends(options) {
    return this.ask({ do: 'ends', ...options });
  }

  can(from, to, port, options) {
    return this.ask({ do: 'can', from, to, port, ...options });
  }

  /** `probes`: rows [from, to, port, protocol], or the text of a table with tabs. */
  verdicts(probes, options) {
    const asked = typeof probes === 'string' ? { tsv: probes } : { probes: probes.map(completeProbe) };
    return this.ask({ do: 'verdicts', ...asked, ...options });
  }

  matrix(options) {
    return this.ask({ do: 'matrix', ...options });
  }

  /** `expect`: lines such as `allow prod/backend -> prod/database 8080/TCP`, as a text or a list. */
  grade(expect, options) {
    return this.ask({ do: 'grade', expect: Array.isArray(expect) ? expect.join('\n') : expect, ...options });
  }

  flows(options) {
    return this.ask({ do: 'flows', ...options });
  }

  changes(since, options) {
    return this.ask({ do: 'changes', since, ...options });
  }

  words(options) {
    return this.ask({ do: 'words', ...options });
  }

  stored(options) {
    return this.ask({ do: 'stored', ...options });
  }

  about() {
    return this.ask({ do: 'about' });
  }

  close() {
    this.#engine.close();
  }
}

const completeProbe = ([from, to, port, protocol = 'TCP']) => [from, to, port, protocol];

// One text, texts by name, or the list that a request holds.
function listOf(files) {
  if (typeof files === 'string') return [{ name: 'manifests.yaml', text: files }];
  if (Array.isArray(files)) return files;
  return Object.entries(files).map(([name, text]) => ({ name, text }));
}
