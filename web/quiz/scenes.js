// scenes.js: whose text the lab holds. The lesson and its tasks share one lab; what the reader wrote
// for one is kept while another is open, and is there again afterwards.
//
// The lab says podwall-scene {owner} when it changed hands. An owner is a task (the element), the name of
// a text that claims bring along, or null: the lesson's own text.

import { tell } from '../shared/dom.js';

const scenes = new Map(); // owner -> its start, for the lab's own reset
const texts = new Map(); // owner -> files as they were left
let owner = null;

/** The owner of what is in the lab. */
export const openOwner = () => owner;

/** Gives the lab to `next` with its start, or with the text it left there. The lesson's is known. */
export function openScene(lab, next, scene) {
  if (next === owner) return;
  if (!scenes.has(owner)) scenes.set(owner, lab.scene);
  texts.set(owner, lab.files);
  if (!scenes.has(next)) scenes.set(next, scene);
  owner = next;
  lab.scene = scenes.get(next);
  for (const { name, text } of texts.get(next) ?? []) lab.setText(name, text);
  tell(lab, 'podwall-scene', { owner });
}
