// find.js: the search itself, the same in the build that makes the index and in the page that reads it.
//
//   makeIndex(documents) -> text of the index     documents: [{ id, kind, title, of, also, text, path }]
//   openIndex(text) -> index
//   find(index, query) -> [{ kind, title, of, path, text, words }], best first; words: what fitted in the text
//   excerpt(text, words) -> [{ text, hit }]   about as much of the text as fits in two lines, in pieces
//
// A word fits from its beginning ("name" finds "namespace") and with a letter or two amiss. All words must fit
// somewhere; where no document has them all, any of them will do. Names of fields are found by their parts too:
// "selector" finds "podSelector".

import MiniSearch from 'minisearch';

const PARTS = /(?<=[a-z0-9])(?=[A-Z])/; // podSelector, policyTypes
const SHORT = 4; // letters below which a word is taken as it is written
const MOST = 40; // results beyond which a list helps nobody
const AROUND = { before: 60, all: 180 }; // letters of an excerpt

const OPTIONS = {
  fields: ['title', 'also', 'of', 'text'],
  storeFields: ['kind', 'title', 'of', 'path', 'text'],
  processTerm(term) {
    const parts = term.split(PARTS);
    return [...new Set([term, ...(parts.length > 1 ? parts : [])].map((word) => word.toLowerCase()))];
  },
};
const WEIGHTS = { term: 1.5, code: 0.6 };
const ASKED = {
  boost: { title: 4, also: 4, of: 1.2 },
  prefix: (term) => term.length > 1,
  fuzzy: (term) => (term.length < SHORT ? false : 0.2),
  processTerm: (term) => term.toLowerCase(),
  // A word of its own is what a reader who knows no section is after.
  // The name of a finding holds words of everything else: it comes first for whoever looks for it, and last else.
  boostDocument: (id, term, { kind }) => WEIGHTS[kind] ?? 1,
};

export function makeIndex(documents) {
  const index = new MiniSearch(OPTIONS);
  index.addAll(documents);
  return JSON.stringify(index);
}

export const openIndex = (text) => MiniSearch.loadJSON(text, OPTIONS);

export function find(index, query) {
  const all = index.search(query, { ...ASKED, combineWith: 'AND' });
  const found = all.length ? all : index.search(query, { ...ASKED, combineWith: 'OR' });
  return found.slice(0, MOST).map(({ kind, title, of, path, text, match }) => {
    const words = Object.keys(match).filter((word) => match[word].includes('text'));
    return { kind, title, of, path, text, words };
  });
}

export function excerpt(text, words) {
  const all = text.replace(/\s+/g, ' ');
  const hits = hitsOf(all, words);
  const from = startOf(all, Math.max(0, (hits[0]?.from ?? 0) - AROUND.before));
  const end = endOf(all, from + AROUND.all);
  const pieces = from > 0 ? [{ text: '… ', hit: false }] : [];
  let at = from;
  for (const hit of hits.filter(({ from: start, to }) => start >= from && to <= end)) {
    pieces.push({ text: all.slice(at, hit.from), hit: false }, { text: all.slice(hit.from, hit.to), hit: true });
    at = hit.to;
  }
  pieces.push({ text: all.slice(at, end) + (end < all.length ? ' …' : ''), hit: false });
  return pieces.filter((piece) => piece.text);
}

// Where the words stand, each word of the text once, as whole words.
function hitsOf(text, words) {
  const wanted = new Set(words);
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(([word]) => OPTIONS.processTerm(word).some((part) => wanted.has(part)))
    .map(({ 0: word, index }) => ({ from: index, to: index + word.length }));
}

// Never within a word.
function startOf(text, at) {
  return at === 0 ? 0 : text.indexOf(' ', at) + 1;
}

function endOf(text, at) {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(' ', at);
  return space > 0 ? space : at;
}
