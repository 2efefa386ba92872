// messages.js: what the frame (embed/) and the page around it say to each other, and whether a message is exactly that.
//
//   frame to page   {podwall: 1, type: 'height', height}           pixels, whenever it changes
//                   {podwall: 1, type: 'event', name, detail}      podwall-answer or podwall-verdict, as in xapi.js
//   page to frame   {podwall: 1, type: 'quiz', quiz}               a question of the parts that quiz.js knows
//                   {podwall: 1, type: 'lab', lab}                 as a link holds it (web/state/share.js)
//
// Anything else is nobody's: other scripts send messages too. What a question lacks, the quiz says to its reader.

import { isLab } from '../state/share.js';

const STATEMENT = ['object', 'result', 'verb'];
const EVENTS = { // the keys of their details
  'podwall-answer': STATEMENT,
  'podwall-verdict': [...STATEMENT, 'question', 'sentence', 'verdict'],
};
const QUIZ = ['answer', 'ask', 'explain', 'hints', 'manifests', 'options', 'question', 'wrong'];
const HIGHEST = 20000; // pixels

export const message = (type, more) => ({ podwall: 1, type, ...more });

export function fromFrame(data) {
  if (has(data, ['type', 'height']) && data.type === 'height') return isHeight(data.height);
  return has(data, ['type', 'name', 'detail']) && data.type === 'event' && Object.hasOwn(EVENTS, data.name)
    && isDetail(data.detail, EVENTS[data.name]);
}

export function fromPage(data) {
  if (has(data, ['type', 'quiz'])) return data.type === 'quiz' && isQuiz(data.quiz);
  return has(data, ['type', 'lab']) && data.type === 'lab' && isLab(data.lab);
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const hasExactly = (value, keys) => isObject(value) && Object.keys(value).sort().join() === [...keys].sort().join();
const has = (data, keys) => hasExactly(data, ['podwall', ...keys]) && data.podwall === 1;

const isHeight = (height) => Number.isInteger(height) && height > 0 && height <= HIGHEST;
const isDetail = (detail, keys) => hasExactly(detail, keys) && STATEMENT.every((key) => isObject(detail[key]));
const isQuiz = (quiz) => isObject(quiz) && typeof quiz.question === 'string'
  && Object.keys(quiz).every((key) => QUIZ.includes(key));
