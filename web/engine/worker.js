// worker.js: owns one engine and answers one request after the other.
//
// In:  {id, request, then}   a number, a request as JSON text, and a list of further ones
//      blobs: [{at, blob}]   perhaps; files of the request by their index, whose text is read here
// Out: {ready: true}   once, when the engine is open; or {failed: "why"}
//      {id, reply, then}   the reply as JSON text, and those of `then`: each {reply} or {refused}
//      {id, refused: {code, message}}   the engine declined the first and lives on; the others were not asked.
//                                       "unreadable" where a blob could not be read
//      {id, crashed: "why"}             the engine is gone; this worker is of no more use

import { openEngine } from '../../wasm/engine.js';
import { serve } from './serve.js';

const opening = openEngine(fetch(new URL('../../build/podwall.wasm', import.meta.url)));
const handle = serve(opening, (message) => postMessage(message));

self.onmessage = ({ data }) => handle(data);
