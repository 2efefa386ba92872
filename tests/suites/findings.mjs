// Findings of valid but wrong policies: each case of findings/ gets exactly what is marked in it.
//
// A file is named after a slug and holds its cases, each after a line "#: bad: NAME" or "#: good: NAME".
// A case stands in the cluster of world.yaml, unless its line says "alone". A comment "# ! SLUG" marks the
// line on which a finding starts, with its severity unless that is warning. A case has the warnings that are
// marked and no others; of infos those that are marked, and in good cases none of the file's slug.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openNative } from '../lib/native.mjs';
import { ROOT, SHARED, TESTS } from '../lib/paths.mjs';

const FOLDER = join(TESTS, 'findings');
const SHARED_LINT = join(SHARED, 'lint');
const WORLD = 'world.yaml';
const FILE = 'case.yaml';
const LEAST = 3; // good and bad cases of each slug
const MARK = /# ! ([a-z-]+)(?: (info|warning|error))?/;
const HEAD = /^#: (good|bad)( alone)?: (.*)\n/gm;

export async function run(suite) {
  const engine = openNative();
  const world = readFileSync(join(FOLDER, WORLD), 'utf8');
  for (const name of readdirSync(FOLDER).filter((file) => file !== WORLD).sort()) {
    const slug = name.replace('.yaml', '');
    const cases = casesIn(readFileSync(join(FOLDER, name), 'utf8'));
    suite.check(`${slug}: enough cases`, tooFew(cases));
    for (const one of cases) {
      suite.check(`${slug}: ${one.kind}: ${one.name}`, await problemOf(engine, slug, one, world));
      for (const [code, problem] of await repairProblems(engine, filesOf(one, world)))
        suite.check(`${slug}: ${one.name}: the repair of ${code}`, problem);
    }
  }
  await checkPages(suite, engine, world);
  await compareWithShared(suite, engine);
  await engine.close();
}

export function casesIn(text) {
  const heads = [...text.matchAll(HEAD)];
  return heads.map((head, index) => ({
    kind: head[1],
    alone: head[2] !== undefined,
    name: head[3],
    text: text.slice(head.index + head[0].length, heads[index + 1]?.index ?? text.length),
  }));
}

function tooFew(cases) {
  const count = (kind) => cases.filter((one) => one.kind === kind).length;
  return count('good') < LEAST || count('bad') < LEAST ? `${count('bad')} bad, ${count('good')} good` : '';
}

const filesOf = (one, world) => [{ name: FILE, text: one.text }, ...(one.alone ? [] : [{ name: WORLD, text: world }])];
const line = ({ line: number, slug, severity }) => `${number} ${slug} ${severity}`;

async function problemOf(engine, slug, one, world) {
  const found = (await engine.ask({ do: 'check', files: filesOf(one, world) })).findings;
  const got = found.filter(({ code }) => code.startsWith('PW4'));
  const wanted = one.text.split('\n').flatMap((text, index) => {
    const mark = MARK.exec(text);
    return mark ? [{ line: index + 1, slug: mark[1], severity: mark[2] ?? 'warning' }] : [];
  });
  if (one.kind === 'bad' && !wanted.some((mark) => mark.slug === slug)) return `nothing is marked ${slug}`;
  if (found.some(({ severity }) => severity === 'error')) return `it has errors: ${found[0].message}`;
  const grave = (list) => list.filter(({ severity }) => severity !== 'info').map(line);
  const missing = wanted.map(line).filter((mark) => !got.map(line).includes(mark));
  const extra = grave(got).filter((mark) => !grave(wanted).includes(mark));
  const own = one.kind === 'good' ? got.filter((finding) => finding.slug === slug).map(line) : [];
  const said = (what, list) => list.map((mark) => `${what} ${mark}`);
  return [...said('missing', missing), ...said('too much', extra), ...said('not to be found', own)].join('\n');
}

// A repair takes its finding away, brings no new one, keeps comments, and changes what it says it does.
async function repairProblems(engine, files) {
  const { findings } = await engine.ask({ do: 'load', files, snapshot: 'old' });
  const codes = [...new Set(findings.filter(({ code, fix }) => fix && code.startsWith('PW4')).map(({ slug }) => slug))];
  const problems = [];
  for (const code of codes) problems.push([code, await repairProblem(engine, files, findings, code)]);
  return problems;
}

async function repairProblem(engine, files, findings, code) {
  const reply = await engine.ask({ do: 'fix', files, code });
  const text = (file) => reply.files.find(({ name }) => name === file.name)?.text ?? file.text;
  const mended = files.map((file) => ({ name: file.name, text: text(file) }));
  const after = (await engine.ask({ do: 'load', files: mended, snapshot: 'new' })).findings;
  const changes = await engine.ask({ do: 'changes', snapshot: 'new', since: 'old' });
  const grave = (list) => list.filter(({ severity }) => severity !== 'info');
  const known = new Set(grave(findings).map(({ slug }) => slug));
  const comments = (list) => list.flatMap((file) => file.text.match(/#.*/g) ?? []).sort().join('\n');
  if (reply.files.length === 0) return 'nothing is changed';
  if (after.some(({ slug, fix }) => slug === code && fix)) return `it is still there:\n${reply.diff}`;
  if (grave(after).some(({ slug }) => !known.has(slug))) return `new: ${grave(after).map(line)}\n${reply.diff}`;
  if (reply.change !== changes.text) return `announced: ${reply.change}\nbut: ${changes.text}`;
  const removes = reply.diff.split('\n').some((row) => /^-[^-].*#/.test(row));
  return !removes && comments(files) !== comments(mended) ? `comments are lost:\n${reply.diff}` : '';
}

// Each code of a finding has a page, and the example there has the finding.
async function checkPages(suite, engine, world) {
  const rows = readFileSync(join(ROOT, 'core', 'text', 'diag.c'), 'utf8').matchAll(/"(PW4\d+)", "([a-z-]+)"/g);
  for (const [, code, slug] of rows) {
    const page = join(ROOT, 'docs', 'codes', `${code}.md`);
    const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
    const example = /^```yaml\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? '';
    const { findings } = await engine.ask({ do: 'check', files: filesOf({ text: example }, world) });
    const has = findings.some((finding) => finding.slug === slug);
    suite.check(`docs/codes/${code}.md`, has ? '' : text === '' ? 'there is no page' : `its example has no ${slug}`);
  }
}

// The policies that the issue was written with: each has its slug on one of the lines given.
async function compareWithShared(suite, engine) {
  if (!existsSync(SHARED_LINT)) {
    suite.skip('../shared/lint is not here');
    return;
  }
  const world = { name: WORLD, text: readFileSync(join(SHARED_LINT, WORLD), 'utf8') };
  const rows = readFileSync(join(SHARED_LINT, 'EXPECTED.tsv'), 'utf8').trim().split('\n').slice(1);
  for (const [name, slug, lines] of rows.map((row) => row.split('\t'))) {
    const text = readFileSync(join(SHARED_LINT, name), 'utf8');
    const { findings } = await engine.ask({ do: 'check', files: [{ name: FILE, text }, world] });
    const grave = findings.filter(({ severity, file }) => severity !== 'info' && file === FILE);
    const fits = (finding) => finding.slug === slug && lines.split(',').includes(String(finding.line));
    const said = grave.map(line).join('\n');
    suite.check(`shared: ${name}`, slug === '-' ? said : grave.some(fits) ? '' : `got ${said || 'nothing'}`);
  }
}
