// The gallery: every example holds, and one that does not, or is not complete, breaks the build.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { proveExamples, readExamples, renderGallery, renderTopics } from '../../web/build/examples.mjs';
import { openBuilt } from '../../web/build/lesson/all.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LIST = 'web/examples/examples.yaml';
let engine;

before(async () => {
  engine = await openBuilt(root);
});
after(() => engine.close());

// A copy of the examples in which `change` did something; read and proven, it must fail like `problem`.
async function refused(change, problem) {
  const folder = await mkdtemp(join(tmpdir(), 'podwall-examples-'));
  try {
    await cp(join(root, 'web/examples'), join(folder, 'web/examples'), { recursive: true });
    await change((path, edit) => readFile(join(folder, path), 'utf8')
      .then((text) => writeFile(join(folder, path), edit(text))), folder);
    assert.throws(() => proveExamples(readExamples(folder), engine), problem);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('there are at least 20, all hold, and no two say the same', () => {
  const examples = proveExamples(readExamples(root), engine);
  assert.ok(examples.length >= 20, `${examples.length} examples`);
  for (const key of ['name', 'title', 'about', 'text']) {
    assert.equal(new Set(examples.map((example) => example[key])).size, examples.length, key);
  }
  const ends = examples.flatMap(({ rows }) => rows.map(({ verdict }) => verdict));
  for (const verdict of ['allow', 'deny']) assert.ok(ends.filter((each) => each === verdict).length > 10, verdict);
});

// The lab asks the first line, and its lists have the ends by their full names.
test('what is asked first is written as the lists of the lab have it', () => {
  for (const { name, text, expect: [line] } of readExamples(root)) {
    const [, ...first] = /^\w+ (\S+) -> (\S+)/.exec(line);
    engine.ask({ do: 'load', files: [{ name: 'x.yaml', text }] });
    const ends = engine.ask({ do: 'ends' }).ends.map((end) => end.name);
    for (const end of first) assert.ok(end.startsWith('ip:') || ends.includes(end), `${name}: ${end}`);
  }
});

test('an expectation that is turned around breaks the build, with its line and the answer', () =>
  refused((edit) => edit(LIST, (text) => text.replace('deny staging/report', 'allow staging/report')),
    /web\/examples: one-dash: "allow staging\/report -> prod\/db 5432\/TCP" does not hold\. Denied at prod\/db/));

test('a manifest with an error breaks the build', () =>
  refused((edit) => edit('web/examples/one-dash.yaml', (text) => text.replace('policyTypes', 'policyTipes')),
    /one-dash\.yaml:\d+: there is no field "policyTipes"/));

test('a pod that is not there breaks the build', () =>
  refused((edit) => edit(LIST, (text) => text.replace('deny staging/report', 'deny staging/raport')),
    /one-dash: .*staging\/raport/));

test('a file without an entry, an entry without a file, a key too few or too many, a name twice', async () => {
  await refused((edit, folder) => writeFile(join(folder, 'web/examples/more.yaml'), ''),
    /more\.yaml is not in examples\.yaml/);
  await refused((edit) => edit(LIST, (text) => text.replace('name: one-dash', 'name: no-dash')),
    /no-dash\.yaml is not there\n.*one-dash\.yaml is not in/);
  await refused((edit) => edit(LIST, (text) => text.replace('topic: Ports', 'tropic: Ports')),
    /service-port has no topic\n.*service-port: what is "tropic"\?/);
  await refused((edit) => edit(LIST, (text) => text.replace('name: one-dash', 'name: two-dashes')),
    /two-dashes is listed twice/);
  await refused((edit) => edit(LIST, (text) => text.replace('deny staging/report', 'ask staging/report')),
    /"ask staging\/report -> prod\/db 5432\/TCP" is not like/);
});

test('pages have each example with its verdict; what an author writes is text', () => {
  const [example] = proveExamples(readExamples(root).slice(0, 1), engine);
  const { gallery } = renderGallery([{ ...example, title: 'a <b> & "c"' }], { root: '../' });
  assert.match(gallery, /<h3 id="default-deny-title">a &lt;b&gt; &amp; &quot;c&quot;<\/h3>/);
  assert.match(gallery, /href="\.\.\/playground\/index\.html#example=default-deny"/);
  assert.match(gallery, /Denied<\/b> at shop\/api: default-deny selects it for ingress and has no ingress rule/);
  assert.match(renderTopics([example]), /data-ask="shop\/web shop\/api 8080\/TCP"/);
});
