// transfer.js: all that is kept as one file, and a file's content put to what is kept. Pure but for the store.
//
//   exported(store) -> text of JSON
//   imported(store, text) -> {lessons, labs}: how many it told of, and they are kept now, together with what was
//                            kept before; or {problem: 'not-ours' | 'newer' | 'too-long' | 'nothing'}

import { checked, INDEX, united } from './record.js';

const FORMAT = 'podwall progress';
const VERSION = 1;
const MOST = 10_000_000; // characters; a browser keeps no more than that
const NAME = /^((lesson|lab):[a-z0-9][a-z0-9-]{0,99}|index)$/;

export function exported(store) {
  store.flush();
  const names = store.names().filter((name) => NAME.test(name)).sort();
  const kept = Object.fromEntries(names.map((name) => [name, store.read(name)]));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, kept }, null, 1)}\n`;
}

export function imported(store, text, now = Date.now()) {
  if (text.length > MOST) return { problem: 'too-long' };
  const file = parsed(text);
  if (file?.format !== FORMAT || !Number.isInteger(file.version)) return { problem: 'not-ours' };
  if (file.version > VERSION) return { problem: 'newer' };
  const entries = Object.entries(file.kept ?? {}).filter(([name]) => NAME.test(name))
    .map(([name, value]) => [name, checked(name, value)]).filter(([, record]) => record);
  for (const [name, record] of entries) store.change(name, united(store.read(name), notAhead(record, now)));
  store.flush();
  const count = (kind) => entries.filter(([name]) => name.startsWith(kind)).length;
  const counts = { lessons: count('lesson:'), labs: count('lab:') };
  return counts.lessons + counts.labs || entries.some(([name]) => name === INDEX) ? counts : { problem: 'nothing' };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// A clock that went wrong elsewhere must not win over everything that is done here from now on.
function notAhead(value, now) {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) =>
    [key, key === 'time' && inside > now ? now : notAhead(inside, now)]));
}
