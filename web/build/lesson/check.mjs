// check.mjs: is a lesson true? Everything it claims is asked of the engine.
//
//   checkLesson(lesson, proof) -> [{path, line, message}]: one lesson for itself
//   checkTogether(lessons, { track, ids, exists }) -> the same, for what lessons are to each other: order, ids, links
//   checkPlaces(lesson, lessons, exists) -> the same, for the places of one lesson and its links to others
//     track   folders in their order;  ids  text of lessons/ids.txt;  exists(path) -> is there such a file
//   idsOf(lesson) -> its ids as lessons/ids.txt keeps them
// A message says what is wrong and what to do about it.

import { checkChecklist } from './checklist.mjs';
import { anchor } from './markdown.mjs';
import { readQuestion } from './proof.mjs';
import { failsOf } from './render.mjs';
import { checkProse } from './statements.mjs';
import { checkTerminal } from './terminal.mjs';

const QUESTION = 'question reads "dev/frontend prod/database 8080/TCP"';
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export function checkLesson(lesson, proof) {
  const problems = [...lesson.problems];
  const say = (line, message) => problems.push({ line, message });
  checkMeta(lesson, say);
  checkFields(lesson, say);
  // A lesson that cannot be read is not asked about: each answer would be one more riddle.
  if (!problems.length) checkFacts(lesson, proof, say);
  return problems.map((problem) => ({ path: lesson.path, ...problem }));
}

function checkFacts(lesson, proof, say) {
  checkManifests(lesson, proof, say);
  const rows = checkProbes(lesson, proof, say);
  checkStart(lesson, proof, say);
  for (const { block, ...task } of lesson.tasks.values()) checkTask(block, task, proof, say);
  checkOwnSolution(lesson, proof, say);
  const each = (kind, check) => lesson.blocks.filter((block) => block.kind === kind).forEach(check);
  each('quiz', (block) => checkQuiz(block, proof, say));
  each('terminal', (block) => block.ask && checkTerminal(block, proof, say));
  each('checklist', (block) => checkChecklist(block, lesson, proof, say));
  checkProse(lesson, proof, rows, say);
}

// ---- the form

function checkMeta({ meta, path }, say) {
  const slug = /\/\d\d-([^/]+)\/lesson(?:\.[\w-]+)?\.md$/.exec(path)?.[1];
  if (meta.format !== 1) say(1, `format is ${meta.format}; this is written for format 1`);
  if (slug !== meta.id) say(1, `id is ${meta.id}, the folder says ${slug}; make them the same: the address`);
  if (!(meta.minutes > 0)) say(1, 'minutes is a number, the time a reader needs');
  if (meta.question && !readQuestion(meta.question)) say(1, QUESTION);
}

function checkFields({ blocks }, say) {
  for (const block of blocks) {
    if (block.kind === 'quiz') checkQuizForm(block, say);
    if (block.kind === 'policy' && block.role === 'slip' && !block.says) {
      say(block.line, 'a slip says what went wrong, to whoever made it: says="..."');
    }
    if ('hints' in block && !Array.isArray(block.hints)) say(block.line, 'hints is a list');
  }
}

const QUIZZES = {
  one(block, say) {
    if (block.ask) {
      if (block.options) say('the options of an "ask" are Allowed and Denied; leave them out');
      return;
    }
    if (checkOptions(block, say) && !inRange(block, block.answer)) {
      say(`answer is ${block.answer}; options are counted from 0 to ${block.options.length - 1}`);
    }
  },
  several(block, say) {
    if (!checkOptions(block, say)) return;
    const { answer } = block;
    if (!Array.isArray(answer) || !answer.length) {
      say('several answers are a list that is not empty, as in answer: [0, 2]');
    } else if (!answer.every((index) => inRange(block, index))) {
      say(`answer names [${answer}]; options are counted from 0 to ${block.options.length - 1}`);
    } else if (new Set(answer).size < answer.length) say(`answer names an option twice: [${answer}]`);
  },
  predict(block, say) {
    if (!Array.isArray(block.flows) || block.flows.length < 2) say('predict has flows: a list of two or more');
  },
  line(block, say) {
    if (!block.ask) say('a line quiz has ask: the connection whose line is wanted');
  },
  wrong(block, say) {
    if (!block.finding) say('a quiz about what is wrong has finding: the name of the finding that is wanted');
  },
};

