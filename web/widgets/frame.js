// frame.js: the page embed/, for places that take nothing but a frame. What it shows is in its address:
//
//   embed/index.html#quiz=JSON             a question (quiz.js), its JSON by encodeURIComponent
//   embed/index.html#s1=...                a lab, as its share link has it (web/state/share.js)
//   embed/index.html?show=diagram#s1=...   the same as a picture, or as a table: show=matrix
//   ?theme=light or dark
//
// or comes by a message from the page around it. It says its height and the events to that page (messages.js). They
// hold what is in the frame and nothing of the reader, so they go to whichever page has put it there.

import { h } from '../shared/dom.js';
import { decode } from '../state/share.js';
import { fromPage, message } from './messages.js';
import { siteOf } from '../shared/place.js';
import { say, words } from './say.js';

const SHOWN = ['lab', 'diagram', 'matrix'];
const EVENTS = ['podwall-answer', 'podwall-verdict'];

export function startFrame(place) {
  const open = async () => place.replaceChildren(...await contentOf(location.hash));
  addEventListener('hashchange', open);
  open();
  if (parent === window) return;
  const post = (type, more) => parent.postMessage(message(type, more), '*');
  for (const name of EVENTS) addEventListener(name, ({ detail }) => post('event', { name, detail }));
  new ResizeObserver(() => post('height', { height: Math.ceil(document.body.getBoundingClientRect().height) }))
    .observe(document.body);
  addEventListener('message', ({ source, data }) => {
    if (source !== parent || !fromPage(data)) return;
    place.replaceChildren(...(data.type === 'quiz' ? quiz(JSON.stringify(data.quiz)) : lab(data.lab)));
  });
}

async function contentOf(hash) {
  const [, asked] = /^#quiz=(.+)$/s.exec(hash) ?? [];
  if (asked !== undefined) return quiz(unescaped(asked));
  const shared = await decode(hash);
  return shared?.lab ? lab(shared.lab, hash) : [h('p', { class: 'empty' }, words('frame.empty'))];
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return ''; // no JSON either, which the widget says
  }
}

const option = (name) => new URLSearchParams(location.search).get(name);

const quiz = (json) => [h('podwall-quiz', { theme: option('theme') }, h('script', { type: 'application/json' }, json))];

function lab({ files, question, front, view }, hash) {
  const kind = SHOWN.includes(option('show')) ? option('show') : 'lab';
  const asked = question && `${question.from} ${question.to} ${question.port ?? ''}/${question.protocol}`;
  const widget = h(`podwall-${kind}`, { question: asked, front, view, theme: option('theme') },
    files.map(({ name, label, text }) => h('pre', { 'data-file': name, 'data-label': label }, text)));
  const way = hash && h('p', { class: 'way' }, h('a', {
    href: siteOf(`playground/index.html${hash}`), target: '_blank', rel: 'noopener',
    'aria-label': say('frame.open.name'),
  }, words('frame.open')));
  return [widget, way].filter(Boolean);
}
