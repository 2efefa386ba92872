// engine.js: the one engine of a page, for all widgets on it. It is opened by the first that asks.
//
//   ask(request)             a request of docs/api.md that brings its own files
//   askAbout(files, list)    the replies to a list of requests about files, in one go
//   new LabClient()          what a lab sees of it: as an EngineClient (engine/client.js) that is its own
//
// An engine keeps up to sixteen snapshots. Quizzes have one and pictures have one, for each of their requests is whole;
// a lab has two. From the seventh lab on, the one that was asked longest ago makes room, and is read anew when it is
// asked again.

import { EngineClient } from '../engine/client.js';
import { spawn } from './spawn.js';

const SEATS = 6;
let client = null;
const seats = new Array(SEATS).fill(null); // the labs that have one
const NEWS = ['stopped', 'failed', 'starting', 'ready'];

function shared() {
  client ??= new EngineClient(spawn);
  return client;
}

// One that could not start is tried once more by the next who asks.
function whole(requests) {
  const engine = shared();
  engine.retry();
  return new Promise((resolve, reject) => {
    engine.addEventListener('failed', ({ reason }) => reject(new Error(reason)), { once: true });
    engine.askAll(requests).then(resolve, reject);
  });
}

export const ask = (request) => whole([request]).then(([reply]) => reply);

export async function askAbout(files, list) {
  const snapshot = 'shown';
  const [loaded, ...replies] = await whole([{ do: 'load', snapshot, files },
    ...list.map((request) => ({ ...request, snapshot }))]);
  if (!loaded.ok) throw new Error(loaded.error.message);
  return replies;
}

export class LabClient extends EventTarget {
  #engine = shared();
  #files = null; // what was read last
  #tell = ({ type, reason }) => this.dispatchEvent(Object.assign(new Event(type), { reason }));

  constructor() {
    super();
    for (const name of NEWS) this.#engine.addEventListener(name, this.#tell);
    if (this.#engine.state === 'failed') this.#engine.retry();
  }

  get state() {
    return this.#engine.state;
  }

  load(files, snapshot) {
    return this.#engine.load(files, this.#named(snapshot));
  }

  read(files, questions) {
    const snapshot = this.#named();
    this.#files = files;
    return this.#engine.read(files, questions.map((each) => this.#own(each)), snapshot);
  }

  ask(request) {
    return this.#engine.ask(this.#own(request));
  }

  askAll(requests) {
    return this.#engine.askAll(requests.map((each) => this.#own(each)));
  }

  retry() {
    this.#engine.retry();
  }

  close() {
    for (const name of NEWS) this.#engine.removeEventListener(name, this.#tell);
    const at = seats.indexOf(this);
    if (at >= 0) seats[at] = null;
  }

  #own(request) {
    const snapshot = this.#named(request.snapshot);
    return { ...request, snapshot, ...request.since && { since: this.#named(request.since) } };
  }

  // Snapshots by the seat: "lab0-main". Whoever has lost its seat takes that of the one first in line.
  #named(snapshot = 'main') {
    let at = seats.indexOf(this);
    if (at < 0) {
      at = seats.includes(null) ? seats.indexOf(null) : order.shift();
      seats[at] = this;
      if (this.#files) this.#engine.load(this.#files, `lab${at}-main`).catch(() => {});
    }
    order = [...order.filter((seat) => seat !== at), at];
    return `lab${at}-${snapshot}`;
  }
}

let order = []; // seats, the one used last at the end