const inRange = ({ options }, index) => Number.isInteger(index) && index >= 0 && index < options.length;

function checkQuizForm(block, tell) {
  const say = (message) => tell(block.line, `quiz ${block.id}: ${message}`);
  if (!QUIZZES[block.quiz]) return say(`kind is ${block.quiz}; there are ${Object.keys(QUIZZES).join(', ')}`);
  QUIZZES[block.quiz](block, say);
  if (!String(block.explain ?? '').trim()) say('explain is empty; say why the answer is right');
}

function checkOptions({ options }, say) {
  if (!Array.isArray(options) || options.length < 2) {
    say('options is a list of two or more');
    return false;
  }
  const texts = options.map((option) => String(option).trim().toLowerCase());
  const twice = options.find((_, index) => texts.indexOf(texts[index]) < index);
  if (twice !== undefined) say(`the option "${twice}" is there twice`);
  return twice === undefined;
}

// ---- what the engine is asked

function checkManifests({ scenes }, proof, say) {
  for (const [name, { line, broken }] of scenes) {
    const errors = proof.errors(name);
    if (broken && !errors.length) say(line, `policy ${name} is marked broken and has no error; take the mark off`);
    if (broken) continue;
    for (const error of errors) {
      say(line, `policy ${name} has an error${told(error)}; mend it, or write "broken" on the fence if it is meant`);
    }
    // What is shown as right has nothing that podwall itself warns of.
    if (!name.endsWith('solution')) continue;
    for (const warning of proof.warnings(name)) {
      say(line, `policy ${name} has a warning${told(warning)}; mend it, or say why: "# podwall: ignore CODE reason"`);
    }
  }
}

const told = ({ file, line, message, hint }) =>
  `${line ? ` (${file} line ${line})` : ''}: ${message}${hint ? `; ${hint}` : ''}`;

// Every list of claims comes out as written. -> all rows, for what the prose says
function checkProbes({ blocks }, proof, say) {
  return blocks.filter(({ kind }) => kind === 'probes').flatMap((block) => {
    if (!block.rows.length) say(block.line, 'this list of probes is empty');
    return checkRows(block.rows, block.scene, proof, say);
  });
}

function checkRows(lines, scene, proof, say) {
  const { rows, problem, line } = proof.rows(scene, lines.map(({ text }) => text).join('\n'));
  if (problem) say(lines[line - 1]?.line ?? lines[0]?.line ?? 1, problem.replace(/^line \d+: /, ''));
  rows.forEach((row, index) => {
    const at = lines[index].line;
    if (row.expected === 'ask') say(at, 'a claim says allow or deny, not ask');
    if (!row.ok) {
      say(at, `${said(row)} is not so on ${scene}: ${row.sentence} Change the line or the manifest`);
    }
  });
  return rows;
}

const said = ({ expected, from, to, port, protocol }) => `"${expected} ${from} -> ${to} ${port}/${protocol}"`;

function checkStart({ meta }, proof, say) {
  const answer = proof.can('start', readQuestion(meta.question));
  if (!answer.ok) say(1, `question: ${answer.error.message}`);
}

function checkTask(block, { start, solution, slips, rows }, proof, say) {
  if (!rows.length) return say(block.line, `task ${block.id} has no probes to be graded by: "probes task=${block.id}"`);
  if (block.question && !readQuestion(block.question)) say(block.line, QUESTION);
  return checkGraded({ name: `task ${block.id}`, line: block.line, start, solution, slips, rows }, proof, say);
}

