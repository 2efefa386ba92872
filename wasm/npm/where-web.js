// Where podwall.wasm is, for pages: bundlers that know `new URL(..., import.meta.url)` bring it along.

export default () => fetch(new URL('../podwall.wasm', import.meta.url));
