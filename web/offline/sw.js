// sw.js: the service worker: once the site was open with a network, all of it opens without one. It lies at the top of
// the site and sees nothing but the site's own folder.
//
// - A version is the list of all files with their hashes, which the build writes before this text
//   (web/build/offline.mjs) as `self.podwall = {version, files: {path: hash}}`. It is taken whole or not at all: every
//   file is fetched and its hash checked before the version counts as installed.
// - Pages, scripts and wasm then come from that one version, whatever the host has by now.
// - A newer version waits until no page of the old one is open, or until a page says {do: 'take'}
//   (web/offline/offline.js): nothing changes under a reader.
// - What did not change is taken over from the version before, not fetched.
// - Files that are not on the list are none of its business.

const { version, files } = self.podwall;
const { scope } = self.registration;
const FAMILY = `podwall:${scope}:`; // caches belong to the whole host, where another copy of the site may lie
const CACHE = FAMILY + version;
const CHUNK = /^assets\/chunk-\w+\.js$/;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(begin()));
self.addEventListener('message', ({ data }) => {
  if (data?.do === 'take') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const path = pathOf(event.request);
  if (Object.hasOwn(files, path)) event.respondWith(answer(event.request, path));
  else if (CHUNK.test(path)) event.respondWith(answerOld(event.request));
});

const addressOf = (path) => new URL(path, scope).href;
const keyOf = (path) => `${addressOf(path)}?${encodeURIComponent(files[path])}`;

// Where on the site; '' for what lies elsewhere.
function pathOf({ method, url }) {
  if (method !== 'GET' || !url.startsWith(scope)) return '';
  const inside = url.slice(scope.length).replace(/[?#].*$/s, '');
  return inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
}

async function answer(request, path) {
  const cache = await caches.open(CACHE);
  return await cache.match(keyOf(path)) ?? fetch(request); // a browser short of room may have dropped it
}

// A page of the version before, still open, asks for a part of its own.
async function answerOld(request) {
  return await caches.match(request, { ignoreSearch: true }) ?? fetch(request);
}

async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.keys(files).map((path) => keep(cache, path)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function keep(cache, path) {
  const known = await caches.match(keyOf(path));
  if (known) return cache.put(keyOf(path), known);
  const found = await fetch(addressOf(path), { cache: 'no-cache', integrity: `sha256-${files[path]}` });
  if (!found.ok) throw new Error(`${path}: ${found.status}`);
  return cache.put(keyOf(path), plain(found));
}

// Without what was about its way here: a redirect, which no page may be opened from, and how it was packed.
function plain({ body, headers: sent }) {
  const headers = new Headers(sent);
  for (const name of ['vary', 'content-encoding', 'content-length']) headers.delete(name);
  return new Response(body, { headers });
}

// On a first visit the open pages are of this version, and may go on without a network at once.
async function begin() {
  const isFirst = (await caches.keys()).every((name) => !name.startsWith(FAMILY) || name === CACHE);
  if (isFirst) await self.clients.claim();
  else await tidy();
}

// Old versions go, unless a page beside the one that asked may still need its own, or a newer one is on its way; the
// next to come tidies up then.
async function tidy() {
  const { installing, waiting } = self.registration;
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (installing || waiting || pages.filter(({ url }) => url.startsWith(scope)).length > 1) return;
  const old = (await caches.keys()).filter((name) => name.startsWith(FAMILY) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}
