// scenes.js: whose text the lab holds. The lesson and its tasks share one lab; what the reader wrote
// for one is kept while another is open, and is there again afterwards.
//
// The lab says podwall-scene {owner} when it changed hands. An owner is a task (the element), the name of
// a text that claims bring along, or null: the lesson's own text.

import { tell } from '../shared/dom.js';

const scenes = new Map(); // owner -> its start, for the lab's own reset
const left = new Map(); // owner -> {files, question, front} as they were left
let owner = null;

/** The owner of what is in the lab. */
export const openOwner = () => owner;

/** Gives the lab to `next` with its start, or with what it left there. The lesson's is known. */
export function openScene(lab, next, scene) {
  if (next === owner) return;
  scenes.set(owner, startOf(lab, owner));
  left.set(owner, heldOf(lab, owner));
  if (!scenes.has(next)) scenes.set(next, scene);
  owner = next;
  fill(lab, scenes.get(next), left.get(next));
  tell(lab, 'podwall-scene', { owner });
}

/** What was left by `next` on an earlier visit, to be there when it is opened; at once where it is open. */
export function putBack(lab, next, scene, was) {
  scenes.set(next, scene);
  if (next === owner) fill(lab, scene, was);
  else left.set(next, was);
}

/** The owners that had the lab on this page. */
export const ownersOf = () => [...new Set([...scenes.keys(), owner])];

/** The start of an owner's text; the lab may have been given another one by its page. */
export function startOf(lab, of) {
  const known = scenes.get(of);
  return of !== owner || known?.files === lab.scene.files ? known : lab.scene;
}

/** When the page itself gave the lab another text, that is the page's own from now on. */
export function noticeOther(lab) {
  if (owner === null || startOf(lab, owner) === scenes.get(owner)) return;
  owner = null;
  scenes.set(null, lab.scene);
  tell(lab, 'podwall-scene', { owner });
}

/** What an owner has of it now: {files, question, front}. */
export function heldOf(lab, of) {
  if (of === owner) return { files: lab.files, question: lab.question, front: lab.front };
  return left.get(of) ?? scenes.get(of);
}

// What was left may lack a file of the start, never the other way round.
function fill(lab, start, was) {
  const { question = start.question, front = start.front, files = [] } = was ?? {};
  lab.scene = { ...start, question, front };
  const names = start.files.map(({ name }) => name);
  for (const { name, text } of files) if (names.includes(name)) lab.setText(name, text);
}
