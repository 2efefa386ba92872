// note.js: a sentence above a lab's pictures, with what can be done about it. One a lab; the latest wins.
//
//   noteIn(lab, kind, {text, acts: [[label, act]]})   kind: who says it; text and labels are nodes. It stays until an
//                                              act is chosen
//   unnote(lab, kind)                                 takes it away, if it is still that one

import { h } from '../shared/dom.js';

export function noteIn(lab, kind, { text, acts }) {
  const box = lab.querySelector('.lab-note') ?? lab.appendChild(h('div', { class: 'lab-note', slot: 'note' }));
  const buttons = acts.map(([label, act]) => h('button', { type: 'button', onclick: () => {
    unnote(lab, kind);
    act?.();
  } }, label));
  box.dataset.kind = kind;
  box.hidden = false;
  lab.toggleAttribute('data-noted', true);
  box.replaceChildren(h('p', { role: 'status' }, text), h('p', { class: 'acts' }, buttons));
}

export function unnote(lab, kind) {
  const box = lab.querySelector('.lab-note');
  if (box?.dataset.kind !== kind) return;
  box.hidden = true;
  lab.removeAttribute('data-noted');
}
