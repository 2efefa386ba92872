// spawn.js: a worker with an engine in it, as web/widgets/spawn.js, out of the package's own scripts.

import script from 'podwall:worker';
import wasm from '../../build/podwall.wasm';
import { workerOfText } from '../engine/of-text.js';

export const spawn = () => workerOfText(script, () => wasm);
