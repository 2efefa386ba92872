// client.js: the page's side of the engine. A promise per request, in order, one at a time; requests that belong
// together travel as one, for each message waits for a moment in which the page is idle.
//
// - The latest edit wins: a load that still waits when a newer one of the same snapshot comes rejects
//   as "superseded".
// - A crash or a silence of `timeout` ms ends the worker. A new one is opened and given the files of
//   each snapshot that were last read well, so questions can go on; the request that was in the works
//   rejects as "stopped" and is not sent again by itself, for it may have been the cause.
// - What waits is never lost: it is sent to the new worker.
// - A file is {name, text}, or {name, blob} where its text never was in the page: the worker reads the blob. It is
//   read once: as long as the same names stand in the same order, later loads send only the texts.
//
// Events: "starting", "ready", "stopped" {reason}, "failed" {reason} (could not start: call retry).

export class ClientError extends Error {
  /** @param {string} code "superseded", "stopped", "closed", "unreadable", or the engine's own, "too-large" */
  constructor(code, message) {
    super(message);
    this.name = 'ClientError';
    this.code = code;
  }
}

const BYTES_A_MS = 1000; // of blobs: a worker that has them is given a millisecond more for each so many

export class EngineClient extends EventTarget {
  #spawn;
  #queue = []; // entries that wait: {request, then?, resolve, reject, load?}
  #current = null; // the entry the worker is working on
  #known = new Map(); // snapshot -> the files last read well
  #held = new Map(); // snapshot -> the files this worker has
  #lost = []; // snapshots a fresh worker has still to be given
  #id = 0;
  #timer;

  /** @param spawn makes a new Worker that runs worker.js */
  constructor(spawn, { timeout = 5000 } = {}) {
    super();
    this.#spawn = spawn;
    this.timeout = timeout;
    this.state = 'closed';
    this.worker = null;
    this.#start();
  }

  /** Has the engine read these files. They are what every later `ask` of this snapshot is about. */
  load(files, snapshot = 'main') {
    return this.#load({ do: 'load', snapshot, files });
  }

  /** The same, with questions about them: resolves with the replies of all, that of the load first. */
  read(files, questions, snapshot = 'main') {
    return this.#load({ do: 'load', snapshot, files }, questions);
  }

