// Types of engine.js. Requests and replies are described in docs/api.md.

export interface Request {
  do: string;
  [key: string]: unknown;
}

export interface Reply {
  schema: number;
  ok: boolean;
  error?: { code: string; message: string; candidates?: string[] };
  [key: string]: unknown;
}

export interface Engine {
  /** Answers one request. Throws EngineError, or WebAssembly.RuntimeError on a trap. */
  ask(request: Request): Reply;
  /** The same with JSON text on both sides, as the core wrote it. */
  askBytes(request: string): string;
  /** Frees everything. Asking afterwards throws an EngineError "closed". */
  close(): void;
}

export class EngineError extends Error {
  constructor(code: string, message: string);
  code: 'abi' | 'closed' | 'fetch' | 'too-large';
}

/**
 * podwall.wasm as bytes, a WebAssembly.Module or a Response. An `object`, so that these types also
 * serve projects without those of the DOM; an address or a path is none.
 */
export type WasmSource = ArrayBuffer | ArrayBufferView | object;

/** Opens an engine. */
export function openEngine(source: WasmSource | Promise<WasmSource>): Promise<Engine>;
