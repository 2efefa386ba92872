// codes.mjs: docs/codes.md and docs/codes/*.md to pages: the list of codes, and a page for each code that has one.
//
//   readCodes(root) -> {list, pages: Map(code -> text), world, fileAt}   what the pages are made of
//     fileAt(path): where a file of the project can be read
//   codePages(source, engine) -> {list, pages: [{path, values}], codes: [{code, slug, severity, text, path}]}
//     list: {path, values} of the list;  codes: all of them, as a search wants them
//
// The example of a page is judged while it is built: it must have the finding of the page on the line that says
// "# here". What podwall says there, and the change it proposes, stand on the page before a script runs. A page that
// does not hold is an error that names its file.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { escape, html, inline, parse } from './lesson/markdown.mjs';
import { readRepository } from './repository.mjs';
import { plain } from './sections.mjs';

const LIST = 'docs/codes.md';
const FOLDER = 'docs/codes';
const WORLD = 'tests/findings/world.yaml';
const IN_WORLD = 'In the cluster of `tests/findings/world.yaml`:';
const ROW = new RegExp([/^\| \[?(PW\d{4})\]?(?:\(codes\/PW\d{4}\.md\))?/, /([a-z0-9-]+)/, /(error|warning|info)/,
  /(.*?) \|(?: (.*) \|)?$/].map(({ source }) => source).join(' \\| '));
