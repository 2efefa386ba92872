// Messages: forms, places, what falls back; that each code in the sources has one and each is used; languages and
// translated lessons that do not fit are refused.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readLesson } from '../../web/build/lesson/read.mjs';
import { checkTranslation } from '../../web/build/lesson/translation.mjs';
import { inLanguages, openPages } from '../../web/build/pages.mjs';
import { inEnglish, languagesIn } from '../../web/build/words.mjs';
import { formOf, knows, learn, partsOf, say, words } from '../../web/shared/words.js';
import { pseudo, pseudoLesson } from '../e2e/words/pseudo.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path) => readFile(join(root, path), 'utf8');

test('a form by a number, or by two; a language has as many forms as it needs', () => {
  const rules = (lang) => new Intl.PluralRules(lang);
  const pods = { one: '{count} pod', other: '{count} pods' };
  assert.equal(formOf(pods, { count: 1 }, rules('en')), '{count} pod');
  assert.equal(formOf(pods, { count: 0 }, rules('en')), '{count} pods');
  assert.equal(formOf({ few: 'few', many: 'many', other: 'x' }, { count: 3 }, rules('pl')), 'few');
  assert.equal(formOf({ one: 'one', other: 'x' }, { count: 3 }, rules('pl')), 'x', 'a form that is missing is "other"');
  const two = { by: 'a', one: { by: 'b', one: '1 1', other: '1 n' }, other: 'n' };
  assert.deepEqual([[1, 1], [1, 2], [2, 1]].map(([a, b]) => formOf(two, { a, b }, rules('en'))), ['1 1', '1 n', 'n']);
  assert.equal(formOf('plain', {}, rules('en')), 'plain');
});

test('values stand where the language has them; one that nobody gave is seen', () => {
  const node = {};
  assert.deepEqual(partsOf('{b}, not {a}.', { a: 'x', b: node }), [node, ', not ', 'x', '.']);
  assert.deepEqual(partsOf('{a}{b}', { a: '' }), ['b']);
});

test('a code without a message is an error that tests see', (context) => {
  const error = context.mock.method(console, 'error', () => {});
  learn({ 'test.some': '{count} of {all}' });
  assert.equal(say('test.some', { count: 1, all: 2 }), '1 of 2');
  assert.deepEqual(words('test.some', { count: 1, all: 2 }), [1, ' of ', 2]);
  assert.ok(knows('test.some'));
  assert.equal(say('test.none'), 'test.none');
  assert.equal(error.mock.callCount(), 1);
  assert.throws(() => inEnglish.html('test.none'), /no words for test\.none/);
});

// ---- the sources and the English

async function sourcesIn(folder, ending) {
  const names = await readdir(join(root, folder), { recursive: true });
  return Promise.all(names.filter((name) => ending.test(name)).map((name) => join(folder, name))
    .map(async (path) => ({ path, text: await read(path) })));
}

async function messagesOf(language) {
  const files = await sourcesIn(`web/words/${language}`, /\.json$/);
  return files.flatMap(({ path, text }) =>
    Object.entries(JSON.parse(text)).map(([code, message]) => ({ path, code, message })));
}

