// worker.js: a worker that owns one engine; what goes in and out is told in serve.js.

import { serveEngine } from './serve.js';

serveEngine(self, fetch(new URL('../../build/podwall.wasm', import.meta.url)));
