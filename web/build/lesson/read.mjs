// read.mjs: the text of a lesson (docs/lessons.md) to an object. Knows the form, not whether it is true.
//
//   readLesson(text, { path, shared }) -> lesson
//     path    lessons/NN-slug/lesson.md, for messages;  shared(name) -> text of a shared cluster, or null
//
//   lesson.meta       the front matter
//   lesson.blocks     in their order; each has kind and line:
//     prose {tokens} · cluster {id} · policy {role, id, task, cluster, text, fails, says, hidden, broken}
//     probes {on, scene, task, rows: [{line, text, covers}]} · task {id, ...} · quiz {id, quiz: its kind, ...}
//     checklist {id, conditions: items, ...} · console {text} · terminal {text, ask, on, scene}
//     remark {}: a comment that is not shown
//     and covers: [inventory ids]
//   lesson.scenes     Map: name -> {files: [{name, label, text}], line, broken}
//   lesson.tasks      Map: id -> {block, start, solution, slips, rows}: scenes by name, rows it is graded by
//   lesson.problems   [{line, message}]: what could not be read

import YAML from 'yaml';
import { readItems } from './checklist.mjs';
import { parse } from './markdown.mjs';

const FRONT = /^---\n([\s\S]*?)\n---\n/;
const REMARK = /^<!--([\s\S]*?)-->$/gm; // a comment of its own line or lines
const ROLES = {
  yaml: ['cluster', 'policy', 'task', 'quiz', 'checklist'], json: ['quiz'], probes: [undefined], console: [undefined],
  terminal: [undefined],
};
const ATTRIBUTES = {
  cluster: ['id', 'covers', 'broken'],
  policy: ['task', 'id', 'cluster', 'fails', 'says', 'covers', 'hidden', 'broken'],
  probes: ['on', 'task', 'covers'],
  task: ['covers'], quiz: ['covers'], checklist: ['covers'], console: [], terminal: ['ask', 'on', 'covers'],
};
const POLICIES = ['start', 'solution', 'slip', 'variant'];
const FIELDS = {
  meta: ['format', 'id', 'title', 'lead', 'minutes', 'needs', 'covers', 'source', 'next', 'question'],
  task: ['id', 'title', 'goal', 'hints', 'success', 'failure', 'question', 'explain', 'covers'],
  quiz: ['id', 'kind', 'question', 'options', 'answer', 'ask', 'flows', 'finding', 'on',
    'hints', 'explain', 'wrong', 'covers'],
  checklist: ['id', 'title', 'goal', 'items', 'hints', 'success', 'covers'],
};
const NEEDED = {
  meta: ['format', 'id', 'title', 'lead', 'minutes', 'question'],
  task: ['id', 'title', 'goal', 'success', 'failure'],
  quiz: ['id', 'question', 'explain'],
  checklist: ['id', 'title', 'items', 'success'],
};

export function readLesson(text, { path, shared }) {
  const lesson = { path, text, meta: {}, blocks: [], scenes: new Map(), tasks: new Map(), problems: [] };
  const say = (line, message) => lesson.problems.push({ line, message });
  const front = FRONT.exec(text);
  if (front) lesson.meta = fields('meta', readYaml(front[1], 2, say), 1, say);
  else say(1, 'the lesson begins with its front matter: a line "---", fields, a line "---"');
  const body = front ? '\n'.repeat(front[0].split('\n').length - 1) + text.slice(front[0].length) : text;
  const remarks = [];
  const shown = body.replace(REMARK, (remark, words, at) => {
    const line = body.slice(0, at).split('\n').length;
    remarks.push({ kind: 'remark', line, covers: list(/^\s*covers:(.*)$/m.exec(words)?.[1]) });
    return remark.replace(/[^\n]/g, '');
  });
  lesson.blocks.push(...remarks);
  for (const part of parts(parse(shown), say)) {
    const block = part.kind ? part : readFence(part, { shared, say });
    if (block) lesson.blocks.push(block);
  }
  lesson.meta.covers = list(lesson.meta.covers);
  makeScenes(lesson, say);
  makeTasks(lesson, say);
  return lesson;
}

