// worker.js: the worker of the single file: the first message brings the wasm, the rest is as in web/engine/worker.js.

import { serveEngine } from '../engine/serve.js';

self.onmessage = ({ data: { wasm } }) => serveEngine(self, wasm);
