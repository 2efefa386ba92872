// page.js: the lesson page around its lab: how much is done, the closing, the phone's bar of views,
// and the answers that are printed last. The page is whole without it.

import { h } from '../shared/dom.js';
import { layOutViews } from './views.js';

const ITEMS = 'podwall-claims li[data-from], podwall-quiz, podwall-task';

/** Starts what a lesson page has; to be called once, when its elements are defined. */
export function startPage() {
  document.body.classList.add('live');
  layOutViews();
  followProgress();
  gatherAnswers();
}

function followProgress() {
  const all = [...document.querySelectorAll(ITEMS)];
  const progress = document.querySelector('.progress');
  const said = h('div', { class: 'said', role: 'status' });
  document.querySelector('.closing')?.prepend(said);
  const show = () => {
    const done = all.filter((item) => 'done' in item.dataset).length;
    progress.textContent = `${done} of ${all.length} done`;
    if (done === all.length) said.replaceChildren(...closing());
  };
  if (!all.length) return;
  progress.hidden = false;
  show();
  document.addEventListener('podwall-done', show);
}

function closing() {
  return [h('p', {}, h('b', {}, 'You have been through all of it. '),
    'Every claim asked, every question answered, every policy made to hold. Take a moment in the lab with a '
    + 'change of your own, or go on.')];
}

// Paper cannot be unfolded: the answers are printed behind everything else, each under its question.
function gatherAnswers() {
  const items = [...document.querySelectorAll('podwall-quiz, podwall-task')].flatMap((item) => {
    const heading = item.querySelector('legend, h2, h3, h4');
    const inside = [...(item.querySelector('.solution')?.childNodes ?? [])];
    const kept = inside.filter((node) => node.localName !== 'summary' && !node.classList?.contains('put'));
    return [h('h3', {}, heading?.textContent.trim() ?? ''), ...kept.map((node) => node.cloneNode(true))];
  });
  if (items.length) document.querySelector('main').append(h('section', { class: 'answers' }, h('h2', {}, 'Answers'), items));
}
