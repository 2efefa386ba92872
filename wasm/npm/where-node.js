// Where podwall.wasm is, for Node: beside the package, as bytes.
import { readFile } from 'node:fs/promises';

export default () => readFile(new URL('../podwall.wasm', import.meta.url));