const PAGE = new RegExp([/^# (PW\d{4}) (\S+)/, /([^]*?)/, /Usually: \*\*(\w+)\*\*\./, /## Example/,
  /(?:([^`][^]*?)\n\n)?```yaml\n([^]*?)```/, /## What to do/, /([^]*)$/].map(({ source }) => source).join('\\n\\n'));
const HERE = /# here$/m;
const FLOW = /(\S+) -> (\S+) (\d+\/\w+)/; // as the change of a repair names the first that has a port
const WORDS = {
  title: 'Findings', code: 'Code', severity: 'Severity', meaning: 'Meaning', example: 'For example:',
  file: 'Policy', world: 'Cluster', around: 'The cluster around it', change: 'Proposed change', all: 'All findings',
};
const POLICY = 'policy.yaml';
const CLUSTER = 'cluster.yaml';

export function readCodes(root) {
  const text = (path) => readFileSync(join(root, path), 'utf8');
  const names = existsSync(join(root, FOLDER)) ? readdirSync(join(root, FOLDER)).sort() : [];
  return {
    list: text(LIST), world: text(WORLD).replace(/^(#.*\n)+/, ''), fileAt: readRepository(root).file,
    pages: new Map(names.map((name) => [basename(name, '.md'), text(`${FOLDER}/${name}`)])),
  };
}

export function codePages({ list, pages, world, fileAt }, engine) {
  const rows = list.split('\n').map(rowOf).filter(Boolean);
  const pathOf = (code) => (pages.has(code) ? `codes/${code}/index.html` : `codes/index.html#${code}`);
  const known = rows.filter(({ code }) => pages.has(code));
  const made = known.map((row) => ({ row, ...readPage(row, pages.get(row.code)) }));
  const judged = made.map((page) => (page.problem ? page : { ...page, ...judge(page, world, engine) }));
  refuse([
    ...[...pages.keys()].filter((code) => !rows.some((row) => row.code === code))
      .map((code) => `${FOLDER}/${code}.md: ${LIST} has no row for ${code}`),
    ...rows.filter(({ linked, code }) => linked && !pages.has(code))
      .map(({ code }) => `${LIST}: ${code} leads to a page that is not there`),
    ...known.filter(({ linked }) => !linked).map(({ code }) => `${LIST}: ${code} does not lead to its page`),
    ...judged.filter(({ problem }) => problem).map(({ row, problem }) => `${FOLDER}/${row.code}.md: ${problem}`),
  ]);
  return {
    list: listPage(list, fileAt),
    pages: judged.map((page, at) => codePage(page, judged[at - 1], judged[at + 1], world)),
    codes: rows.map(({ code, slug, severity, meaning }) =>
      ({ code, slug, severity, text: plain(parse(meaning)), path: pathOf(code) })),
  };
}

function refuse(problems) {
  if (problems.length) throw new Error(['the pages of findings do not hold', ...problems].join('\n'));
}

// ---- the list

function rowOf(line) {
  const [, code, slug, severity, meaning, example] = ROW.exec(line) ?? [];
  return code && { code, slug, severity, meaning, example, linked: line.startsWith('| [') };
}

function listPage(text, fileAt) {
  const [, lead, rest] = /^# .*\n\n([^]*?)\n\n([^]*)$/.exec(text);
  const link = (href) => (href.startsWith('codes/') ? `${basename(href, '.md')}/index.html` : fileAt(`docs/${href}`));
  return {
    path: 'codes/index.html',
    values: {
      root: '../', source: LIST, heading: WORDS.title, title: `${WORDS.title} – podwall`, subject: WORDS.title,
      description: escape(plain(parse(lead))), lead: inline(lead, { link }), guide: withTables(rest, link),
    },
  };
}

// The prose as it is; a table as one of ours, with a place for each code.
function withTables(text, link) {
  const lines = text.split('\n');
  const tokens = parse(text);
  const tables = [];
  const prose = [];
  for (const token of tokens) {
    if (token.type === 'table_open') tables.push({ at: prose.length, map: token.map, open: true });
    if (!tables.at(-1)?.open) prose.push(token);
    if (token.type === 'table_close') tables.at(-1).open = false;
  }
  const ends = [...tables.map(({ at }) => at), prose.length];
  return ends.map((end, i) => {
    const before = html(prose.slice(ends[i - 1] ?? 0, end), { link });
    return tables[i] ? before + tableOf(lines.slice(...tables[i].map), link) : before;
  }).join('');
}

// On a phone its rows become blocks, which takes its meaning away from a table; the roles bring it back.
function tableOf(lines, link) {
  const rows = lines.map(rowOf).filter(Boolean);
  const heads = [WORDS.code, WORDS.severity, WORDS.meaning].map((word) => `<th role="columnheader">${word}</th>`);
  return `<table class="codes" role="table">
<thead role="rowgroup"><tr role="row">${heads.join('')}</tr></thead>
<tbody role="rowgroup">
${rows.map((row) => rowHtml(row, link)).join('\n')}
</tbody>
</table>
`;
}

function rowHtml({ code, slug, severity, meaning, example, linked }, link) {
  const name = linked ? `<a href="${link(`codes/${code}.md`)}"><code>${code}</code> ${slug}</a>`
    : `<code>${code}</code> ${slug}`;
  const shown = example ? `<p class="example">${WORDS.example} ${inline(example, { link })}</p>` : '';
  return `<tr role="row" id="${code}"><td role="cell" class="name">${name}</td>`
    + `<td role="cell" class="${severity}">${severity}</td>`
    + `<td role="cell">${inline(meaning, { link })}${shown}</td></tr>`;
}

// ---- a page

function readPage(row, text) {
  const [whole, code, slug, lead, severity, scene, example, todo] = PAGE.exec(text) ?? [];
  if (!whole) return { problem: 'it is not written as the others are' };
  if (code !== row.code || slug !== row.slug || severity !== row.severity) {
    return { problem: `it says ${code} ${slug} ${severity}, ${LIST} ${row.code} ${row.slug} ${row.severity}` };
  }
  if (!HERE.test(example)) return { problem: 'no line of its example ends with "# here"' };
  return { lead, example, todo, inWorld: scene === IN_WORLD };
}

const filesOf = ({ example, inWorld }, world) =>
  [{ name: POLICY, text: example }, ...inWorld ? [{ name: CLUSTER, text: world }] : []];

function judge(page, world, engine) {
  const files = filesOf(page, world);
  const line = page.example.slice(0, page.example.search(HERE)).split('\n').length;
  const { findings = [] } = engine.ask({ do: 'load', files });
  const finding = findings.find((one) => one.code === page.row.code && one.file === POLICY && one.line === line);
  if (!finding) return { problem: `podwall does not find it on line ${line} of its example` };
  const { diff, change } = finding.fix ? engine.ask({ do: 'fix', files, code: page.row.slug }) : {};
  return { finding, diff, change };
}

function codePage({ row: { code, slug }, lead, finding, diff, change, ...page }, before, after, world) {
  const title = `${code} ${slug}`;
  return {
    path: `codes/${code}/index.html`,
    values: {
      root: '../../', source: `${FOLDER}/${code}.md`, title: `${title} – podwall`, subject: title,
      description: escape(plain(parse(lead))), heading: `<code>${code}</code> ${slug}`, lead: inline(lead, {}),
      finding: findingHtml(finding), lab: labHtml(page, world, change),
      example: escape(page.example), todo: html(parse(page.todo), {}),
      change: diff ? changeHtml(diff, change) : '',
      ways: [before && wayTo(before.row, 'prev'), `<a href="../index.html">${WORDS.all}</a>`,
        after && wayTo(after.row, 'next')].filter(Boolean).map((way) => `<li>${way}</li>`).join(''),
    },
  };
}

const wayTo = ({ code, slug }, rel) =>
  `<a rel="${rel}" href="../${code}/index.html"><code>${code}</code> ${slug}</a>`;

const findingHtml = ({ line, severity, message, hint }) => `<p class="said ${severity}">`
  + `<b>Line ${line}, ${severity}:</b> ${escape(message)}${hint ? `; ${escape(hint)}` : ''}</p>`;

// It asks about what the repair opens or closes.
function labHtml({ example, inWorld }, world, change) {
  const file = (name, label, text) =>
    `<pre tabindex="0" data-file="${name}" data-label="${label}">${escape(text)}</pre>`;
  const cluster = () =>
    `<details><summary>${WORDS.around}</summary>\n${file(CLUSTER, WORDS.world, world)}\n</details>\n`;
  const [, ...question] = FLOW.exec(change) ?? [];
  const asked = question.length ? ` question="${escape(question.join(' '))}"` : '';
  return `<podwall-lab front="${POLICY}" view="yaml"${asked}>\n${file(POLICY, WORDS.file, example)}\n`
    + `${inWorld ? cluster() : ''}</podwall-lab>`;
}

// The lines of a diff below its two names, each marked for what it is.
function changeHtml(diff, change) {
  const KINDS = { '+': 'ins', '-': 'del' };
  const lines = diff.trimEnd().split('\n').filter((line) => !/^(---|\+\+\+|@@) /.test(line)).map((line) => {
    const kind = KINDS[line[0]];
    return kind ? `<${kind}>${escape(line)}</${kind}>` : escape(line);
  });
  return `<h3>${WORDS.change}</h3>\n<pre class="diff" tabindex="0"><code>${lines.join('\n')}</code></pre>\n`
    + `<p class="opens">${escape(change)}</p>`;
}
