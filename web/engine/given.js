// given.js: a worker that is given its wasm by the first message (of-text.js); the rest is as in worker.js.

import { serveEngine } from './serve.js';

self.onmessage = ({ data: { wasm } }) => serveEngine(self, wasm);