// A lesson whose policy is to be found has a solution outside of any task. Its checklists grade it too.
function checkOwnSolution({ blocks, scenes }, proof, say) {
  const slips = blocks.filter(({ kind, role, task }) => kind === 'policy' && role === 'slip' && !task);
  const solution = scenes.has('solution') ? 'solution' : 'start';
  const probes = blocks.filter(({ kind, scene }) => kind === 'probes' && scene === solution);
  const listed = blocks.filter(({ kind }) => kind === 'checklist').flatMap(({ conditions }) => conditions);
  const wanted = solution === 'start' ? [] : listed.flatMap(({ line }) => (line ? [{ text: line }] : []));
  const rows = [...probes.flatMap((block) => block.rows), ...wanted];
  if (solution === 'start') return checkSlips({ slips, rows }, proof, say);
  const { line } = scenes.get('solution');
  if (!rows.length) return say(line, 'the solution has no probes to be graded by: "probes on=solution"');
  return checkGraded({ name: 'the lesson', line, start: 'start', solution, slips, rows }, proof, say);
}

// Whether the solution passes was seen with its list of probes.
function checkGraded({ name, line, start, slips, rows }, proof, say) {
  if (!failing(start, rows, proof).length) {
    say(line, `${name}: the start passes every probe already; change it or add a probe`);
  }
  checkSlips({ slips, rows }, proof, say);
}

function failing(scene, lines, proof) {
  return proof.rows(scene, lines.map(({ text }) => text).join('\n')).rows.filter(({ ok }) => !ok).map(said);
}

function checkSlips({ slips, rows }, proof, say) {
  for (const { fails, scene, line } of slips) {
    const named = proof.rows(scene, failsOf(fails).join('\n'));
    if (named.problem) say(line, `fails: ${named.problem}`);
    const wanted = named.rows.map(said).sort();
    const found = failing(scene, rows, proof).sort();
    if (!named.problem && wanted.join() !== found.join()) {
      say(line, `this slip is to fail ${wanted.join(' and ')}; it fails ${found.join(' and ') || 'nothing'}`);
    }
  }
}

// Where the author wrote an answer too, it is the engine's.
function checkQuiz(block, proof, tell) {
  if (block.quiz === 'wrong') checkWrong(block, proof, tell);
  const lines = block.flows ?? (block.ask ? [block.ask] : []);
  if (!lines.length) return;
  const say = (message) => tell(block.line, `quiz ${block.id}: ${message}`);
  const { rows, problem } = proof.rows(block.scene, lines.map((line) => `ask ${line}`).join('\n'));
  if (problem) {
    say(problem);
    return;
  }
  if (block.quiz === 'line' && !rows[0].decided) {
    say(`no line decides this one: ${rows[0].sentence} Ask about a connection that a line decides`);
    return;
  }
  const key = KEYS[block.quiz](rows);
  if ('answer' in block && String(block.answer) !== String(key)) {
    say(`answer is ${block.answer}, the engine says ${key}; correct it, or leave it out`);
  }
}

// One mistake, so that no other line is as right.
function checkWrong({ id, line, scene, finding, answer }, proof, tell) {
  const say = (message) => tell(line, `quiz ${id}: ${message}`);
  const found = [...proof.errors(scene), ...proof.warnings(scene)];
  const names = found.map((each) => `${each.slug} on line ${each.line}`).join(', ') || 'nothing';
  if (found.length !== 1 || found[0].slug !== finding) {
    say(`${finding} is to be all that podwall finds; it finds ${names}`);
  } else if (answer !== undefined && answer !== found[0].line) {
    say(`answer is ${answer}, the engine says ${found[0].line}; correct it, or leave it out`);
  }
}

const KEYS = {
  one: ([row]) => row.verdict,
  predict: (rows) => rows.flatMap((row, index) => (row.verdict === 'allow' ? [index] : [])),
  line: ([row]) => row.decided.line,
};

// ---- lessons together

/** "lesson" and "lesson/block", a line each in lessons/ids.txt. */
export const idsOf = ({ meta, blocks }) => [String(meta.id), ...ownIds(blocks).map((id) => `${meta.id}/${id}`)];

const ownIds = (blocks) => blocks.filter(({ kind }) => ['quiz', 'task', 'checklist'].includes(kind))
  .map(({ id }) => id).filter(Boolean);

export function checkTogether(lessons, { track, ids, exists }) {
  const problems = [];
  const say = (path, line, message) => problems.push({ path, line, message });
  checkIds(lessons, ids, say);
  checkTrack(lessons, track, say);
  return [...problems, ...lessons.flatMap((lesson) => checkPlaces(lesson, lessons, exists))];
}

