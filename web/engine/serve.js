// serve.js: one engine behind a port, answering one request after the other.
//
//   serveEngine(port, source) -> promise of the engine
//     port: what a worker calls `self`; source: of the wasm, as openEngine takes it
//
// In:  {id, request, then}   a number, a request as JSON text, and a list of further ones
//      blobs: [{at, blob}]   perhaps; files of the request by their index, whose text is read here
// Out: {ready: true}   once, when the engine is open; or {failed: "why"}
//      {id, reply, then}   the reply as JSON text, and those of `then`: each {reply} or {refused}
//      {id, refused: {code, message}}   the engine declined the first and lives on; the others were not asked.
//                                       "unreadable" where a blob could not be read
//      {id, crashed: "why"}             the engine is gone; this worker is of no more use

import { EngineError, openEngine } from '../../wasm/engine.js';

export function serveEngine(port, source) {
  const opening = openEngine(source);
  opening.then(
    () => port.postMessage({ ready: true }),
    (error) => port.postMessage({ failed: String(error.message ?? error) }),
  );
  port.onmessage = async ({ data: { id, request, then, blobs } }) => {
    const engine = await opening;
    try {
      const first = await read(request, blobs).then((whole) => answer(engine, whole), refuse);
      const rest = first.refused ? [] : then.map((each) => answer(engine, each));
      port.postMessage({ id, ...first, then: rest });
    } catch (error) {
      port.postMessage({ id, crashed: String(error.message) });
    }
  };
  return opening;
}

// The request with the text of its blobs.
async function read(request, blobs) {
  if (!blobs) return request;
  const whole = JSON.parse(request);
  for (const { at, blob } of blobs) {
    const file = whole.files[at];
    file.text = await blob.text().catch(() => {
      throw new EngineError('unreadable', `${file.name} could not be read: it has changed or gone. Choose it again.`);
    });
  }
  return JSON.stringify(whole);
}

function answer(engine, request) {
  try {
    return { reply: engine.askBytes(request) };
  } catch (error) {
    return refuse(error);
  }
}

function refuse(error) {
  if (!(error instanceof EngineError)) throw error;
  return { refused: { code: error.code, message: error.message } };
}
