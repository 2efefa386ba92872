// spawn.js: a worker with an engine in it, as web/widgets/spawn.js, out of the package's own scripts. The build
// (bundleElements in web/build/bundle.mjs) gives `podwall:wasm`, the bytes, and `podwall:worker`, the text of
// web/engine/given.js.

import wasm from 'podwall:wasm';
import script from 'podwall:worker';
import { workerOfText } from '../engine/of-text.js';

export const spawn = () => workerOfText(script, () => wasm);
