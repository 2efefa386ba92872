// views.js: on a phone the lesson is one view at a time, chosen in a bar at the bottom: Read, YAML,
// Picture, Table. While reading, the lab is a strip with its question. Wide, everything stands side
// by side and there is no bar.
//
// Hears podwall-view {view} and brings that view up where there is only one.

import { h } from '../shared/dom.js';
import { say, words } from './say.js';

const VIEWS = ['read', 'yaml', 'picture', 'table'];
const NARROW = '(max-width: 760px)'; // as in lesson.css

/** Puts the bar into the page and keeps page and lab in the view that is chosen. */
export function layOutViews() {
  const lab = document.querySelector('podwall-lab');
  if (!lab) return;
  const narrow = matchMedia(NARROW);
  let chosen = 'read';
  let read = 0; // how far the reader was
  const tabs = VIEWS.map((view) => h('button', {
    type: 'button', role: 'tab', 'data-view': view, 'aria-controls': view === 'read' ? 'read' : 'lab',
  }, words(`lesson.view.${view}`)));
  const list = h('div', { role: 'tablist', 'aria-label': say('lesson.view') }, tabs);
  const bar = h('nav', { class: 'views', 'aria-label': say('lesson.views') }, list);

  function show(view) {
    if (chosen === 'read' && view !== 'read') read = scrollY;
    const back = chosen !== 'read' && view === 'read';
    chosen = view;
    for (const tab of tabs) {
      tab.ariaSelected = String(tab.dataset.view === view);
      tab.tabIndex = tab.dataset.view === view ? 0 : -1;
    }
    document.body.dataset.view = view;
    apply();
    if (narrow.matches && view !== 'read') scrollTo(0, 0);
    if (narrow.matches && back) scrollTo(0, read);
  }

  // The lab shows everything at once where there is room; null says so.
  function apply() {
    lab.view = !narrow.matches ? null : (chosen === 'read' ? 'ask' : chosen);
  }

  bar.addEventListener('click', ({ target }) => target.dataset.view && show(target.dataset.view));
  bar.addEventListener('keydown', (event) => {
    const to = nextTab(tabs, event);
    if (!to) return;
    event.preventDefault();
    to.focus();
    show(to.dataset.view);
  });
  document.addEventListener('podwall-view', ({ detail, target }) => {
    if (narrow.matches) show(detail.view);
    else if (target !== lab) lab.show(detail.view); // beside the text a lab may still be too narrow for all
  });
  narrow.addEventListener('change', apply);
  document.querySelector('main').before(bar);
  show('read');
}

function nextTab(tabs, { key, target }) {
  const at = tabs.indexOf(target);
  const steps = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 };
  return key in steps ? tabs[steps[key] % tabs.length] : null;
}