const CODE = /['"`]((?:[a-z][\w-]*)(?:\.[\w-]+|\.?\$\{[^}]*\}[\w.-]*)*)['"`]/g;
const CALL = /(?:(?<![#.\w])(?:say|words)|\.(?:html|attribute))\(\s*((?:[^,()]|\([^()]*\))+)/g;
const WRITE = /\bwrite\([^,]+,\s*((?:[^,()]|\([^()]*\))+)/g;
const TEMPLATE = /\{\{(?:say|attribute) ([\w.-]+)\}\}/g;

const asPattern = (code) => new RegExp(`^${code.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'))
  .join('.+')}$`);

test('each code is there once, has words, and is used', async () => {
  const messages = await messagesOf('en');
  const codes = messages.map(({ code }) => code);
  assert.deepEqual(codes.filter((code, at) => codes.indexOf(code) < at), [], 'twice');
  for (const { code, message } of messages) assert.ok(message && JSON.stringify(message).length > 2, code);
  const scripts = await sourcesIn('web', /^(?!words\/).*\.(js|mjs)$/);
  const pages = await sourcesIn('web/pages', /\.html$/);
  const named = [...scripts.flatMap(({ text }) => [...text.matchAll(CODE)].map(([, code]) => code)),
    ...pages.flatMap(({ text }) => [...text.matchAll(TEMPLATE)].map(([, code]) => code))];
  const plain = new Set(named);
  const patterns = named.filter((code) => code.includes('${') && code.includes('.')).map(asPattern);
  const unused = codes.filter((code) => !plain.has(code) && !patterns.some((pattern) => pattern.test(code)));
  assert.deepEqual(unused, [], 'never said');
});

test('what the sources say is there', async () => {
  const codes = new Set((await messagesOf('en')).map(({ code }) => code));
  const missing = [];
  const wanted = (path, code) => {
    const there = code.includes('${') ? [...codes].some((one) => asPattern(code).test(one)) : codes.has(code);
    if (!there) missing.push(`${path}: ${code}`);
  };
  for (const { path, text } of await sourcesIn('web', /^(?!words\/|engine\/).*\.(js|mjs)$/)) {
    if (!/say\.js'|words\.(js|mjs)'|inEnglish/.test(text)) continue;
    for (const [, first] of [...text.matchAll(CALL), ...text.matchAll(WRITE)]) {
      const chosen = first.includes('?') ? first.slice(first.lastIndexOf('?')) : first;
      if (/^\s*[`'"]/.test(chosen) || first.includes('?')) {
        for (const [, code] of chosen.matchAll(CODE)) wanted(path, code);
      }
    }
  }
  for (const { path, text } of await sourcesIn('web/pages', /\.html$/)) {
    for (const [, code] of text.matchAll(TEMPLATE)) wanted(path, code);
  }
  assert.deepEqual(missing, []);
});

// A page that is there in English only says so in its first tag.
test('a template has no words of its own, but where it is English only', async () => {
  const plain = [];
  for (const { path, text } of await sourcesIn('web/pages', /\.html$/)) {
    if (text.includes('<html lang="en"')) continue;
    const bare = text.replace(/\{\{[^}]*\}\}/g, '');
    const named = [...bare.matchAll(/\b(?:aria-label|title|alt|placeholder)="([^"]*)"/g)];
    for (const words of [bare.replace(/<[^>]*>/g, ' '), ...named.map(([, value]) => value)]) {
      plain.push(...(words.match(/[A-Za-z]+/g) ?? []).filter((word) => word !== 'podwall')
        .map((word) => `${path}: ${word}`));
    }
  }
  assert.deepEqual(plain, []);
});

// ---- languages

async function inFolder(files, act) {
  const folder = await mkdtemp(join(root, 'build/words-test-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), typeof text === 'string' ? text : JSON.stringify(text));
    }
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const german = (lab) => ({ 'words/de/language.json': { name: 'Deutsch' }, 'words/de/lab.json': lab });

test('a language may lack messages; those stay English and say so', () => inFolder(
  german({ 'ask.go': 'Fragen', 'ask.more': { one: 'und {count} mehr', other: 'und {count} mehr' } }),
  (folder) => {
    const [english, de, ...more] = languagesIn(root, folder);
    assert.deepEqual([english, more.length], [inEnglish, 0]);
    assert.deepEqual([de.lang, de.name, de.dir], ['de', 'Deutsch', 'ltr']);
    assert.equal(de.html('ask.go'), 'Fragen');
    assert.equal(de.html('ask.more', { count: 2 }), 'und 2 mehr');
    assert.equal(de.html('ask.port'), '<span lang="en" dir="ltr">Port</span>');
    assert.equal(de.attribute('ask.port'), 'Port');
    assert.equal(de.theirs('Denied'), '<span lang="en" dir="ltr">Denied</span>');
    assert.equal(english.theirs('Denied'), 'Denied');
    assert.equal(de.data(['lab']), '<script id="words" type="application/json">'
      + '{"ask.go":"Fragen","ask.more":{"one":"und {count} mehr","other":"und {count} mehr"}}</script>');
    assert.equal(de.data(['quiz']), '<script id="words" type="application/json">{}</script>');
    assert.equal(english.data(['lab']), '');
    const values = {
      root: '', title: 't', description: 'd', lessons: '', lab: '', first: '', line: 1, examples: 1, terms: 1,
    };
    const page = openPages(root, { version: '1', kubernetes: '1.35' }, de)
      .make('home', { ...values, ...inLanguages('index.html', de, [english, de]) });
    assert.match(page, /^<!doctype html>\n<html lang="de" dir="ltr">/);
    assert.match(page, /href="\.\.\/assets\/home\.css"/);
    assert.match(page, /<li><a lang="en" hreflang="en" href="\.\.\/index\.html">English<\/a><\/li>/);
  },
));

test('a language that does not fit the English is refused', async () => {
  const faults = [
    [german({ 'ask.gone': 'x' }), /ask\.gone: there is no such message/],
    [german({ 'ask.more': 'und {zahl} mehr' }), /ask\.more: \{zahl\} is no value of it\n.*\{count\} is missing/],
    [{ 'words/de/lab.json': {} }, /language\.json says the language's own name/],
    [{ 'words/Deutsch!/language.json': { name: 'x' } }, /is named by its language/],
  ];
  for (const [files, message] of faults) {
    await inFolder(files, (folder) => assert.throws(() => languagesIn(root, folder), message));
  }
});

test('words of a language never become markup', () => inFolder(german({ 'ask.go': '<b onclick="x">' }), (folder) => {
  const [, de] = languagesIn(root, folder);
  assert.equal(de.html('ask.go'), '&lt;b onclick=&quot;x&quot;&gt;');
  assert.doesNotMatch(de.data(['lab']), /<b/);
}));

// ---- translated lessons

test('a translation has other words, and the same ids, manifests, probes and keys', async () => {
  const text = await read('tests/lessons/every-kind.md');
  const shared = () => 'kind: Pod\n';
  const lesson = (words, path) => readLesson(words, { path, shared });
  const original = lesson(text, 'lessons/01-every-kind/lesson.md');
  const problemsOf = (words) => checkTranslation(lesson(words, 'lessons/01-every-kind/lesson.de.md'), original)
    .map(({ path, line, message }) => `${path}:${line}: ${message}`).join('\n');
  const translated = pseudoLesson(text);
  assert.equal(problemsOf(translated), '');
  const faults = [
    [/^id: every-kind$/m, 'id: jede-art', /lesson\.de\.md:1: id is "jede-art", not "every-kind" as of lessons\/01/],
    [/app: backend\n/, 'app: hinten\n', /line \d+ of its manifest reads " *app: hinten", not " *app: backend" as at/],
    [/^id: same-dash$/m, 'id: gleicher-strich', /id is "gleicher-strich", not "same-dash"/],
    [/^answer: 1$/m, 'answer: 0', /answer is 0, not 1 as/],
    [/deny( +)dev\/backend/, 'allow$1dev/backend', /probes reads "allow dev\/backend/],
    [/```yaml quiz[^]*?```\n/, '', /stands here, at lessons\/01.*a quiz|the \w+ at .* is missing/],
    [/(```yaml quiz[^]*?```\n)(?![^]*```)/, '$1\n$1', /has no such|stands here/],
  ];
  for (const [find, put, message] of faults) {
    assert.match(translated, find);
    assert.match(problemsOf(translated.replace(find, put)), message, String(find));
  }
});

test('the language of the tests keeps places and code', () => {
  assert.match(pseudo('{count} of `app` done'), /^⟦\{count\} öƒ `app` ðöñé ·+⟧$/);
});
