// site.mjs: builds site/ from web/, lessons/, docs/embedding.md, docs/codes.md and what it leads to, wasm/engine.js and
// build/podwall.wasm. Run by `make site`.
//
// Scripts, sheets, the worker and the wasm lie in site/assets/ (bundle.mjs); every address is relative,
// so the site works from any folder of any static host. The first answers are worked out here, by the
// same engine, and stand in the HTML before any script runs. Lessons are proven while they are built
// (lessons.mjs), links of the glossary are followed (glossary.mjs), parts without a licence refused
// (licences.mjs); pages have a bound on their size (sizes.mjs).
//
// Each language of web/words has its pages below its own name (words.mjs).
//
// Usage: node web/build/site.mjs [OUT [ALSO]] (default: site). Same input, same bytes out. ALSO: a folder with words/
// and lessons/ of further languages, which are not shipped.

import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, wordsOf } from './bundle.mjs';
import { codePages, readCodes } from './codes.mjs';
import { embeddingPage } from './embedding.mjs';
import { proveExamples, readExamples, renderGallery, renderTopics } from './examples.mjs';
import { glossaryPage, readGlossary } from './glossary.mjs';
import { openBuilt } from './lesson/all.mjs';
import { Proof, readQuestion } from './lesson/proof.mjs';
import { renderLab } from './lesson/render.mjs';
import { lessonPages } from './lessons.mjs';
import { licencesPage } from './licences.mjs';
import { missingPage } from './missing.mjs';
import { writeWorker } from './offline.mjs';
import { inLanguages, openPages, pathIn } from './pages.mjs';
import { searchPage } from './search.mjs';
import { checkSizes } from './sizes.mjs';
import { languagesIn } from './words.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [folder = 'site', also] = process.argv.slice(2);
const out = join(root, folder);
const EXAMPLE = 'web/examples/across-namespaces.yaml';
const QUESTION = 'dev/frontend prod/database 8080/TCP';

async function main() {
  // OUT is emptied first, so it must be a place where nothing but built things lies.
  if (!/^(site|build\/[\w-]+)$/.test(folder)) throw new Error(`${folder}: OUT is site or build/NAME`);
  const engine = await openBuilt(root);
  const example = await readFile(join(root, EXAMPLE), 'utf8');
  const all = languagesIn(root, also);
  const built = all.map((words) => ({
    words, lessons: lessonPages(root, engine, words), lab: exampleLab(engine, example, words),
  }));
  const examples = proveExamples(readExamples(root), engine);
  const findings = codePages(readCodes(root), engine);
  const english = built.find(({ words }) => words.isEnglish);
  const proven = english.lessons.reduce((sum, lesson) => sum + lesson.proven, 0);
  const about = { ...engine.ask({ do: 'about' }), proven };
  engine.close();
  const terms = readGlossary(await readFile(join(root, 'lessons/glossary.md'), 'utf8'));
  const glossary = glossaryPage(terms, english.lessons);
  const search = searchPage(root, { lessons: english.lessons, terms: glossary.terms, codes: findings.codes });

  await rm(out, { recursive: true, force: true });
  const assets = join(out, 'assets');
  await mkdir(assets, { recursive: true });
  await cp(join(root, 'build/podwall.wasm'), join(assets, 'podwall.wasm'));
  await cp(join(root, 'web/pages/mark.svg'), join(assets, 'mark.svg'));
  await write('assets/search-index.json', search.index);
  const outputs = await bundle(root, assets);

  for (const { words, lessons, lab } of built) {
    const pages = openPages(root, about, words);
    const put = (path, name, values, there) => write(pathIn(words, path), pages.make(name, {
      path, words: words.data(['offline', ...wordsOf(outputs, name)]), ...inLanguages(path, words, there), ...values,
    }));
    const own = lessons.filter(({ isOwn }) => isOwn);
    for (const { path, values } of own) await put(path, 'lesson', values, languagesOf(path, built));
    const counts = { examples: examples.length, terms: glossary.terms.length };
    await put('index.html', 'home', { ...homeIn(words, lessons), lessons: listOf(lessons, words), lab, ...counts,
      line: lineOf(example, '      podSelector:') }, all);
    if (!words.isEnglish) continue;
    const alone = (name, { path, values }) => put(path, name, values, [words]);
    await alone('glossary', glossary);
    await alone('search', search);
    await alone('licences', licencesPage(root, outputs));
    await alone('embed', EMBED);
    await alone('embedding', embeddingPage(root));
    await alone('codes', findings.list);
    for (const page of findings.pages) await alone('code', page);
    await alone('playground', playgroundPage(examples));
    await alone('examples', examplesPage(examples));
    for (const { name, text } of examples) await write(`examples/${name}.yaml`, text);
    await alone('404', missingPage(listOf(lessons, words)));
  }
  checkSizes(root, assets, outputs);
  console.log(`kept for times without a network: ${(writeWorker(root, out) / 1e6).toFixed(2)} MB`);
}

const homeIn = (words, [first]) => ({
  root: '', title: words.attribute('home.title'), description: words.attribute('home.description'),
  first: first.isOwn ? first.path : `../${first.path}`,
});

const lineOf = (text, line) => text.split('\n').indexOf(line) + 1;

// The languages a lesson is in.
const languagesOf = (path, built) => built.map(({ words }) => words)
  .filter((_, index) => built[index].lessons.some((lesson) => lesson.isOwn && lesson.path === path));

const EMBED = { path: 'embed/index.html', values: {
  root: '../', title: 'podwall', description: 'A part of podwall for the pages of others.',
} };

const playgroundPage = (examples) => ({ path: 'playground/index.html', values: {
  root: '../', title: 'Playground – podwall', examples: renderTopics(examples),
  description: 'Paste or drop what kubectl get prints and ask who can reach whom. It stays in the tab.',
} });

function examplesPage(examples) {
  const page = {
    root: '../', title: 'Examples – podwall', source: 'web/examples/examples.yaml',
    description: 'Questions people ask about NetworkPolicy, each with manifests and an answer that was proven.',
  };
  return { path: 'examples/index.html', values: { ...page, ...renderGallery(examples, page) } };
}

async function write(path, text) {
  await mkdir(dirname(join(out, path)), { recursive: true });
  await writeFile(join(out, path), text);
}

function exampleLab(engine, text, words) {
  const files = [{ name: 'manifests.yaml', label: 'Manifests', text }];
  const proof = new Proof(engine, { scenes: new Map([['example', { files }]]) });
  const errors = proof.errors('example');
  if (errors.length) throw new Error(`${EXAMPLE}: ${errors[0].message}`);
  return renderLab(proof, 'example', files, readQuestion(QUESTION), words);
}

// A lesson that is not in this language leads to the English one.
function listOf(lessons, words) {
  const items = lessons.map(({ id, title, lead, minutes, path, isOwn }) => {
    const [href, foreign] = isOwn ? [path, ''] : [`../${path}`, ' lang="en" dir="ltr"'];
    const time = words.html('home.minutes', { count: minutes });
    return `<li data-lesson="${id}"><a href="${href}"${foreign && ` hreflang="en"${foreign}`}>${title}</a> `
      + `<span class="minutes">${time}</span> <span class="state"></span><p${foreign}>${lead}</p></li>`;
  });
  return items.length ? `<ol class="lessons">\n${items.join('\n')}\n</ol>` : `<p>${words.html('home.no-lessons')}</p>`;
}

main().catch((error) => {
  console.error(`site: ${error.message}`);
  process.exitCode = 1;
});
