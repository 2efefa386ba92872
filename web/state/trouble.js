// trouble.js: the one sentence that says that progress is not kept.
//
//   sayTrouble(store, box)   writes it into the element, now and when it changes; the box is hidden while all is well

import { words } from './say.js';

export function sayTrouble(store, box) {
  const show = () => {
    box.replaceChildren(...(store.trouble ? words(`state.${store.trouble}`) : []));
    box.hidden = !store.trouble;
  };
  store.addEventListener('trouble', show);
  show();
}
