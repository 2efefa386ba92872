// messages.js: what the frame (embed/) and the page around it say to each other, and whether a message is exactly that.
//
//   frame to page   {podwall: 1, type: 'height', height}           pixels, whenever it changes
//                   {podwall: 1, type: 'event', name, detail}      podwall-answer or podwall-verdict
//   page to frame   {podwall: 1, type: 'quiz', quiz}               a question as in quiz.js
//                   {podwall: 1, type: 'lab', lab}                 as a link holds it (web/state/share.js)
//
// Anything else is nobody's: other scripts send messages too.

import { isLab } from '../state/share.js';

const EVENTS = ['podwall-answer', 'podwall-verdict'];
const HIGHEST = 20000; // pixels

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const has = (value, keys) => isObject(value) && Object.keys(value).sort().join() === ['podwall', ...keys].sort().join()
  && value.podwall === 1;

export const message = (type, more) => ({ podwall: 1, type, ...more });

export function fromFrame(data) {
  if (has(data, ['type', 'height']) && data.type === 'height') return isHeight(data.height);
  return has(data, ['type', 'name', 'detail']) && data.type === 'event' && EVENTS.includes(data.name)
    && isObject(data.detail);
}

export function fromPage(data) {
  if (has(data, ['type', 'quiz'])) return data.type === 'quiz' && isObject(data.quiz);
  return has(data, ['type', 'lab']) && data.type === 'lab' && isLab(data.lab);
}

const isHeight = (height) => Number.isInteger(height) && height > 0 && height <= HIGHEST;
