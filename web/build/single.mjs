// single.mjs: the course as a single HTML file, build/podwall-course.html, which works from a disk (file://). Run by
// `make single`.
//
// Usage, at the top of the repository: node web/build/single.mjs [SITE] [OUT]. Same site, same bytes.
//
// In it are the English pages of the built site that need no site around them: each as a template, its sheet, and one
// script (web/single/main.js) that shows the page that the address names. Links among them are made addresses within
// the file.
// Its policy for content allows that script and those sheets by their hashes, a worker made from a blob, and nothing
// else: no connection to anywhere.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleSingle } from './bundle.mjs';
import { readBounds } from './sizes.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [site = 'site', out = 'build/podwall-course.html'] = process.argv.slice(2);

const PAGES = ['glossary', 'playground', 'examples', 'licences'];
const HEAD = /<meta (?:charset|name="(?:viewport|color-scheme|referrer|description)")[^>]*>/g;
// The search, the pages of findings, and the guide to widgets: they need a site.
const NOT_HERE = /<form class="seek".*?<\/form>|<li><a href="[^"]*(?:codes|embedding)\/index.html">.*?<\/li>/gs;
const FOREIGN = /<(?:template|script(?! type="application\/json"))/;
const NO_SCRIPT = 'This file holds the whole course. Its pages are put on the screen by a script: '
  + 'allow JavaScript for it. It loads nothing and sends nothing.';

async function main() {
  if (!existsSync(join(site, 'index.html'))) throw new Error(`${site} is not built; make site first`);
  const pages = readPages();
  const { script, worker } = await bundleSingle(root);
  const sheets = [...new Set(pages.map(({ sheet }) => sheet))].map((name) =>
    ({ name, text: read(`assets/${name}.css`).toString().trim() }));
  const text = fileOf({ pages, sheets, script, parcels: { wasm: read('assets/podwall.wasm').toString('base64'), worker,
    ...examples() } });
  checkSize(text);
  writeFileSync(out, text);
}

// ---- pages

function readPages() {
  const lessons = readdirSync(join(site, 'lessons')).sort();
  const places = [['page/home', 'index.html', 'home'],
    ...lessons.map((id) => [`lesson/${id}`, `lessons/${id}/index.html`, 'lesson']),
    ...PAGES.map((name) => [`page/${name}`, `${name}/index.html`, name])];
  const names = new Map(places.map(([name, path]) => [path, name]));
  return places.map(([name, path, sheet]) => ({ name, sheet, ...partsOf(read(path).toString(), path, names) }));
}

function partsOf(html, path, names) {
  const [, attributes, all] = /<body([^>]*)>(.*)<\/body>/s.exec(html);
  const [, title] = /<title>(.*?)<\/title>/s.exec(html);
  const body = all.replace(NOT_HERE, '')
    .replace(/<a [^>]*>/g, (tag) => inside(tag, path, names)).trim();
  if (FOREIGN.test(body)) throw new Error(`${path} has a script or a template in its body`);
  return { attributes, title, head: html.match(HEAD), body };
}

// A link to a page that the file has leads there; others are the reader's to follow.
const inside = (tag, path, names) => tag.replace(/ href="([^"#][^"]*)"/, (whole, href) => {
  if (/^[a-z]+:/.test(href)) return whole;
  const [target, place] = href.split('#');
  const to = posix.join(posix.dirname(path), target);
  if (!names.has(to)) throw new Error(`${path} leads to ${to}, which the single file does not have`);
  return ` href="#${names.get(to)}${place ? `/${place}` : ''}"`;
});

const examples = () => Object.fromEntries(readdirSync(join(site, 'examples')).filter((name) => name.endsWith('.yaml'))
  .sort().map((name) => [`example/${basename(name, '.yaml')}`, read(`examples/${name}`).toString()]));

// ---- the file

function fileOf({ pages, sheets, script, parcels }) {
  const [home] = pages;
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
  ${home.head[0]}
  <meta http-equiv="Content-Security-Policy" content="${policyOf(sheets, script)}">
  ${home.head.slice(1).join('\n  ')}
  <title>${home.title}</title>
  <link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,${read('assets/mark.svg').toString('base64')}">
${sheets.map(sheetOf).join('\n')}
</head>
<body>
<noscript><p>${NO_SCRIPT}</p></noscript>
${pages.map(templateOf).join('\n')}
${Object.entries(parcels).map(parcelOf).join('\n')}
<script>${safe(script, 'script')}</script>
</body>
</html>
`;
}

const sheetOf = ({ name, text }) => `<style data-sheet="${name}" media="not all">${safe(text, 'style')}</style>`;

const templateOf = ({ name, sheet, title, attributes, body }) =>
  `<template data-page="${name}" data-sheet="${sheet}" data-title="${title.replaceAll('"', '&quot;')}"${attributes}>
${body}
</template>`;

const parcelOf = ([name, text]) => `<script type="text/plain" data-parcel="${name}">${safe(text, 'script')}</script>`;

function policyOf(sheets, script) {
  const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'", `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${sheets.map(({ text }) => hash(text)).join(' ')}`,
    'worker-src blob:', 'img-src data: blob:', "base-uri 'none'", "form-action 'none'",
  ].join('; ');
}

// Text that stands in an element as it is: nothing in it may end the element, or begin a comment.
function safe(text, element) {
  const bad = new RegExp(`<!--|</?${element}|\\r`, 'i').exec(text);
  if (bad) throw new Error(`a ${element} of the single file has ${JSON.stringify(bad[0])} in it`);
  return text;
}

function checkSize(text) {
  const bytes = Buffer.byteLength(text);
  const most = readBounds(readFileSync(join(root, 'web/build/sizes.txt'), 'utf8')).get('single');
  const size = Math.ceil(bytes / 1000);
  console.log(`${out}: ${size} of ${most} kB`);
  if (!(bytes <= most * 1000)) throw new Error(`the single file weighs ${size} kB; ${most} kB is the most`);
}

function read(path) {
  return readFileSync(join(site, path));
}

main().catch((error) => {
  console.error(`single: ${error.message}`);
  process.exitCode = 1;
});
