// The wasm engine through wasm/engine.js, the loader that the site uses, with the interface of
// native.mjs.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { built, ENGINE, WASM } from './paths.mjs';

export async function openWasm() {
  const { openEngine } = await import(pathToFileURL(built(ENGINE)));
  const engine = await openEngine(readFileSync(built(WASM)));
  const askText = async (request) => engine.askBytes(JSON.stringify(request));
  return {
    name: 'wasm',
    askText,
    ask: async (request) => JSON.parse(await askText(request)),
    close: async () => engine.close(),
  };
}
