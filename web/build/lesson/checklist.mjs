// checklist.mjs: a list of what has to hold before a piece of work is accepted (docs/lessons.md).
//
//   readItems(items, say) -> [{text, line, conditions}]: what the engine is asked for each item, as in
//     web/shared/acceptance.js; line: the line of expectation of an item that has one
//   judge(items, proof, scene) -> [boolean]: which of them are met there
//   checkChecklist(block, lesson, proof, say): unsolved with the start, complete with the solution

import { isMet } from '../../shared/acceptance.js';
import { readQuestion } from './proof.mjs';

const WAYS = ['has', 'expect', 'both'];
const ARROW = /\s*->\s*/;

export function readItems(items, say) {
  if (!Array.isArray(items) || !items.length) {
    say('items is a list, each with a text and what the engine is to judge');
    return [];
  }
  return items.map((item) => readItem(item ?? {}, (message) => say(`item "${item?.text ?? ''}": ${message}`)));
}

function readItem(item, say) {
  const strange = Object.keys(item).filter((name) => name !== 'text' && !WAYS.includes(name));
  const ways = WAYS.filter((name) => name in item);
  if (!item.text) say('it has no text');
  if (strange.length) say(`there is no field "${strange[0]}" here; there are text, ${WAYS.join(', ')}`);
  if (ways.length !== 1) say(`it says one of ${WAYS.join(', ')}`);
  const conditions = [item[ways[0]] ?? []].flat().map((words) => READ[ways[0]](String(words), say)).filter(Boolean);
  return { text: String(item.text ?? ''), line: ways[0] === 'expect' ? item.expect : undefined, conditions };
}

const READ = {
  has(words, say) {
    const [kind, name, ...labels] = words.split(/\s+/);
    const found = name && KINDS[kind]?.(name);
    if (found) return { request: found.request, find: { ...found.find, labels: labelsOf(labels) } };
    return say(`"${words}" is to read KIND NAME LABEL=VALUE; kinds are ${Object.keys(KINDS).join(', ')}`);
  },
  expect(line, say) {
    if (/^(allow|deny)\s/.test(line)) return { request: { do: 'grade', expect: line } };
    return say(`"${line}" is to read allow or deny, then FROM -> TO PORT/PROTOCOL`);
  },
  both(words, say) {
    const [from, to] = words.split(ARROW);
    const question = readQuestion(`${from} ${to}`);
    if (to && question) return { request: { do: 'can', ...question }, both: true };
    return say(`"${words}" is to read FROM -> TO PORT/PROTOCOL`);
  },
};

const inEnds = (list, name) => ({ request: { do: 'ends' }, find: { list, name } });
const KINDS = {
  namespace: (name) => inEnds('namespaces', name),
  pod: (name) => inEnds('ends', name),
  service: (name) => inEnds('ends', `svc:${name}`),
  policy: (name) => ({ request: { do: 'words' }, find: { list: 'policies', name } }),
};

const labelsOf = (labels) => Object.fromEntries(labels.map((label) => label.split(/=(.*)/s).slice(0, 2)));

export const judge = (items, proof, scene) => items.map(({ conditions }) =>
  conditions.every((condition) => isMet(condition, proof.ask(scene, condition.request))));

export function checkChecklist({ id, line, conditions: items }, { scenes }, proof, tell) {
  const say = (message) => tell(line, `checklist ${id}: ${message}`);
  if (!scenes.has('solution')) return say('the lesson has no "yaml policy solution", which is to meet it');
  if (judge(items, proof, 'start').every(Boolean)) say('the start meets every item already; change it or add an item');
  const failing = items.filter((_, index) => !judge(items, proof, 'solution')[index]);
  for (const { text, conditions } of failing) say(`the solution does not meet "${text}"${why(conditions, proof)}`);
  return undefined;
}

// What the engine says of the first condition that fails, where it says anything.
function why(conditions, proof) {
  const replies = conditions.map(({ request }) => proof.ask('solution', request));
  const said = replies.map(({ error, rows, sentence }) => error?.message ?? rows?.[0]?.sentence ?? sentence);
  return said[0] ? `: ${said[0]}` : '; nothing of that name and those labels is there';
}
