// link.js: opens the lab that a link carries (share.js), as a text of its own beside the reader's: theirs is left
// alone and one press away. A fragment that is no such link, as the id of an element, is none of its business.
//
//   openLinks(lab, {store, name})   looks at the address now and whenever it changes. With a store, what the
//                                   reader changes in a link's text is there again when the same link is opened

import { openOwner, openScene, putBack } from '../quiz/scenes.js';
import { printOf, wholeOf } from './lab.js';
import { noteIn, unnote } from './note.js';
import { words } from './say.js';

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
    else noteIn(lab, 'link', { text: words(`link.${problem}`), acts: [[words('state.close')]] });
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
  const note = () => {
    if (!owner) return;
    const again = () => openScene(lab, owner);
    const acts = openOwner() === owner ? [[words('link.back'), away]]
      : [[words('link.again'), again], [words('state.close'), forget]];
    noteIn(lab, 'link', { text: words(openOwner() === owner ? 'link.open' : 'link.aside'), acts });
  };
  const forget = () => {
    owner = null;
    unnote(lab, 'link');
  };

  document.addEventListener('podwall-scene', note);
  addEventListener('hashchange', look);
  return look();
}
