// lesson.js: what was done in a lesson, kept and shown again: claims asked, questions answered, tasks solved,
// lists met, and where the reader was. What the lesson no longer has is dropped without a word.
//
//   keepLesson({store, id})   to be called once, when the elements of the page are defined
//
// Says: podwall-done on each element that was done before, or just now in another tab.

import { h, tell } from '../shared/dom.js';
import { fingerprint, INDEX } from './record.js';
import { words } from './say.js';

const ITEMS = 'podwall-claims li[data-from], podwall-quiz[id], podwall-task[id], podwall-checklist[id]';
const HANDS = ['wheel', 'keydown', 'pointerdown', 'touchmove']; // the reader's own, not the browser's
const REST = 400; // ms without scrolling after which a place is one

export function keepLesson({ store, id }) {
  const name = `lesson:${id}`;
  const items = itemsByKey();
  const record = store.read(name);
  restore(items, record);

  const gone = (map) => Object.fromEntries(Object.keys(map).filter((key) => !items.has(key)).map((key) => [key, null]));
  const dropped = { done: gone(record.done), answers: gone(record.answers) };
  const keep = ({ done, answers, ...change }) => {
    store.change(name, { ...change, done: { ...dropped.done, ...done }, answers: { ...dropped.answers, ...answers } });
    store.change(INDEX, { all: { [id]: items.size }, last: { lesson: id, time: Date.now() } });
  };
  document.addEventListener('podwall-done', ({ target }) => {
    const key = keyByItem(items, target);
    if (key && !(key in store.read(name).done)) keep({ done: { [key]: Date.now() } });
  });
  document.addEventListener('podwall-state', ({ target }) => {
    keep({ answers: { [target.id]: { of: printOf(target), time: Date.now(), ...target.state } } });
  });
  document.addEventListener('podwall-kept', () => keep({})); // an edit makes it the lesson to go on with, too
  store.addEventListener('elsewhere', (event) => {
    if (event.name === name) markDone(items, store.read(name).done);
  });
  offerPlace(record.place);
  followPlace((at) => keep({ place: { at, time: Date.now() } }));
}

// ---- what there is to do, by the keys it is kept under

function itemsByKey() {
  const items = new Map();
  for (const item of document.querySelectorAll(ITEMS)) {
    const key = item.id || claimKey(item);
    const again = [...items.keys()].filter((one) => one === key || one.startsWith(`${key} #`)).length;
    items.set(again ? `${key} #${again + 1}` : key, item);
  }
  return items;
}

// A claim has no id: it is its connection, in the text it is about.
function claimKey(claim) {
  const { from, to, port, protocol } = claim.dataset;
  const { scene } = claim.closest('podwall-claims').dataset;
  return `${scene ? `${scene}: ` : ''}${from} > ${to} ${port}/${protocol}`;
}

const keyByItem = (items, target) => [...items].find(([, item]) => item === target)?.[0];

// ---- what was done before

function restore(items, { done, answers }) {
  markDone(items, done);
  for (const [id, { of, ...state }] of Object.entries(answers)) {
    const item = items.get(id);
    if (item && of === printOf(item)) item.state = state;
  }
}

function markDone(items, done) {
  const lists = new Set();
  for (const [key, item] of items) {
    if (!(key in done) || 'done' in item.dataset) continue;
    item.dataset.done = '';
    if (item.localName === 'li') lists.add(item.closest('podwall-claims'));
    tell(item, 'podwall-done');
  }
  for (const list of lists) list.recall?.();
}

// The question or the goal as it was read; what is added by scripts is no part of it.
const printOf = (item) => fingerprint([...item.querySelectorAll('legend, .options > label > span:first-of-type, '
  + '.lines code, .probes > li > .flow')].map(({ textContent }) => textContent).join('\n'));

// ---- the place in the text

function offerPlace(place) {
  const heading = place && document.getElementById(place.at);
  if (!heading?.matches('article h2')) return;
  const link = h('a', { href: `#${encodeURIComponent(place.at)}` }, heading.textContent);
  document.querySelector('article .lead').after(h('p', { class: 'resume' }, words('resume', { heading: link })));
}

function followPlace(keep) {
  const headings = [...document.querySelectorAll('article h2[id]:not(.closing *)')];
  let byHand = false;
  let at = headings[0]?.id; // the beginning is no place to come back to
  let timer;
  const hand = () => {
    byHand = true;
    for (const name of HANDS) removeEventListener(name, hand);
  };
  for (const name of HANDS) addEventListener(name, hand, { passive: true });
  const look = () => {
    const isAbove = (heading) => heading.offsetParent && heading.getBoundingClientRect().top < innerHeight / 2;
    const now = headings.filter(isAbove).at(-1)?.id;
    if (!byHand || !now || now === at) return;
    at = now;
    keep(now);
  };
  addEventListener('scroll', () => {
    clearTimeout(timer);
    timer = setTimeout(look, REST);
  }, { passive: true });
}
