// serve.js: answers the messages of worker.js with one engine, wherever it runs: in the worker, or in the page itself
// where no worker may be.
//
//   serve(opening, post) -> handle(message)   opening: a promise of the engine; post(message): says something

import { EngineError } from '../../wasm/engine.js';

export function serve(opening, post) {
  opening.then(
    () => post({ ready: true }),
    (error) => post({ failed: String(error.message ?? error) }),
  );
  return async ({ id, request, then, blobs }) => {
    const engine = await opening;
    try {
      const first = await read(request, blobs).then((whole) => answer(engine, whole), refuse);
      const rest = first.refused ? [] : then.map((each) => answer(engine, each));
      post({ id, ...first, then: rest });
    } catch (error) {
      post({ id, crashed: String(error.message) });
    }
  };
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
