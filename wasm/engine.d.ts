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

/** Opens an engine from the bytes of podwall.wasm, its module, or a response that holds it. */
export function openEngine(
  source: BufferSource | WebAssembly.Module | Response | Promise<Response>,
): Promise<Engine>;
