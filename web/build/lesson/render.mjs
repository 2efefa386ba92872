// render.mjs: a lesson that was read and checked to the HTML of its page, whole without a script.
//
//   renderLesson(lesson, proof, { link, words }) -> { article, lab, proven }: HTML of the prose and of the lab, and
//     how many verdicts of it were proven
//   renderLab(proof, scene, files, question, words) -> HTML of a <podwall-lab>, also for other pages
//   link(href): the address on the page of a link as it stands in the Markdown; words: the language of the page
//     (web/build/words.mjs), English where it is not given
//
// The form of each element is described in web/README.md; web/quiz and web/lesson make them live.

import { toneOf } from '../../shared/tone.js';
import { inEnglish } from '../words.mjs';
import { judge } from './checklist.mjs';
import { block as blockHtml, data, escape, html, inline } from './markdown.mjs';
import { readQuestion } from './proof.mjs';

export function renderLesson(lesson, proof, { link, words = inEnglish }) {
  const page = { lesson, proof, words, env: { link }, brought: new Set() };
  const question = readQuestion(lesson.meta.question);
  return {
    article: lesson.blocks.map((block) => RENDER[block.kind](block, page)).filter(Boolean).join('\n'),
    lab: renderLab(proof, 'start', lesson.scenes.get('start').files, question, words),
    proven: lesson.blocks.reduce((sum, block) => sum + claimsIn(block), 0),
  };
}

const claimsIn = ({ rows, flows, conditions, ask }) => (rows ?? flows ?? conditions)?.length ?? (ask ? 1 : 0);

const RENDER = {
  prose: ({ tokens }, { env }) => html(tokens, env).trim(),
  cluster: () => '', // stands in the lab
  policy: (block) => (block.task || block.hidden ? '' : manifest(block.text)), // of a task: stands in the task
  probes: (block, page) => (block.task ? '' : claims(graded(block, page), block, page)),
  task,
  quiz,
  checklist,
  console: output,
  terminal: (block, page) => (block.ask ? session(block, page) : output(block)),
  remark: () => '',
};

// Whatever may be wider than its column can be reached by the keys that scroll it: tabindex.
function output({ text }) {
  return `<pre class="console" tabindex="0"><code>${escape(text)}</code></pre>`;
}

// What is shown, and below it what the engine says of the connection it shows; the verdict has its own word.
function session(block, page) {
  const rows = askedRows([block.ask], block, page)
    .map((row) => ({ ...row, expected: row.verdict, why: reasonOf(row, page.words) }));
  return `<div class="session">${output(block)}\n${claims(rows, block, page)}</div>`;
}

// The verdict has its own word, so its reason begins after that.
const reasonOf = ({ sentence }, words) =>
  words.theirs(escape(words.isEnglish ? sentence.replace(/^\w+:? /, '') : sentence));

// Each line is an element, so that the sheet can number it; the text is the manifest and nothing else.
function manifest(text, attributes = '') {
  const lines = text.replace(/\n$/, '').split('\n').map((line) => `<span class="line">${escape(line)}</span>`);
  return `<pre class="manifest"${attributes} tabindex="0"><code>${lines.join('\n')}\n</code></pre>`;
}

const mark = (tone) => `<svg class="mark ${tone}" aria-hidden="true"><use href="#mark-${tone}"/></svg>`;
const tone = (verdict, words) =>
  `<b class="tone ${toneOf(verdict)}">${mark(toneOf(verdict))}${words.wordOf(verdict)}</b>`;
const flow = ({ from, to, port, protocol }) =>
  `<span class="flow"><code>${escape(from)}</code> → <code>${escape(to)}</code> ${port}/${protocol}</span>`;

const graded = (block, { proof }) => proof.rows(block.scene, block.rows.map(({ text }) => text).join('\n')).rows;

const probeData = (facts) =>
  Object.entries(facts).map(([name, value]) => ` data-${name}="${escape(value)}"`).join('');

function claim(row, words) {
  const note = row.why ?? escape(row.note ?? '');
  const why = note ? ` <span class="why">${note}</span>` : '';
  const facts = probeData({ ...probeOf(row), expected: row.expected });
  return `<li${facts}>${tone(row.verdict, words)} ${flow(row)}${why}</li>`;
}

// Claims about another scene than the lab's bring its files along; the first of a page do, for all.
function claims(rows, { scene }, { lesson, brought, words }) {
  const own = scene === 'start';
  const files = named(lesson.scenes.get(scene).files, words);
  const brings = own || brought.has(scene) ? '' : data({ files, front: 'policy.yaml' });
  brought.add(scene);
  const name = own ? '' : ` data-scene="${escape(scene)}"`;
  const items = rows.map((row) => claim(row, words));
  return `<podwall-claims${name}><ul>\n${items.join('\n')}\n</ul>${brings}</podwall-claims>`;
}

