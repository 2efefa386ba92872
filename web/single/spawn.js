// spawn.js: a worker with an engine in it, as web/engine/spawn.js, out of the single file.

import { workerOfText } from '../engine/of-text.js';
import { parcels } from './parcels.js';

export const spawn = () => workerOfText(parcels().get('worker'), bytes);

const bytes = () => Uint8Array.from(atob(parcels().get('wasm')), (letter) => letter.charCodeAt(0));