export function checkPlaces(lesson, lessons, exists) {
  const problems = [];
  const say = (path, line, message) => problems.push({ path, line, message });
  checkAnchors(lesson, say);
  checkLinks(lesson, lessons, exists, say);
  return problems;
}

function checkIds(lessons, text, say) {
  const published = text.split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#'));
  const there = new Set();
  for (const lesson of lessons) {
    for (const id of idsOf(lesson)) {
      if (there.has(id)) say(lesson.path, 1, `the id ${id} is used twice; an id is one block's for ever`);
      const plain = id.split('/').every((part) => ID.test(part));
      if (!plain) say(lesson.path, 1, `the id ${id} is not small letters and dashes`);
      if (!published.includes(id)) say(lesson.path, 1, `lessons/ids.txt lacks ${id}: run make lesson-ids`);
      there.add(id);
    }
  }
  for (const id of published.filter((line) => !there.has(line))) {
    const line = text.split('\n').indexOf(id) + 1;
    say('lessons/ids.txt', line, `${id} was published and is gone: readers' progress hangs on it; bring it back`);
  }
}

function checkTrack(lessons, track, say) {
  const folders = lessons.map(({ path }) => path.split('/')[1]);
  const file = 'lessons/track.yaml';
  const gone = track.filter((name) => !folders.includes(name));
  const unlisted = folders.filter((name) => !track.includes(name));
  for (const folder of gone) say(file, 1, `there is no lessons/${folder}/lesson.md`);
  for (const folder of unlisted) say(file, 1, `${folder} is not in the list of lessons`);
  const before = [];
  for (const folder of track.filter((name) => folders.includes(name))) {
    const { meta, path } = lessons[folders.indexOf(folder)];
    for (const id of meta.needs ?? []) {
      if (!before.includes(id)) say(path, 1, `needs ${id}, which is not before it in lessons/track.yaml`);
    }
    before.push(meta.id);
  }
}

// A heading's place on the page is its words, a block's its id: no two are alike.
function checkAnchors(lesson, say) {
  const anchors = anchorsOf(lesson);
  for (const name of new Set(anchors.filter((one, at) => anchors.indexOf(one) < at))) {
    say(lesson.path, 1, `two places are called #${name}, headings or blocks; call one of them something else`);
  }
}

// Links lead to a heading or a block of this page, to another lesson's lesson.md, or to https.
function checkLinks(lesson, lessons, exists, say) {
  const anchors = new Map(lessons.map((other) => [other.path, new Set(anchorsOf(other))]));
  for (const { href, line } of linksOf(lesson)) {
    const [, target, hash] = /^([^#]*)#?(.*)$/.exec(href);
    if (/^https:\/\//.test(target)) continue;
    const path = target ? new URL(target, `file:///${lesson.path}`).pathname.slice(1) : lesson.path;
    if (target && (!anchors.has(path) || !exists(path))) {
      say(lesson.path, line, `the link to ${href} leads nowhere; a link to a lesson reads ../NN-slug/lesson.md`);
    } else if (hash && !anchors.get(path).has(hash)) {
      const there = [...anchors.get(path)].map((id) => `#${id}`).join(', ');
      say(lesson.path, line, `the link to ${href} leads nowhere; there are ${there}`);
    }
  }
}

const inlines = ({ blocks }) => blocks.filter(({ kind }) => kind === 'prose')
  .flatMap(({ tokens }) => tokens.filter(({ type }) => type === 'inline'));

function linksOf(lesson) {
  return inlines(lesson).flatMap(({ children, map }) => children.flatMap((token) => {
    const href = token.attrGet(token.type === 'image' ? 'src' : 'href');
    return href ? [{ href, line: (map?.[0] ?? 0) + 1 }] : [];
  }));
}

function anchorsOf({ blocks }) {
  const tokens = blocks.flatMap((block) => block.tokens ?? []);
  const headings = tokens.flatMap(({ type }, at) => (type === 'heading_open' ? [anchor(tokens[at + 1].content)] : []));
  return [...headings, ...ownIds(blocks)];
}
