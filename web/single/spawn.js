// spawn.js: a worker with an engine in it, as web/engine/spawn.js, out of the single file. A page from a disk has no
// address for a worker's script, so it is made from a blob; not every browser takes that.

import { workerElseHere } from '../engine/else-here.js';
import { parcels } from './parcels.js';

let address;

export const spawn = () => workerElseHere(fromBlob, bytes);

function fromBlob() {
  address ??= URL.createObjectURL(new Blob([parcels().get('worker')], { type: 'text/javascript' }));
  const worker = new Worker(address);
  worker.postMessage({ wasm: bytes() });
  return worker;
}

const bytes = () => Uint8Array.from(atob(parcels().get('wasm')), (letter) => letter.charCodeAt(0));
