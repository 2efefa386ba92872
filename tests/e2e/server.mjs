// server.mjs: serves a folder from a sub-path of 127.0.0.1, as a static host would, on a free port.
// It sends a strict policy, its own or `policy`, lets pages of others use its files if it is `open`, and sends 404.html
// for what is not there, and wasm under a type of the caller's choosing.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; "
  + "style-src 'self'; img-src 'self' data: blob:; frame-src 'self'; base-uri 'none'; form-action 'self'";

/** Resolves to {origin, url, close}. A folder's address ends in a slash, as `url` does, and answers with index.html. */
export async function serve(folder, { base = '/some/folder/', wasmType, policy = POLICY, open = false } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    const inside = pathname.startsWith(base) ? normalize(pathname.slice(base.length)) : '..';
    const path = inside === '.' || inside.endsWith('/') ? join(inside, 'index.html') : inside;
    const found = path.startsWith('..') ? null : await readFile(join(folder, path)).catch(() => null);
    const body = found ?? await readFile(join(folder, '404.html')).catch(() => 'not here');
    const kind = found ? extname(path) : '.html';
    const type = (kind === '.wasm' && wasmType) || TYPES[kind] || 'application/octet-stream';
    response.writeHead(found ? 200 : 404, {
      'content-type': type, 'content-security-policy': policy, ...open && { 'access-control-allow-origin': '*' },
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    url: origin + base,
    close() {
      server.closeAllConnections?.();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
