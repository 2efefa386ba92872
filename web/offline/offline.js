// offline.js: the script of every page that keeps the site for times without a network (sw.js), and says when a newer
// version of it is ready. It never reloads the page by itself.
//
// Where the browser has no service workers, as on plain http, nothing happens; nor for a reader who saves data.

import { h } from '../shared/dom.js';
import { words } from './say.js';

const workers = navigator.serviceWorker;

async function start() {
  // A host that forbids it, a browser that keeps nothing: then there is only the network, as ever.
  const registration = await workers.register(new URL('./sw.js', import.meta.url), { updateViaCache: 'none' })
    .catch(() => null);
  if (!registration) return;
  if (registration.waiting) offer(registration);
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming.addEventListener('statechange', () => {
      if (coming.state === 'installed' && registration.active) offer(registration); // else it is the first
    });
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) registration.update().catch(() => {});
  });
}

function offer(registration) {
  if (document.querySelector('.newer')) return;
  const box = h('div', { class: 'newer', role: 'status' });
  document.body.append(box);
  box.append(h('p', {}, words('offline.newer')),
    h('button', { type: 'button', onclick: () => take(registration) }, words('offline.show')),
    h('button', { type: 'button', onclick: () => box.remove() }, words('offline.later')));
}

// Another tab may have taken it already.
function take({ waiting }) {
  const show = () => location.reload();
  if (!waiting) return show();
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') show();
  });
  return waiting.postMessage({ do: 'take' });
}

// Not while the page itself is still on its way.
if (workers && !navigator.connection?.saveData) {
  if (document.readyState === 'complete') start();
  else addEventListener('load', start, { once: true });
}