// Prose as runs of tokens, and between them the fences that mean something: {lang, role, info, text, line}.
function* parts(tokens, say) {
  let run = [];
  for (const token of tokens) {
    const [lang, role] = token.type === 'fence' ? token.info.trim().split(/\s+/) : [];
    const ours = lang in ROLES && (role !== undefined || ROLES[lang].includes(undefined));
    if (ours && token.level > 0) say(token.map[0] + 1, `a "${lang}" block stands at the left margin, not in a list`);
    if (!ours || token.level > 0) {
      run.push(token);
      continue;
    }
    if (run.length) yield prose(run);
    run = [];
    yield { lang, role, info: token.info.trim(), text: token.content, line: token.map[0] + 1 };
  }
  if (run.length) yield prose(run);
}

const prose = (tokens) => ({ kind: 'prose', line: (tokens[0].map?.[0] ?? 0) + 1, tokens });

function readFence({ lang, role, info, text, line }, { shared, say }) {
  const kind = ROLES[lang].includes(undefined) ? lang : role;
  if (!(kind in ATTRIBUTES)) {
    say(line, `"${lang} ${role}" is no block of a lesson; there are ${ROLES[lang].join(', ')}`);
    return null;
  }
  const words = lang === kind ? info.slice(lang.length) : info.replace(/^\S+\s+\S+/, '');
  const block = { kind, line, text, ...READERS[kind]?.({ words, text, line, say, shared }) };
  const { given, rest } = attributes(block.words ?? words, ATTRIBUTES[kind], line, say);
  for (const word of rest) say(line, `"${word}" says nothing on a ${kind} block; ${allowed(ATTRIBUTES[kind])}`);
  delete block.words;
  Object.assign(block, given, { covers: [...list(block.covers), ...list(given.covers)] });
  return kind === 'cluster' ? useShared(block, shared, say) : block;
}

const allowed = (names) => (names.length ? `it knows ${names.join(', ')}` : 'its fields stand inside');

// What stands inside each kind of fence.
const READERS = {
  policy({ words, line, say }) {
    const [, role, rest] = /^\s*(\S*)(.*)$/.exec(words);
    const known = POLICIES.includes(role);
    if (!known) say(line, `a policy block is one of ${POLICIES.join(', ')}, as in "yaml policy start"`);
    return { role, words: rest };
  },
  probes: ({ text, line }) => ({ rows: readRows(text, line + 1) }),
  task: ({ text, line, say }) => fields('task', readYaml(text, line + 1, say), line, say),
  quiz({ text, line, say }) {
    const { kind, ...quiz } = fields('quiz', readYaml(text, line + 1, say), line, say);
    return { ...quiz, quiz: kind ?? (Array.isArray(quiz.answer) ? 'several' : 'one') };
  },
  checklist({ text, line, say }) {
    const list = fields('checklist', readYaml(text, line + 1, say), line, say);
    return { ...list, conditions: readItems(list.items, (message) => say(line, message)) };
  },
};

// A probe line is the engine's to read; here only the ids at the end of its note are taken off.
function readRows(text, first) {
  return text.split('\n').flatMap((line, index) => {
    if (!line.trim() || line.trim().startsWith('#')) return [];
    const ids = /\s*\[([^\]]*)\]\s*$/.exec(line);
    return [{ line: first + index, text: ids ? line.slice(0, ids.index) : line, covers: list(ids?.[1]) }];
  });
}

function useShared(block, shared, say) {
  const use = /^\s*use:\s*(\S+)\s*$/.exec(block.text)?.[1];
  if (!use) return block;
  const text = shared(use);
  if (text === null) say(block.line, `there is no lessons/${use}; shared clusters are lessons/clusters/NAME.yaml`);
  return { ...block, text: text ?? '' };
}

function attributes(words, names, line, say) {
  const given = {};
  const rest = words.replace(/([a-z]+)(?:=(?:"([^"]*)"|(\S+)))?/g, (word, name, quoted, plain) => {
    if (!names.includes(name)) return word;
    if (name in given) say(line, `"${name}" is given twice`);
    given[name] = quoted ?? plain ?? true;
    return '';
  });
  return { given, rest: rest.split(/\s+/).filter(Boolean) };
}

function readYaml(text, first, say) {
  const lines = new YAML.LineCounter();
  const document = YAML.parseDocument(text, { lineCounter: lines });
  for (const { message, pos } of document.errors) {
    say(first + lines.linePos(pos[0]).line - 1, `this is not YAML: ${message.split('\n')[0]}`);
  }
  const value = document.errors.length ? null : document.toJS();
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value;
  if (!document.errors.length) say(first, 'fields are wanted here, as in "id: my-id"');
  return null;
}

