// examples.mjs: the gallery, web/examples/, proven and made into HTML.
//
//   readExamples(root) -> [{name, topic, title, about, expect, text}]    of examples.yaml and the files it names
//   proveExamples(examples, engine) -> the same with `rows`: each line of `expect` with its verdict, its sentence and
//     the place that decides. Throws, naming each line that does not hold
//   renderTopics(examples) -> HTML: links that open them in the playground, as the playground has them
//   renderGallery(examples, {root}) -> HTML: all of them with their verdicts and manifests
//
// A verdict on a page is the engine's; what is expected only says whether the page may be built.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import YAML from 'yaml';
import { toneOf } from '../shared/tone.js';
import { escape } from './lesson/markdown.mjs';
import { Proof } from './lesson/proof.mjs';
import { inEnglish } from './words.mjs';

const LIST = 'examples.yaml';
const KEYS = ['name', 'topic', 'title', 'about', 'expect'];
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const CLAIM = /^(allow|deny) \S+ -> \S+ [\w-]+\/\w+/;

export function readExamples(root) {
  const folder = join(root, 'web/examples');
  const list = YAML.parse(readFileSync(join(folder, LIST), 'utf8'));
  const problems = list.flatMap(problemsOf);
  const names = list.map(({ name }) => name);
  const there = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== LIST)
    .map((file) => file.slice(0, -'.yaml'.length));
  problems.push(
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name} is listed twice`),
    ...names.filter((name) => !there.includes(name)).map((name) => `${name}.yaml is not there`),
    ...there.filter((name) => !names.includes(name)).map((name) => `${name}.yaml is not in ${LIST}`),
  );
  refuse(problems);
  return list.map((example) => ({ ...example, text: readFileSync(join(folder, `${example.name}.yaml`), 'utf8') }));
}

function problemsOf(example, at) {
  const who = example.name ?? `the ${at + 1}. example`;
  const missing = KEYS.filter((key) => !example[key]?.length).map((key) => `${who} has no ${key}`);
  const strange = Object.keys(example).filter((key) => !KEYS.includes(key)).map((key) => `${who}: what is "${key}"?`);
  if (missing.length) return [...missing, ...strange];
  const name = NAME.test(who) ? [] : [`${who}: a name is of small letters, digits and single dashes`];
  const lines = example.expect.filter((line) => !CLAIM.test(line))
    .map((line) => `${who}: "${line}" is not like "deny FROM -> TO PORT/PROTOCOL"`);
  return [...strange, ...name, ...lines];
}

export function proveExamples(examples, engine) {
  const proven = examples.map((example) => prove(example, engine));
  refuse(proven.flatMap(({ problems }) => problems));
  return proven.map(({ rows }, at) => ({ ...examples[at], rows }));
}

function prove({ name, text, expect }, engine) {
  const proof = new Proof(engine, { scenes: new Map([[name, { files: [{ name: `${name}.yaml`, text }] }]]) });
  const errors = proof.errors(name).map(({ line, message }) => `${name}.yaml:${line}: ${message}`);
  const { rows, problem } = proof.rows(name, expect.join('\n'));
  if (problem) return { rows, problems: [...errors, `${name}: ${problem}`] };
  const wrong = rows.filter(({ ok }) => !ok)
    .map(({ line, sentence }) => `${name}: "${expect[line - 1]}" does not hold. ${sentence}`);
  return { rows, problems: [...errors, ...wrong] };
}

function refuse(problems) {
  const list = problems.map((each) => `web/examples: ${each}`).join('\n');
  if (problems.length) throw new Error(`an example does not hold\n${list}`);
}

// ---- HTML

const topicsOf = (examples) => [...new Set(examples.map(({ topic }) => topic))]
  .map((topic) => ({ topic, inside: examples.filter((example) => example.topic === topic) }));

// The first line without its verdict, as it is written: an address keeps the `ip:` by which the lab knows it.
const askOf = ({ expect: [first] }) => first.replace(/^\w+ /, '').replace(' -> ', ' ').replace(/\s*#.*$/, '');

export function renderTopics(examples) {
  const link = (example) => `<li><a href="#example=${example.name}" data-example="${example.name}"`
    + ` data-ask="${escape(askOf(example))}">${escape(example.title)}</a></li>`;
  const topics = topicsOf(examples).map(({ topic, inside }, at) => `<details name="topic"${at ? '' : ' open'}>`
    + `<summary>${escape(topic)} <span>${inside.length}</span></summary>\n`
    + `<ul>\n${inside.map(link).join('\n')}\n</ul></details>`);
  return `<div class="topics">\n${topics.join('\n')}\n</div>`;
}

export function renderGallery(examples, { root }) {
  const parts = topicsOf(examples).map(({ topic, inside }, at) => `<section aria-labelledby="topic-${at + 1}">
<h2 id="topic-${at + 1}">${escape(topic)}</h2>
${inside.map((example) => card(example, root)).join('\n')}
</section>`);
  const contents = topicsOf(examples).map(({ topic, inside }, at) =>
    `<li><a href="#topic-${at + 1}">${escape(topic)}</a> <span>${inside.length}</span></li>`);
  return { count: examples.length, contents: `<ol>${contents.join('')}</ol>`, gallery: parts.join('\n') };
}

function card({ name, title, about, text, rows: [first, ...others] }, root) {
  const more = others.map((row) => `<li>${tone(row)} ${flow(row)}</li>`).join('\n');
  const unseen = (words) => `<span class="visually-hidden">${escape(words)}</span>`;
  const address = `${root}playground/index.html#example=${name}`;
  return `<article class="example" id="${name}" aria-labelledby="${name}-title">
<h3 id="${name}-title">${escape(title)}</h3>
<p class="about">${escape(about.trim())}</p>
<div class="answer ${toneOf(first.verdict)}">
<p>${flow(first)}</p>
<p>${said(first)}</p>
</div>
${more && `<ul class="more">\n${more}\n</ul>`}
<div class="doors">
<p class="try"><a class="open" href="${address}">Open in the playground${unseen(`: ${title}`)}</a></p>
<details><summary>Manifests${unseen(` of: ${title}`)}</summary>${manifest(text)}</details>
</div>
</article>`;
}

const mark = (name) => `<svg class="mark ${name}" aria-hidden="true"><use href="#mark-${name}"/></svg>`;
const tone = ({ verdict }) =>
  `<b class="tone ${toneOf(verdict)}">${mark(toneOf(verdict))}${inEnglish.wordOf(verdict)}</b>`;
const flow = ({ from, to, port, protocol }) =>
  `<span class="flow"><code>${escape(from)}</code> → <code>${escape(to)}</code> ${port}/${protocol}</span>`;

// The sentence opens with its verdict, which gets its mark.
function said(row) {
  const word = inEnglish.wordOf(row.verdict);
  const rest = row.sentence.startsWith(word) ? row.sentence.slice(word.length) : `: ${row.sentence}`;
  return `${tone(row)}${escape(rest)}`;
}

function manifest(text) {
  const lines = text.replace(/\n$/, '').split('\n').map((line) => `<span class="line">${escape(line)}</span>`);
  return `<pre class="manifest" tabindex="0"><code>${lines.join('\n')}\n</code></pre>`;
}
