// main.js: the script of the course as a single file. Its pages lie in it as templates (web/build/single.mjs); the
// address says which one is there, and going to another begins anew, so that a page is alone in its document as it is
// on the site: no two ids meet, and nothing of the page before is left.
//
//   #lesson/ID   #page/NAME      a page;  with /PLACE behind it, a place in it
//   #PLACE                       a place in the page that is there; its address is then completed
// Anything else, as a lab that was shared, is for the page. Which one that is stands in the history's state.

import { parcels } from './parcels.js';

const HOME = 'page/home';
const ADDRESS = /^#((?:lesson|page)\/[\w-]+)(?:\/(.*))?$/s;
const OURS = ['data-page', 'data-sheet', 'data-title'];
const SCRIPTS = {
  home: () => import('../pages/home.js'),
  lesson: () => import('../pages/lesson.js'),
  playground: () => import('../pages/playground.js'),
  examples: () => import('../pages/examples.js'),
};

const templates = new Map([...document.querySelectorAll('template[data-page]')].map((each) =>
  [each.dataset.page, each]));
const current = wanted();

function wanted() {
  const [, named] = ADDRESS.exec(location.hash) ?? [];
  return [named, history.state?.page, HOME].find((page) => templates.has(page));
}

async function show() {
  const template = templates.get(current);
  const { sheet, title } = template.dataset;
  parcels();
  for (const { name, value } of template.attributes) {
    if (!OURS.includes(name)) document.body.setAttribute(name, value);
  }
  for (const style of document.querySelectorAll('style')) {
    style.media = style.dataset.sheet === sheet ? 'all' : 'not all';
  }
  document.title = title;
  document.body.replaceChildren(template.content);
  const [, , place] = ADDRESS.exec(location.hash) ?? [];
  if (place && !goTo(place)) complete(`#${place}`); // for the page's own script
  await SCRIPTS[sheet]?.();
  if (place) goTo(place); // what has come alive may have moved it
}

function goTo(place) {
  const element = elementAt(place);
  element?.scrollIntoView();
  if (element?.hasAttribute('tabindex')) element.focus({ preventScroll: true });
  return element;
}

function elementAt(place) {
  try {
    return document.getElementById(decodeURIComponent(place));
  } catch {
    return null;
  }
}

function moved() {
  const { hash } = location;
  const [, page, place] = ADDRESS.exec(hash) ?? [];
  if (templates.has(page ?? history.state?.page) && (page ?? history.state.page) !== current) return location.reload();
  if (page) return place && goTo(place);
  return complete(elementAt(hash.slice(1)) ? `#${current}/${hash.slice(1)}` : hash);
}

function complete(hash) {
  try {
    history.replaceState({ page: current }, '', hash || `#${current}`);
  } catch {
    // a browser that forbids it for a file: the address stays as it is
  }
}

history.scrollRestoration = 'manual'; // the place of the page before is none of this one
addEventListener('hashchange', moved);
show();