// Files are called what they are in the page's language.
const named = (files, words) =>
  files.map((file) => ({ ...file, label: words.attribute(LABELS[file.name]) }));
const LABELS = {
  'cluster.yaml': 'render.cluster', 'policy.yaml': 'render.policy', 'manifests.yaml': 'render.manifests',
};

function hints(list, { env, words }) {
  const items = (list ?? []).map((text, index) =>
    `<details><summary>${words.html('render.hint', { number: index + 1 })}</summary>${blockHtml(text, env)}</details>`);
  return `<div class="hints">${items.join('\n')}</div>`;
}

// ---- quizzes

// method="dialog": where no script takes the answer, sending it does nothing, and the page stays.
function quiz(block, page) {
  const { env, words } = page;
  const kind = KINDS[block.quiz](block, page);
  return `<podwall-quiz data-kind="${block.quiz}" id="${escape(block.id)}">
<form method="dialog" novalidate>
<fieldset><legend>${inline(block.question, env)}</legend>
${kind.context ? `<div class="context">${kind.context}</div>\n` : ''}${kind.controls}
</fieldset>
${hints(block.hints, page)}
<div class="actions"><button type="submit">${words.html('render.check')}</button></div>
<div class="feedback" role="status"></div>
</form>
<details class="solution"><summary>${words.html('render.answer')}</summary>
<div class="key">${kind.answer}</div>
${blockHtml(block.explain, env)}
</details>
${data({ ...kind.data, wrong: block.wrong && blockHtml(block.wrong, env) })}
</podwall-quiz>`;
}

const option = (type, value, inside) =>
  `<label><input type="${type}" name="choice" value="${value}"> <span>${inside}</span></label>`;
const options = (list) => `<div class="options">\n${list.join('\n')}\n</div>`;
const filesOf = ({ scene }, { lesson }) => lesson.scenes.get(scene).files.map(({ name, text }) => ({ name, text }));
const probeOf = ({ from, to, port, protocol }) => ({ from, to, port, protocol });

// For each kind: the controls, what else is needed to answer, the answer in words, and what the script is told.
const KINDS = {
  one(block, page) {
    if (block.ask) return asked(block, page);
    return chosen('radio', block, page, [block.answer]);
  },
  several: (block, page) => chosen('checkbox', block, page, block.answer),
  predict(block, page) {
    const rows = askedRows(block.flows, block, page);
    return {
      context: context(block, page),
      controls: options(rows.map((row, index) => option('checkbox', index, flow(row)))),
      answer: `<ul>${rows.map((row) => `<li>${tone(row.verdict, page.words)} ${flow(row)}</li>`).join('')}</ul>`,
      data: { files: filesOf(block, page), ask: rows.map(probeOf) },
    };
  },
  line(block, page) {
    const [row] = askedRows([block.ask], block, page);
    const { file, line } = row.decided;
    const text = page.lesson.scenes.get(block.scene).files.find(({ name }) => name === file).text;
    const told = { files: filesOf(block, page), ask: [probeOf(row)], file };
    return { ...linesOf(text, line, row.sentence, page), data: told };
  },
  wrong(block, page) {
    const [{ file, line, message }] = [...page.proof.errors(block.scene), ...page.proof.warnings(block.scene)];
    const files = filesOf(block, page);
    const { text } = files.find(({ name }) => name === file);
    return { ...linesOf(text, line, message, page), data: { files, finding: block.finding, file } };
  },
};

// A manifest of which one line is chosen; in the answer that line and why.
function linesOf(text, line, why, { words }) {
  const lines = text.replace(/\n$/, '').split('\n');
  const items = lines.map((code, index) => `<li value="${index + 1}"><label>`
    + `<input type="radio" name="choice" value="${index + 1}"><code>${escape(code) || ' '}</code></label></li>`);
  const shown = `<code>${escape(lines[line - 1].trim())}</code>`;
  return {
    controls: `<ol class="lines">\n${items.join('\n')}\n</ol>`,
    answer: `<p>${words.html('render.line', { line, text: shown, sentence: words.theirs(escape(why)) })}</p>`,
  };
}

function chosen(type, block, { env }, answers) {
  return {
    controls: options(block.options.map((text, index) => option(type, index, inline(String(text), env)))),
    answer: `<ul>${answers.map((index) => `<li>${inline(String(block.options[index]), env)}</li>`).join('')}</ul>`,
    data: { answer: answers },
  };
}

