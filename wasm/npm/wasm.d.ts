// What importing podwall.wasm gives is up to the loader of the bundler: bytes, or an address to fetch.
declare const wasm: any;
export default wasm;
