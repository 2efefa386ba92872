// link.js: opens the lab that a link carries (share.js), as a text of its own beside the reader's: theirs is left
// alone and one press away. A fragment that is no such link, as the id of an element, is none of its business.
//
//   openLinks(lab, {store, name})   looks at the address now and whenever it changes. With a store, what the
//                                   reader changes in a link's text is there again when the same link is opened

import { openOwner, openScene, putBack } from '../quiz/scenes.js';
import { printOf, wholeOf } from './lab.js';
import { noteIn, unnote } from './note.js';

const SAID = {
  open: 'This text came with a link. Your own is kept as it was.',
  back: 'Back to my own',
  aside: 'The text that came with the link is put aside.',
  again: 'Show it again',
  close: 'Close',
};
const PROBLEMS = {
  newer: 'This link was made by a newer podwall than this page. Ask for the manifests as a file.',
  'too-long': 'This link is longer than podwall reads. Ask for the manifests as a file.',
  damaged: 'This link was cut or changed on its way, so its text cannot be shown. The page is as it is without it.',
};

export function openLinks(lab, kept) {
  if (!lab) return undefined;
  let owner = null; // of the link's text, once there is one

  const look = async () => {
    const fragment = location.hash;
    if (!/^#s\d/.test(fragment)) return;
    const { decode } = await import('./share.js');
    const found = await decode(fragment);
    if (!found || fragment !== location.hash) return; // no such link, or another one by now
    const { lab: shared, problem } = found;
    if (shared) show(shared);
    else noteIn(lab, 'link', { text: PROBLEMS[problem], acts: [[SAID.close]] });
  };
  const show = ({ files, question, front, view = 'picture' }) => {
    const labelled = files.map(({ name, label = name, text }) => ({ name, label, text }));
    const start = { files: labelled, question, front };
    owner = Symbol('link');
    const was = kept?.store.read(kept.name).texts.shared;
    if (was?.of === printOf(start)) putBack(lab, owner, start, { ...was, files: wholeOf(start, was) });
    openScene(lab, owner, start);
    lab.show(view);
    if (lab.getBoundingClientRect().top > innerHeight / 2) lab.scrollIntoView();
  };
  const away = () => {
    history.replaceState(null, '', location.pathname + location.search);
    openScene(lab, null);
  };
  const say = () => {
    if (!owner) return;
    const again = () => openScene(lab, owner);
    if (openOwner() === owner) noteIn(lab, 'link', { text: SAID.open, acts: [[SAID.back, away]] });
    else noteIn(lab, 'link', { text: SAID.aside, acts: [[SAID.again, again], [SAID.close, forget]] });
  };
  const forget = () => {
    owner = null;
    unnote(lab, 'link');
  };

  document.addEventListener('podwall-scene', say);
  addEventListener('hashchange', look);
  return look();
}
