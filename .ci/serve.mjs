// Serves a folder on this machine only: node .ci/serve.mjs [FOLDER] [PORT].
// A page must work from any static host, so this one does nothing clever: it knows file types,
// index.html, and how to go on to the next port when one is taken.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.yaml': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};
const TRIES = 50;

/** What to answer for a path: a file, a redirect to the folder's address, or nothing. */
async function find(root, path) {
  const file = resolve(join(root, path));
  if (file !== root && !file.startsWith(root + sep)) return {};
  const info = await stat(file).catch(() => null);
  if (info?.isFile()) return { file, size: info.size };
  if (!info?.isDirectory()) return {};
  if (!path.endsWith('/')) return { redirect: `${path}/` };
  return find(root, join(path, 'index.html'));
}

function pathOf(request) {
  try {
    return decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  } catch {
    return null;
  }
}

function refuse(response, status, text) {
  response.writeHead(status, { 'content-type': TYPES['.txt'] }).end(`${text}\n`);
}

/** The site's own page for what is not there, as static hosts do. */
async function missing(root, path, response) {
  const { file } = await find(root, '404.html');
  if (!file) return refuse(response, 404, `nothing at ${path}`);
  response.writeHead(404, { 'content-type': TYPES['.html'] });
  return createReadStream(file).on('error', () => response.destroy()).pipe(response);
}

async function answer(root, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'no');
  const path = pathOf(request);
  if (path === null || path.includes('\0')) return refuse(response, 400, 'not an address');
  const { file, size, redirect } = await find(root, path);
  if (redirect) return response.writeHead(301, { location: encodeURI(redirect) }).end();
  if (!file) return missing(root, path, response);
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-length': size,
    'cache-control': 'no-cache', // a rebuilt site is ready at the next reload
  });
  if (request.method === 'HEAD') return response.end();
  createReadStream(file).on('error', () => response.destroy()).pipe(response);
}

function listen(server, port, tries) {
  server.once('error', (error) => {
    if (error.code !== 'EADDRINUSE' || tries === 0) throw error;
    listen(server, port + 1, tries - 1);
  });
  server.listen(port, '127.0.0.1');
}

function main([folder = 'site', port = '8080']) {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    answer(root, request, response).catch(() => response.destroy());
  });
  server.on('listening', () => {
    console.log('podwall is served at');
    console.log(`http://127.0.0.1:${server.address().port}/`);
    console.log('Ctrl-C ends it.');
  });
  listen(server, Number(port), TRIES);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
}

main(process.argv.slice(2));