// Only what is known; says what is missing. Null (which was told already) gives no fields.
function fields(kind, value, line, say) {
  if (value === null) return {};
  const strange = Object.keys(value).filter((name) => !FIELDS[kind].includes(name));
  for (const name of strange) say(line, `there is no field "${name}" here; there are ${FIELDS[kind].join(', ')}`);
  const what = kind === 'meta' ? 'the front matter' : `this ${kind}`;
  for (const name of NEEDED[kind].filter((field) => !(field in value))) say(line, `${what} has no "${name}"`);
  return value;
}

export function list(value) {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map(String);
  return String(value).split(/[\s,]+/).filter(Boolean);
}

function makeScenes(lesson, say) {
  const clusters = lesson.blocks.filter(({ kind }) => kind === 'cluster');
  if (!clusters.length) say(1, 'the lesson has no cluster: "yaml cluster", with manifests or use: clusters/NAME.yaml');
  const files = (block) => {
    const cluster = block.cluster ? clusters.find(({ id }) => id === block.cluster) : clusters[0];
    if (block.cluster && !cluster) say(block.line, `there is no cluster "${block.cluster}"`);
    return [
      { name: 'cluster.yaml', label: 'Cluster', text: cluster?.text ?? '' },
      { name: 'policy.yaml', label: 'Policy', text: block.text },
    ];
  };
  const counts = new Map();
  for (const block of lesson.blocks.filter(({ kind }) => kind === 'policy')) {
    const own = nameOf(block, counts, say);
    block.scene = block.task ? `${block.task}.${own}` : own;
    if (lesson.scenes.has(block.scene)) say(block.line, `there are two policies "${block.scene}"; give one another id`);
    const broken = Boolean(block.broken || clusters.some((cluster) => cluster.broken));
    lesson.scenes.set(block.scene, { files: files(block), line: block.line, broken });
  }
  if (!lesson.scenes.has('start')) say(1, 'the lesson has no "yaml policy start", which is what its lab opens with');
}

function nameOf({ role, id, task, line, fails }, counts, say) {
  if (role === 'slip' && !fails) say(line, 'a slip says which probe it fails: fails="deny a/b -> c/d 80/TCP"');
  if (role === 'variant' && !id) say(line, 'a variant has an id, by which probes speak of it: id=NAME');
  if (role === 'start' || role === 'solution') return role;
  const key = `${task}.${role}`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
  return id ?? `${role}${counts.get(key)}`;
}

function makeTasks(lesson, say) {
  const policies = lesson.blocks.filter(({ kind }) => kind === 'policy');
  const probes = lesson.blocks.filter(({ kind }) => kind === 'probes');
  for (const block of probes) {
    if (block.task) block.on = `${block.task}.solution`;
    block.task = /^(.*)\.solution$/.exec(block.on)?.[1];
  }
  for (const block of lesson.blocks.filter(({ kind }) => kind === 'task')) {
    const { id } = block;
    const own = policies.filter(({ task }) => task === id);
    lesson.tasks.set(id, {
      block,
      start: lesson.scenes.has(`${id}.start`) ? `${id}.start` : 'start',
      solution: `${id}.solution`,
      slips: own.filter(({ role }) => role === 'slip'),
      rows: probes.filter((probe) => probe.task === id).flatMap(({ rows }) => rows),
    });
    const solved = lesson.scenes.has(`${id}.solution`);
    if (!solved) say(block.line, `task ${id} has no solution: "yaml policy solution task=${id}"`);
  }
  for (const { task, line } of policies.filter((policy) => policy.task && !lesson.tasks.has(policy.task))) {
    say(line, `there is no task "${task}"`);
  }
  for (const block of lesson.blocks.filter(({ kind, ask }) => kind === 'probes' || kind === 'quiz' || ask)) {
    block.on ??= 'start';
    block.scene = sceneOf(lesson, block.on);
    if (!block.scene) say(block.line, `there is no policy "${block.on}" to ask about; ${spoken(lesson)}`);
  }
}

const spoken = ({ scenes }) => `there are ${[...scenes.keys()].join(', ') || 'none yet'}`;

// A task without a start of its own begins with the lesson's.
function sceneOf({ scenes, tasks }, on) {
  if (scenes.has(on)) return on;
  const id = /^(.+)\.start$/.exec(on)?.[1];
  return tasks.has(id) && scenes.has('start') ? 'start' : undefined;
}
