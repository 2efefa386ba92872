// trouble.js: the one sentence that says that progress is not kept.
//
//   sayTrouble(store, box)   writes it into the element, now and when it changes; the box is hidden while all is well

const SAID = {
  blocked: 'Progress is not kept: this browser does not let the page store anything.',
  full: 'Progress is not kept: the browser has no room left for this page.',
  unreadable: 'Some of what was kept could not be read; that part begins anew.',
};

export function sayTrouble(store, box) {
  const say = () => {
    box.textContent = SAID[store.trouble] ?? '';
    box.hidden = !store.trouble;
  };
  store.addEventListener('trouble', say);
  say();
}