// Allowed or denied: the engine is the key, here for the words and in the page once more.
function asked(block, page) {
  const [row] = askedRows([block.ask], block, page);
  const verdicts = ['allow', 'deny'];
  return {
    context: context(block, page),
    controls: options(verdicts.map((verdict, index) => option('radio', index, page.words.wordOf(verdict)))),
    answer: `<p>${tone(row.verdict, page.words)} ${flow(row)}</p>\n<p>${page.words.theirs(escape(row.sentence))}</p>`,
    data: { files: filesOf(block, page), ask: [probeOf(row)], verdicts },
  };
}

const askedRows = (lines, { scene }, { proof }) =>
  proof.rows(scene, lines.map((line) => `ask ${line}`).join('\n')).rows;

// What is asked about, where it does not stand in the lab.
const context = ({ scene }, { lesson }) => (scene === 'start' ? '' : manifest(lesson.scenes.get(scene).files[1].text));

// ---- tasks

function task(block, page) {
  const { lesson, proof, env, words } = page;
  const own = lesson.tasks.get(block.id);
  const files = named(lesson.scenes.get(own.start).files, words);
  const solution = lesson.scenes.get(own.solution).files[1].text;
  const text = own.rows.map((row) => row.text).join('\n');
  const { rows } = proof.rows(own.solution, text);
  const told = {
    files, front: 'policy.yaml', file: 'policy.yaml', expect: `${text}\n`, solution,
    question: block.question ? readQuestion(block.question) : probeOf(rows[0]),
    slips: own.slips.map(({ fails, says }) => ({ fails: failsOf(fails), says: inline(says, env) })),
    success: blockHtml(block.success, env), failure: blockHtml(block.failure, env),
  };
  return `<podwall-task id="${escape(block.id)}">
<h3>${inline(block.title, env)}</h3>
${blockHtml(block.goal, env)}
<ul class="probes">
${rows.map((row) => claim(row, words)).join('\n')}
</ul>
${hints(block.hints, page)}
<div class="actions"></div>
<div class="feedback" role="status"></div>
<details class="solution"><summary>${words.html('render.solution')}</summary>
${blockHtml(block.explain ?? block.success, env)}
${manifest(solution)}
</details>
${data(told)}
</podwall-task>`;
}

/** The probe lines that a slip says it fails. */
export const failsOf = (fails) => fails.split(';').map((line) => line.trim()).filter(Boolean);

// ---- checklists

// As the lesson's start has them; the script ticks them from then on.
function checklist(block, page) {
  const { proof, env, words } = page;
  const met = judge(block.conditions, proof, 'start');
  const items = block.conditions.map(({ text, line }, index) => {
    const row = line && proof.rows('solution', line).rows[0];
    const state = words.html(met[index] ? 'checklist.met' : 'checklist.not-yet');
    return `<li${row ? probeData(probeOf(row)) : ''}${met[index] ? ' data-met' : ''}><b class="state">${state}</b> `
      + `<span class="what">${inline(text, env)}</span>${row ? ` ${flow(row)}` : ''}</li>`;
  });
  return `<podwall-checklist id="${escape(block.id)}">
<h3>${inline(block.title, env)}</h3>
${blockHtml(block.goal, env)}
<ul class="items">
${items.join('\n')}
</ul>
<p class="count">${words.html('checklist.count', { count: met.filter(Boolean).length, all: met.length })}</p>
${hints(block.hints, page)}
<div class="actions"></div>
<div class="feedback" role="status"></div>
${data({ items: block.conditions.map(({ conditions }) => conditions), success: blockHtml(block.success, env) })}
</podwall-checklist>`;
}

// ---- the lab before its script: the texts, the first answer, who reaches whom

export function renderLab(proof, scene, files, question, words = inEnglish) {
  const { from, to, port, protocol } = question;
  const texts = named(files, words).map(({ name, label, text }, index) => manifest(text,
    ` data-file="${name}" data-label="${label}"` + (index === files.length - 1 ? ' data-front' : '')));
  const answer = proof.can(scene, question);
  return `<podwall-lab question="${escape(`${from} ${to} ${port}/${protocol}`)}">
<p class="answer">${tone(answer.verdict, words)} ${flow(question)}</p>
<p>${words.theirs(escape(answer.sentence))}</p>
${reach(proof.table(scene, question), question, words)}
${texts.join('\n')}
</podwall-lab>`;
}

function reach({ ends, sets, cells }, { port, protocol }, words) {
  const head = ends.map(({ name }) => `<th scope="col">${escape(name)}</th>`).join('');
  const rows = ends.map(({ name }, from) => {
    const row = cells[from].map((cell, to) => `<td>${from === to ? '–' : words.wordOf(sets[cell])}</td>`).join('');
    return `<tr><th scope="row">${escape(name)}</th>${row}</tr>`;
  });
  return `<div class="wide"><table class="reach">
<caption>${words.html('render.reach', { port: `${port}/${protocol}` })}</caption>
<thead><tr><td></td>${head}</tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table></div>`;
}
