// store.js: what a reader did, kept in this browser's localStorage and nowhere else. Nothing is written
// before there is something to keep, and a browser that keeps nothing costs nothing but one sentence.
//
//   store.read(name)             the record of record.js, sound and whole, also when nothing is kept
//   store.change(name, change)   is written soon, into what is kept then: another tab may have written meanwhile
//   store.flush()                writes now
//   store.names()                of all that is kept
//   store.forget()               takes away all of it
//   store.trouble                null, or why nothing is kept: 'blocked' (forbidden), 'full'; or 'unreadable':
//                                what was kept of this page is no record, and a new one begins
//
//   store.heard(key, text)       another tab wrote this, or took it away (null); the page's storage events come here
//
// Events: "trouble"; "elsewhere" {name}, when another tab wrote or forgot (name null: all).
//
// Two tabs that write in the same moment do not see each other's: the later one has read what was there before.
// The earlier one hears of it, finds its own change missing, and makes it once more.
//
// A name is `lesson:ID`, `lab:NAME` or `index`; its key is KEYS + name. A change of the shapes is a new number there.

import { changed, checked, cleaned, isEmpty, missingIn } from './record.js';

const KEYS = 'podwall:1:';
const ALL = 'podwall:'; // of every version, for forgetting
const PAUSE = 300; // ms
const MOMENT = 3000; // ms within which a change that is missing was overwritten, not taken back

export class Store extends EventTarget {
  #storage = null;
  #pending = new Map(); // name -> what changed since it was written
  #written = new Map(); // name -> {change, at}: what was written a moment ago
  #timer;
  trouble = null;

  /** @param open gives the storage; it may throw */
  constructor(open = () => globalThis.localStorage, { pause = PAUSE } = {}) {
    super();
    this.pause = pause;
    try {
      this.#storage = open() ?? null;
      this.#storage?.getItem(KEYS);
    } catch {
      this.#storage = null;
    }
    if (!this.#storage) this.trouble = 'blocked';
    this.#listen();
  }

  read(name) {
    const kept = this.#kept(name) ?? checked(name, {});
    return this.#pending.has(name) ? cleaned(changed(kept, this.#pending.get(name))) : kept;
  }

  change(name, change) {
    this.#pending.set(name, changed(this.#pending.get(name) ?? {}, change));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), this.pause);
  }

  flush() {
    clearTimeout(this.#timer);
    if (!this.#storage) return;
    for (const [name, change] of this.#pending) {
      if (!this.#write(name, change)) return;
      this.#pending.delete(name);
      this.#written.set(name, { change: changed(this.#recent(name), change), at: Date.now() });
    }
    if (this.trouble === 'full') this.#say(null);
  }

  names() {
    return this.#keys().filter((key) => key.startsWith(KEYS)).map((key) => key.slice(KEYS.length));
  }

  forget() {
    clearTimeout(this.#timer);
    this.#pending.clear();
    this.#written.clear();
    for (const key of this.#keys()) if (key.startsWith(ALL)) this.#storage.removeItem(key);
  }

  heard(key, text) {
    if (key !== null && !key.startsWith(KEYS)) return;
    const name = key && key.slice(KEYS.length);
    if (key === null) this.#written.clear();
    else if (text === null) this.#written.delete(name);
    else this.#makeAgain(name);
    this.dispatchEvent(Object.assign(new Event('elsewhere'), { name }));
  }

  #makeAgain(name) {
    const missing = missingIn(this.#kept(name) ?? checked(name, {}), this.#recent(name));
    if (!isEmpty(missing)) this.change(name, missing);
  }

  #recent(name) {
    const { change, at } = this.#written.get(name) ?? {};
    return Date.now() - at < MOMENT ? change : {};
  }

  #keys() {
    try {
      return Array.from({ length: this.#storage?.length ?? 0 }, (_, index) => this.#storage.key(index));
    } catch {
      return [];
    }
  }

  #kept(name) {
    let text = null;
    try {
      text = this.#storage?.getItem(KEYS + name) ?? null;
      const record = text === null ? null : checked(name, JSON.parse(text));
      if (text !== null && !record) this.#say('unreadable');
      return record;
    } catch {
      this.#say(text === null ? 'blocked' : 'unreadable');
      return null;
    }
  }

  // Into what is kept now: two tabs add to each other's.
  #write(name, change) {
    const record = cleaned(changed(this.#kept(name) ?? checked(name, {}), change));
    try {
      if (isEmpty(record)) this.#storage.removeItem(KEYS + name);
      else this.#storage.setItem(KEYS + name, JSON.stringify(record));
      return true;
    } catch {
      this.#say('full');
      return false;
    }
  }

  #say(trouble) {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    this.dispatchEvent(new Event('trouble'));
  }

  #listen() {
    if (typeof addEventListener !== 'function' || typeof document === 'undefined') return;
    addEventListener('pagehide', () => this.flush());
    document.addEventListener('visibilitychange', () => document.hidden && this.flush());
    addEventListener('storage', ({ key, newValue }) => this.heard(key, newValue));
  }
}

let store = null;

/** The one store of a page. */
export const storeOf = () => (store ??= new Store());
