// lab.js: the reader's own texts and questions, kept: each change in the lab a moment after it was made, for
// whoever holds the lab (web/quiz/scenes.js), and put back on the next visit.
//
//   keepLab(lab, {store, name})   to be called once, when the lab has its start
//
// Says: podwall-kept on the lab, when something of it changed and is kept.
//
// A text of another start than today's is not put into the lab but offered there; it is kept until the reader
// takes or drops it. A text beyond MOST is not kept, and that is said.

import { heldOf, noticeOther, openOwner, openScene, ownersOf, putBack, startOf } from '../quiz/scenes.js';
import { tell } from '../shared/dom.js';
import { fingerprint } from './record.js';
import { noteIn, unnote } from './note.js';
import { words } from './say.js';

const PAUSE = 400; // ms without a change before it is kept
const MOST = 300_000; // characters of all files that differ from their start
const OLD = 'old:';

export function keepLab(lab, { store, name }) {
  const kept = new Kept(lab, store, name);
  kept.putBack();
  kept.follow();
}

class Kept {
  #known = new Map(); // key -> what the store holds of it, as JSON without its time
  #older = new Map(); // key -> an entry of another start
  #gone = {};
  #opened = 'lesson';
  #timer;

  constructor(lab, store, name) {
    Object.assign(this, { lab, store, name });
  }

  putBack() {
    const { lab } = this;
    const { texts, open } = this.store.read(this.name);
    for (const [key, entry] of Object.entries(texts)) {
      const { owner, start } = placeOf(lab, key.replace(OLD, ''));
      if (!start && key !== 'shared') this.#gone[key] = null; // the lesson has it no more
      if (!start) continue; // what belongs to a link is put back by link.js
      if (key.startsWith(OLD) || entry.of !== printOf(start)) {
        if (isNews(entry, start)) this.#older.set(key.replace(OLD, ''), entry);
        continue;
      }
      this.#known.set(key, essence(entry));
      putBack(lab, owner, start, { ...entry, files: wholeOf(start, entry) });
    }
    const { owner, start } = placeOf(lab, open ?? '');
    if (start && owner !== null) openScene(lab, owner, start);
    this.#opened = keyOf(openOwner());
    this.#offer();
  }

  follow() {
    const later = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), PAUSE);
    };
    document.addEventListener('podwall-edit', () => {
      noticeOther(this.lab);
      later();
    });
    document.addEventListener('podwall-verdict', later); // a question was asked
    document.addEventListener('podwall-scene', () => {
      this.#offer();
      later();
    });
    addEventListener('pagehide', () => this.#look());
    document.addEventListener('visibilitychange', () => document.hidden && this.#look());
  }

  // What differs from what is kept. Before the reader did anything nothing does.
  #look() {
    const texts = {};
    for (const owner of ownersOf()) this.#compare(owner, texts);
    const open = keyOf(openOwner());
    const moved = open !== this.#opened && open !== 'shared';
    if (moved) this.#opened = open;
    if (!moved && !Object.keys(texts).length) return;
    this.store.change(this.name, { texts: { ...this.#gone, ...texts }, ...moved ? { open } : {} });
    tell(this.lab, 'podwall-kept');
  }

  #compare(owner, texts) {
    const key = keyOf(owner);
    const entry = entryOf(startOf(this.lab, owner), heldOf(this.lab, owner));
    const now = entry && essence(entry);
    if (now === (this.#known.get(key) ?? null)) return;
    if (entry && sizeOf(entry) > MOST) return this.#tooBig();
    if (entry) this.#known.set(key, now);
    else this.#known.delete(key);
    texts[key] = entry && { ...entry, time: Date.now() };
    const older = this.#older.get(key);
    if (older) texts[OLD + key] = older; // it stays on offer beside the new one
  }

  #tooBig() {
    if (this.said) return;
    this.said = true;
    noteIn(this.lab, 'big', { text: words('text.too-long'), acts: [[words('state.close')]] });
  }

  // ---- texts of another start

  #offer() {
    const key = keyOf(openOwner());
    const entry = this.#older.get(key);
    if (!entry) return unnote(this.lab, 'older');
    const done = () => {
      this.#older.delete(key);
      const gone = this.#known.has(key) ? {} : { [key]: null };
      this.store.change(this.name, { texts: { [OLD + key]: null, ...gone } });
    };
    const take = () => {
      const names = this.lab.files.map(({ name }) => name);
      for (const [name, text] of Object.entries(entry.files)) if (names.includes(name)) this.lab.setText(name, text);
      done();
    };
    const acts = [[words('text.older.take'), take], [words('text.older.drop'), done]];
    return noteIn(this.lab, 'older', { text: words('text.older'), acts });
  }
}

/** What is kept of a text: what differs from its start. Null: nothing does. */
export function entryOf(start, { files, question, front }) {
  const of = printOf(start);
  const texts = new Map(start.files.map(({ name, text }) => [name, text]));
  const changed = files.filter(({ name, text }) => texts.get(name) !== text);
  const known = start.question || changed.length; // without either the lab chose the question itself
  const asked = known && question?.from && question.to && !sameQuestion(question, start.question);
  if (!changed.length && !asked) return null;
  return { of, files: Object.fromEntries(changed.map(({ name, text }) => [name, text])),
    ...asked ? { question: { protocol: 'TCP', ...question } } : {}, ...front ? { front } : {} };
}

/** All files of a start, with what was kept of them. */
export const wholeOf = (start, { files }) =>
  start.files.map(({ name, text }) => ({ name, text: Object.hasOwn(files, name) ? files[name] : text }));

export const printOf = ({ files }) => fingerprint(JSON.stringify(files.map(({ name, text }) => [name, text])));

export function keyOf(owner) {
  if (owner === null) return 'lesson';
  if (typeof owner === 'symbol') return 'shared';
  return typeof owner === 'string' ? `scene:${owner}` : `task:${owner.id}`;
}

// Whose a kept text is, in the page as it is today.
function placeOf(lab, key) {
  const [, kind, id] = /^(task|scene):(.+)$/s.exec(key) ?? [];
  if (key === 'lesson') return { owner: null, start: startOf(lab, null) ?? lab.scene };
  if (kind === 'task') {
    const task = document.getElementById(id);
    return task?.localName === 'podwall-task' ? { owner: task, start: task.scene } : {};
  }
  const claims = kind && document.querySelector(`podwall-claims[data-scene="${CSS.escape(id)}"]`);
  return claims ? { owner: id, start: claims.scene } : {};
}

const essence = ({ of, files, question }) => JSON.stringify([of, files, question]);
const sizeOf = ({ files }) => Object.values(files).reduce((sum, text) => sum + text.length, 0);
const isNews = ({ files }, start) => start.files.some(({ name, text }) =>
  Object.hasOwn(files, name) && files[name] !== text);

const sameQuestion = (one, other) => Boolean(other) && one.from === other.from && one.to === other.to
  && one.port === other.port && (one.protocol ?? 'TCP') === (other.protocol ?? 'TCP');
