// scenes.js: whose text the lab holds. A task and the lesson itself share one lab; what the reader
// wrote for one is kept while another is open, and is there again afterwards.
//
// The lab says podwall-scene {owner} when it changed hands; the owner is a task, or null: the lesson.

import { tell } from '../shared/dom.js';

const scenes = new Map(); // owner -> its start, for the lab's own reset
const texts = new Map(); // owner -> files as they were left
let owner = null;

/** The task that is open in the lab; null when the lesson's own text is. */
export const openOwner = () => owner;

/** Gives the lab to `next` with its start, or with the text it left there. null: back to the lesson. */
export function openScene(lab, next, scene) {
  if (next === owner) return;
  if (!scenes.has(owner)) scenes.set(owner, lab.scene);
  texts.set(owner, lab.files);
  if (scene) scenes.set(next, scene);
  owner = next;
  lab.scene = scenes.get(next);
  for (const { name, text } of texts.get(next) ?? []) lab.setText(name, text);
  tell(lab, 'podwall-scene', { owner });
}
