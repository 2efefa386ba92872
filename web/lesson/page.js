// page.js: the lesson page around its lab: how much is done, the closing, the phone's bar of views,
// wide manifests within reach of the keys, and the answers that are printed last. The page is whole without it.

import { labOf } from '../quiz/engine.js';
import { h } from '../shared/dom.js';
import { keepLab } from '../state/lab.js';
import { keepLesson } from '../state/lesson.js';
import { openLinks } from '../state/link.js';
import { storeOf } from '../state/store.js';
import { sayTrouble } from '../state/trouble.js';
import { words, write } from './say.js';
import { layOutViews } from './views.js';

// What there is to do; without a lab claims and tasks are for reading.
const WITH_LAB = 'podwall-claims li[data-from], podwall-quiz, podwall-task, podwall-checklist';
const ALONE = 'podwall-quiz';

/** Starts what a lesson page has; to be called once, when its elements are defined. */
export function startPage() {
  document.body.classList.add('live');
  layOutViews();
  gatherAnswers();
  reachScrollers();
  keep(document.body.dataset.lesson);
  followProgress();
}

// What the reader did before is there again; what a link carries comes beside it.
function keep(id) {
  const store = storeOf();
  const lab = labOf();
  const kept = { store, name: `lesson:${id}` };
  const box = h('p', { class: 'not-kept', role: 'status', hidden: true });
  document.querySelector('.progress').before(box);
  if (lab) keepLab(lab, kept);
  keepLesson({ store, id });
  sayTrouble(store, box);
  openLinks(lab, kept);
}

function followProgress() {
  const all = [...document.querySelectorAll(labOf() ? WITH_LAB : ALONE)];
  const progress = document.querySelector('.progress');
  const said = h('div', { class: 'said', role: 'status' });
  document.querySelector('.closing')?.prepend(said);
  const show = () => {
    const done = all.filter((item) => 'done' in item.dataset).length;
    write(progress, 'lesson.progress', { count: done, all: all.length });
    if (done === all.length) said.replaceChildren(...closing());
  };
  if (!all.length) return;
  progress.hidden = false;
  show();
  document.addEventListener('podwall-done', show);
}

function closing() {
  return [h('p', {}, words('lesson.closing', { head: h('b', {}, words('lesson.closing.head')) }))];
}

// Paper cannot be unfolded: the answers are printed behind everything else, each under its question.
function gatherAnswers() {
  const items = [...document.querySelectorAll('podwall-quiz, podwall-task')].flatMap((item) => {
    const heading = item.querySelector('legend, h2, h3, h4');
    const inside = [...(item.querySelector('.solution')?.childNodes ?? [])];
    const kept = inside.filter((node) => node.localName !== 'summary' && !node.classList?.contains('put'));
    return [h('h3', {}, heading?.textContent.trim() ?? ''), ...kept.map((node) => node.cloneNode(true))];
  });
  const answers = h('section', { class: 'answers' }, h('h2', {}, words('lesson.answers')), items);
  if (items.length) document.querySelector('main').append(answers);
}

// What is too wide for its column scrolls; then keys must get there.
function reachScrollers() {
  const look = ({ target }) => {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute('tabindex');
  };
  const observer = new ResizeObserver((entries) => entries.forEach(look));
  for (const box of document.querySelectorAll('.prose :is(pre, .wide, .lines)')) observer.observe(box);
}
