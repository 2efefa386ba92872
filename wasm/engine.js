// engine.js: opens podwall.wasm and carries text across its border. Nothing else.
//
// Works in a page, a worker and Node >= 18, and is handed the module by its caller: bytes, a
// WebAssembly.Module, or a Response (or a promise of one). A person's mistake is never thrown:
// it is inside the reply. Thrown are EngineError (the engine lives on, see `code`) and
// WebAssembly.RuntimeError (it does not: open a new one).

const ABI = 1; // PW_ABI of podwall.h

export class EngineError extends Error {
  /** @param {string} code "abi", "closed", "fetch" or "too-large" */
  constructor(code, message) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
  }
}

/** Opens one engine with one session of its own. */
export async function openEngine(source) {
  const module = await compile(await source);
  const { exports: wasm } = await WebAssembly.instantiate(module, stubs(module));
  wasm._initialize?.();
  if (wasm.pw_abi() !== ABI) {
    throw new EngineError('abi', `engine.js speaks ABI ${ABI}, the wasm ${wasm.pw_abi()}`);
  }
  let session = wasm.pw_open();
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  /** One request as JSON text in, one reply as JSON text out. */
  function askBytes(text) {
    if (!session) throw new EngineError('closed', 'the engine is closed or had no memory to open');
    const bytes = encoder.encode(text);
    const room = wasm.pw_request_buffer(session, bytes.length);
    if (!room) throw new EngineError('too-large', `no room for ${bytes.length} bytes`);
    // memory.buffer is asked for anew each time: it is another one once the memory has grown.
    new Uint8Array(wasm.memory.buffer, room, bytes.length).set(bytes);
    wasm.pw_run(session, bytes.length); // whatever the status, there is a reply that says it
    const [at, size] = [wasm.pw_reply(session), wasm.pw_reply_size(session)];
    return decoder.decode(new Uint8Array(wasm.memory.buffer, at, size));
  }

  return {
    askBytes,
    ask: (request) => JSON.parse(askBytes(JSON.stringify(request))),
    close() {
      wasm.pw_close(session);
      session = 0;
    },
  };
}

async function compile(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof Response === 'undefined' || !(source instanceof Response)) {
    return WebAssembly.compile(source);
  }
  if (!source.ok) throw new EngineError('fetch', `${source.url} came back as ${source.status}`);
  // Many static hosts send wasm under another type, which streaming refuses.
  const streams = source.headers.get('content-type') === 'application/wasm';
  if (streams) return WebAssembly.compileStreaming(source);
  return WebAssembly.compile(await source.arrayBuffer());
}

// The core needs no system. Whatever its libc still imports is answered "not here" (WASI's ENOSYS).
function stubs(module) {
  const imports = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind === 'function') (imports[from] ??= {})[name] = () => 52;
  }
  return imports;
}
