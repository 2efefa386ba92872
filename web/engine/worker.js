// worker.js: owns one engine and answers one request after the other.
//
// In:  {id, request}   a number and a request as JSON text
// Out: {ready: true}   once, when the engine is open; or {failed: "why"}
//      {id, reply}     the reply as JSON text
//      {id, refused: {code, message}}   the engine declined and lives on
//      {id, crashed: "why"}             the engine is gone; this worker is of no more use

import { EngineError, openEngine } from '../../wasm/engine.js';

const opening = openEngine(fetch(new URL('../../build/podwall.wasm', import.meta.url)));

opening.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ failed: String(error.message ?? error) }),
);

self.onmessage = async ({ data: { id, request } }) => {
  const engine = await opening;
  try {
    postMessage({ id, reply: engine.askBytes(request) });
  } catch (error) {
    const { code, message } = error;
    const alive = error instanceof EngineError;
    postMessage(alive ? { id, refused: { code, message } } : { id, crashed: String(message) });
  }
};