  #load(request, then) {
    const { snapshot } = request;
    const stale = (entry) => entry.load && entry.request.snapshot === snapshot;
    const waiting = this.#queue.filter(stale);
    this.#queue = this.#queue.filter((entry) => !stale(entry));
    for (const entry of waiting) entry.reject(new ClientError('superseded', 'a newer edit came'));
    return this.#enqueue({ request, then, load: true });
  }

  /** Asks one request of docs/api.md and resolves with the reply. */
  ask(request) {
    return this.#enqueue({ request });
  }

  /** Asks several in one go and resolves with their replies. */
  askAll([request, ...then]) {
    if (!request) return Promise.resolve([]);
    return this.#enqueue({ request, then });
  }

  /** After "failed": tries to open a worker once more. What waited is still waiting. */
  retry() {
    if (this.state === 'failed') this.#start();
  }

  /** Ends the worker for good; everything that waits rejects. */
  close() {
    this.#end('closed');
    const left = this.#queue.splice(0);
    if (this.#current) left.unshift(this.#current);
    this.#current = null;
    for (const entry of left) entry.reject?.(new ClientError('closed', 'the engine was closed'));
  }

  #enqueue(entry) {
    if (this.state === 'closed') {
      return Promise.reject(new ClientError('closed', 'the engine was closed'));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...entry, resolve, reject });
      this.#next();
    });
  }

  #start() {
    this.#held.clear();
    this.#become('starting');
    const worker = this.#spawn();
    this.worker = worker;
    worker.onmessage = ({ data }) => worker === this.worker && this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (worker !== this.worker) return;
      if (this.state === 'starting') this.#fail(event.message || 'its script did not load');
      else this.#crash(event.message || 'the worker failed');
    };
  }

  #hear(data) {
    if (data.ready) {
      this.#become('ready');
      this.#lost = [...this.#known.keys()];
      this.#next();
    } else if (data.failed !== undefined) this.#fail(data.failed);
    else if (data.crashed !== undefined) this.#crash(data.crashed);
    else if (data.id === this.#id && this.#current) this.#settle(data);
  }

  #settle({ reply, refused, then = [] }) {
    clearTimeout(this.#timer);
    const entry = this.#current;
    this.#current = null;
    this.#took(entry, refused);
    if (refused) entry.reject?.(new ClientError(refused.code, refused.message));
    else if (entry.then) entry.resolve([{ reply }, ...then].map(replyOf));
    else entry.resolve?.(JSON.parse(reply));
    this.#next();
  }

  #took({ load, again, request }, refused) {
    if (!load && !again) return;
    if (refused) return void this.#held.delete(request.snapshot); // whatever it has now, it is given all again
    this.#held.set(request.snapshot, request.files);
    this.#known.set(request.snapshot, request.files);
  }

  #next() {
    if (this.state !== 'ready' || this.#current) return;
    const snapshot = this.#lost.shift();
    if (snapshot !== undefined) {
      this.#send({ request: { do: 'load', snapshot, files: this.#known.get(snapshot) }, again: true });
    } else if (this.#queue.length) this.#send(this.#queue.shift());
  }

  #send(entry) {
    this.#current = entry;
    this.#id += 1;
    const then = (entry.then ?? []).map((each) => JSON.stringify(each));
    const { request, blobs } = sendable(entry.request, this.#held.get(entry.request.snapshot));
    this.worker.postMessage({ id: this.#id, request: JSON.stringify(request), then, ...blobs.length && { blobs } });
    const about = entry.request.files ?? this.#held.get(entry.request.snapshot ?? 'main') ?? [];
    const bytes = about.reduce((sum, { blob }) => sum + (blob?.size ?? 0), 0);
    const wait = this.timeout + Math.ceil(bytes / BYTES_A_MS);
    const late = () => this.#crash(`no answer within ${wait / 1000} seconds`);
    this.#timer = setTimeout(late, wait);
  }

  #crash(reason) {
    // Files that bring a fresh engine down are not given to a third one.
    if (this.#current?.again) this.#known.delete(this.#current.request.snapshot);
    this.#end('stopped');
    const entry = this.#current;
    this.#current = null;
    this.#tell('stopped', reason);
    entry?.reject?.(new ClientError('stopped', reason));
    this.#start();
  }

  #fail(reason) {
    this.#end('failed');
    this.#tell('failed', reason);
  }

  #end(state) {
    clearTimeout(this.#timer);
    this.state = state;
    this.worker?.terminate();
    this.worker = null;
  }

  #become(state) {
    this.state = state;
    this.#tell(state);
  }

  #tell(name, reason) {
    this.dispatchEvent(Object.assign(new Event(name), { reason }));
  }
}

// What the engine declines among several looks like any other reply that is not ok.
const replyOf = ({ reply, refused }) => (refused ? { ok: false, error: refused } : JSON.parse(reply));

/**
 * A request as it travels: {request, blobs: [{at, blob}]}, where `at` says which file the blob's text belongs to. What
 * the worker holds of its blobs is kept there; other names or another order, and everything is sent again.
 */
function sendable(request, held) {
  const files = request.files ?? [];
  if (!files.some(({ blob }) => blob)) return { request, blobs: [] };
  const same = held?.length === files.length
    && files.every(({ name, blob }, at) => held[at].name === name && held[at].blob === blob);
  if (same) {
    const texts = files.filter(({ blob }) => !blob);
    return { request: { ...request, keep: true, files: texts }, blobs: [] };
  }
  const blobs = files.flatMap(({ blob }, at) => (blob ? [{ at, blob }] : []));
  return { request: { ...request, files: files.map(({ name, text = '' }) => ({ name, text })) }, blobs };
}
