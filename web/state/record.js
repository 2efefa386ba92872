// record.js: what is kept of one lesson or one lab, and of all: shapes, and how two of them become one. Pure.
//
//   record   {done: {KEY: time}, answers: {ID: {of, time, chosen, said, failures}},
//             texts: {OWNER: {of, time, files: {NAME: text}, question, front}}, place: {at, time}, open: OWNER}
//   index    {all: {LESSON: how much there is to do}, last: {lesson, time}}
//
// KEY names a claim, or a quiz, task or checklist by its id. OWNER is whose text the lab holds: 'lesson',
// 'task:ID', 'scene:NAME', 'shared'; before it 'old:' for a text whose start is not that of today. `of` tells
// the question or the start that was answered or edited, so that a changed one is noticed.
//
//   checked(name, value)        what is sound of it; the rest is dropped. null: nothing of the right shape
//   changed(record, change)     with a change made to it: its entries win, null takes one out
//   united(one, other)          two histories: what was done in either, of all else the later
//   missingIn(record, change)   the part of a change that the record lacks, or has an earlier state of
//   fingerprint(text)           16 letters that differ where texts do

import { isQuestion } from './share.js';

const MOST_KEYS = 2000;
const MAPS = ['done', 'answers', 'texts', 'all'];

export const INDEX = 'index';

export function checked(name, value) {
  if (!isObject(value)) return null;
  return name === INDEX ? checkedIndex(value) : checkedRecord(value);
}

function checkedIndex({ all, last }) {
  return {
    all: sound(all, (count) => Number.isInteger(count) && count >= 0 && count < 10000),
    ...isObject(last) && isKey(last.lesson) && isTime(last.time) ? { last: pick(last, ['lesson', 'time']) } : {},
  };
}

function checkedRecord({ done, answers, texts, place, open }) {
  return {
    done: sound(done, isTime),
    answers: sound(answers, isAnswer, ['of', 'time', 'chosen', 'said', 'failures']),
    texts: sound(texts, isText, ['of', 'time', 'files', 'question', 'front']),
    ...isObject(place) && isKey(place.at) && isTime(place.time) ? { place: pick(place, ['at', 'time']) } : {},
    ...isKey(open) ? { open } : {},
  };
}

export const changed = (record, change) => joined(record, change, (before, now) => now);

export function united(one, other) {
  const later = (before, now) => (timeOf(now) > timeOf(before) ? now : before);
  return joined(one, other, later);
}

// Entry by entry where both have a map; a null among them is an entry that goes.
function joined(one, other, choose) {
  const entry = (key, before, now) => choose(before, now);
  const part = (key, before, now) => (MAPS.includes(key) ? together(before, now, entry) : choose(before, now));
  return together(one, other, part);
}

function together(one, other, choose) {
  const all = new Map(Object.entries(one));
  for (const [key, now] of Object.entries(other)) {
    const before = all.get(key);
    all.set(key, before === undefined || before === null ? now : choose(key, before, now));
  }
  return Object.fromEntries(all);
}

export function missingIn(record, change) {
  const lacks = (before, now) => now !== null && (before === undefined || timeOf(before) < timeOf(now));
  const parts = Object.entries(change).map(([key, now]) => {
    if (!MAPS.includes(key)) return [key, lacks(record[key], now) ? now : null];
    const has = new Map(Object.entries(record[key] ?? {}));
    return [key, Object.fromEntries(Object.entries(now).filter(([one, value]) => lacks(has.get(one), value)))];
  });
  return Object.fromEntries(parts.filter(([, value]) => value !== null));
}

/** Without the entries that were taken out. */
export function cleaned(record) {
  const left = (map) => Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null));
  return Object.fromEntries(Object.entries(left(record))
    .map(([key, value]) => [key, MAPS.includes(key) ? left(value) : value]));
}

/** Whether there is anything in it. */
export const isEmpty = (record) => !Object.entries(record).some(([key, value]) =>
  (MAPS.includes(key) ? Object.keys(value).length > 0 : value !== undefined && value !== null));

export function fingerprint(text) {
  const half = (seed) => {
    let hash = seed;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, '0');
  };
  return half(0x811c9dc5) + half(0x5bd1e995);
}

const timeOf = (value) => (isObject(value) ? value.time ?? 0 : 0);

// ---- shapes

function sound(map, holds, keys) {
  if (!isObject(map)) return {};
  return Object.fromEntries(Object.entries(map).slice(0, MOST_KEYS)
    .filter(([key, value]) => isKey(key) && holds(value))
    .map(([key, value]) => [key, keys ? pick(value, keys) : value]));
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const isKey = (text) => typeof text === 'string' && text.length > 0 && text.length <= 1000 && text !== '__proto__';
const isTime = (time) => Number.isFinite(time) && time >= 0;
const isCount = (count) => Number.isInteger(count) && count >= 0 && count < 100000;

const isStamped = (value) => isObject(value) && typeof value.of === 'string' && isTime(value.time);

const isAnswer = (value) => isStamped(value)
  && (value.chosen === undefined || (Array.isArray(value.chosen) && value.chosen.every(isCount)))
  && (value.said === undefined || typeof value.said === 'string')
  && (value.failures === undefined || isCount(value.failures));

const isText = (value) => isStamped(value) && isObject(value.files)
  && Object.entries(value.files).every(([name, text]) => isKey(name) && typeof text === 'string')
  && (value.question === undefined || isQuestion(value.question))
  && (value.front === undefined || typeof value.front === 'string');

const pick = (value, keys) =>
  Object.fromEntries(keys.filter((key) => value[key] !== undefined).map((key) => [key, value[key]]));
