// What an editor asks, over the whole corpus and the examples of the site: format changes no object, gives the
// canonical text back to one that was made wide or untidy, and has nothing to add to its own result; each dash
// that moves leaves a text without findings, and moves back; complete and hover answer at every caret.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownCases } from '../lib/cases.mjs';
import { openNative } from '../lib/native.mjs';
import { ROOT } from '../lib/paths.mjs';

const EXAMPLES = join(ROOT, 'web', 'examples');
const FILE = 'file.yaml';
const FAST_EVERY = 5;
const WHOLE = 'across-namespaces.yaml'; // each beginning of it is asked about; of the other examples some
const CARETS_EVERY = 97; // prefixes of which every offset is asked; of the others the end
const LONG_TEXT = /[|>][+-]?$|"[^"\n]*$/m; // its inner blanks count, so widening would change it

export async function run(suite, { fast }) {
  const engine = openNative();
  const texts = [...exampleTexts(), ...ownCases().map((entry) => ({ name: entry.id, text: entry.text() }))];
  const chosen = texts.filter((_, index) => !fast || index % FAST_EVERY === 0);
  if (fast) suite.note(`--fast: every ${FAST_EVERY}th text`);
  for (const { name, text } of chosen) {
    suite.check(`format ${name}`, await formatProblems(engine, text));
    suite.check(`dashes ${name}`, await dashProblems(engine, text));
  }
  await checkCarets(suite, engine, fast);
  await plantedFault(suite, engine);
  await engine.close();
}

// The list of the gallery is no manifest.
const exampleTexts = () => readdirSync(EXAMPLES).sort().filter((name) => name !== 'examples.yaml')
  .map((name) => ({ name, text: readFileSync(join(EXAMPLES, name), 'utf8') }));

const filesOf = (text) => [{ name: FILE, text }];

// ---- format ----

async function formatProblems(engine, text) {
  const formatted = await format(engine, text);
  const variants = LONG_TEXT.test(text) ? [untidy(text)] : [untidy(text), wide(text), untidy(wide(text))];
  const problems = await changeProblems(engine, text, formatted);
  if (await format(engine, formatted) !== formatted) problems.push('formatting twice changes more');
  for (const variant of variants) {
    const back = await format(engine, variant);
    if (back !== formatted) problems.push(difference(back, formatted));
    problems.push(...await changeProblems(engine, variant, back));
  }
  return problems;
}

async function format(engine, text) {
  const { edits } = await engine.ask({ do: 'format', files: filesOf(text), file: FILE });
  return apply(text, edits);
}

// Ascending, and not overlapping, or the text is nonsense.
function apply(text, edits) {
  let at = 0;
  let out = '';
  for (const { from, to, text: inserted } of edits) {
    if (from < at || to < from) return `edits out of order at ${from}`;
    out += text.slice(at, from) + inserted;
    at = to;
  }
  return out + text.slice(at);
}

async function changeProblems(engine, before, after) {
  const objects = async (text) => (await engine.ask({ do: 'dump', stage: 'objects', files: filesOf(text) })).text;
  return await objects(before) === await objects(after) ? [] : ['formatting changed an object'];
}

// Every level twice as deep, and more room behind each dash.
const wide = (text) => text.replace(/^( *)((?:- )*)/gm, (_, blanks, dashes) =>
  blanks + blanks + dashes.replaceAll('- ', '-   '));

// Blanks at the ends of lines, and lines at the end.
const untidy = (text) => `${text.replace(/^(- *|.*[^|>\n])$/gm, '$1  ')}\n  \n`;

function difference(one, other) {
  const lines = other.split('\n');
  const at = one.split('\n').findIndex((line, index) => line !== lines[index]);
  return `line ${at + 1}: ${JSON.stringify(one.split('\n')[at])} and ${JSON.stringify(lines[at])}`;
}

// ---- dashes ----

async function dashProblems(engine, text) {
  const dashesOf = async (files) => (await engine.ask({ do: 'dashes', files })).dashes;
  const isError = ({ severity }) => severity === 'error';
  const errorsOf = async () => (await engine.ask({ do: 'check' })).findings.filter(isError).length;
  const problems = [];
  const dashes = await dashesOf(filesOf(text));
  const errors = await errorsOf();
  for (const { action, edit } of dashes) {
    const moved = apply(text, [edit]);
    const undoes = (dash) => dash.action !== action && dash.edit.from === edit.from;
    const back = (await dashesOf(filesOf(moved))).find(undoes);
    if (await errorsOf() !== errors) problems.push(`${action} at ${edit.from} breaks the text`);
    if (!back || apply(moved, [back.edit]) !== text) problems.push(`${action} at ${edit.from} cannot be undone`);
  }
  return problems;
}

// ---- carets ----

async function checkCarets(suite, engine, fast) {
  for (const { name, text } of exampleTexts()) {
    const problems = [];
    const step = fast || name !== WHOLE ? CARETS_EVERY : 1;
    for (let length = 0; length <= text.length; length += step) {
      const all = name === WHOLE && (length % CARETS_EVERY === 0 || length === text.length);
      problems.push(...await caretProblems(engine, text.slice(0, length), all && !fast ? 0 : length));
    }
    suite.check(`complete and hover in each beginning of ${name}`, problems.slice(0, 5));
  }
}

// The file is loaded once; then only carets are asked.
async function caretProblems(engine, text, first) {
  const problems = [];
  await engine.ask({ do: 'load', files: filesOf(text) });
  for (let at = first; at <= text.length; at += 1) {
    const [options, words] = await Promise.all([
      engine.ask({ do: 'complete', file: FILE, at }), engine.ask({ do: 'hover', file: FILE, at })]);
    const spans = options.ok && options.from <= at && at <= options.to && options.to <= text.length;
    const says = words.ok && (!words.found || (words.from <= at && at <= words.to && words.text !== ''));
    if (!spans || !says) problems.push(`at ${at} of ${text.length}: ${JSON.stringify([options, words]).slice(0, 300)}`);
  }
  return problems;
}

// The test of the test: an engine that takes a line away when it formats must be seen.
async function plantedFault(suite, engine) {
  const text = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: planted\n';
  const liar = { ask: async (request) => {
    const reply = await engine.ask(request);
    return request.do === 'format' ? { ...reply, edits: [{ from: 0, to: 15, text: '' }] } : reply;
  } };
  suite.check('a planted fault is seen', (await formatProblems(liar, text)).length === 0 ? 'it was not' : '');
}
