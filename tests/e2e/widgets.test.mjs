// Widgets on a page of somebody else: another origin, a strict policy, one script.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { openForeign } from './foreign.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const example = await readFile(new URL('../../web/examples/across-namespaces.yaml', import.meta.url), 'utf8');
const indented = (text) => text.replace(/^(?=.)/gm, '    ');
let world;

before(async () => {
  world = await openForeign();
});
after(() => world.close());

const SCRIPT = '<script type="module" src="SITE/assets/podwall.js"></script>';
const onPage = (body) => `<!doctype html><html lang="en">
<head><meta charset="utf-8"><title>Theirs</title>${SCRIPT}</head>
<body><main><h1>Theirs</h1>${body}</main></body></html>`;
const QUIZ = `<podwall-quiz id="first"><script type="application/json">
  {"question": "Which is open?", "options": ["A closed pod", "An open <b>pod</b>"],
   "answer": 1, "explain": "Nothing isolates it.", "wrong": "<img src=x onerror=alert(1)>", "hints": ["Think of doors."]}
</script></podwall-quiz>`;
const LAB = (id) => `<podwall-lab id="${id}" question="dev/frontend prod/database 8080/TCP">
  <script type="application/yaml" data-file="all.yaml">\n${indented(example)}  </script></podwall-lab>`;

function widgets(name, body, act, options) {
  test(name, async () => {
    const page = await world.open(onPage(body), options);
    await act(page);
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  });
}

const engineLoaded = (page) => page.requested.some((name) => name.startsWith('podwall.wasm'));
const answer = (page, id) => page.locator(`#${id} podwall-ask .answer`);

widgets('a quiz: answered wrong and right without the engine; the page hears of each', QUIZ, async (page) => {
  await page.getByLabel('A closed pod').check();
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('Not yet.').waitFor();
  await page.getByText('<img src=x').waitFor(); // text, not markup
  await page.getByLabel('An open <b>pod</b>').check();
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('Nothing isolates it.').first().waitFor();
  const heard = await page.heard();
  assert.deepEqual(heard.map(({ name, on }) => [name, on]), Array(2).fill(['podwall-answer', 'podwall-quiz']));
  assert.deepEqual(heard.map(({ detail }) => detail.result.success), [false, true]);
  const { verb, object } = heard[1].detail;
  assert.match(verb.id, /answered$/);
  assert.match(object.id, /\/#first$/);
  assert.deepEqual(object.definition.correctResponsesPattern, ['1']);
  assert.equal(engineLoaded(page), false);
});

widgets('a quiz whose answer the engine has: loaded when it is checked, in a worker', `
  <podwall-quiz><script type="application/json">{"question": "Does it get through?",
    "ask": "dev/frontend prod/database 8080/TCP", "explain": "Look at the dash."}</script>
  <script type="application/yaml">\n${indented(example)}</script></podwall-quiz>`, async (page) => {
  await page.getByText('kind: NetworkPolicy').waitFor();
  assert.equal(engineLoaded(page), false);
  await page.getByLabel('Denied').check();
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('Right.').waitFor();
  assert.equal(await page.evaluate(() => window.workersMade), 1);
});

widgets('two labs and a quiz share one engine, and each has its own text', LAB('one') + LAB('two'), async (page) => {
  await answer(page, 'one').filter({ hasText: /^\s*Denied/ }).waitFor();
  await page.locator('#two').scrollIntoViewIfNeeded();
  await answer(page, 'two').filter({ hasText: /^\s*Denied/ }).waitFor();
  await page.evaluate(() => {
    const lab = document.querySelector('#two').shadowRoot.querySelector('podwall-workbench');
    lab.setText('all.yaml', lab.files[0].text.replace(/^kind: NetworkPolicy$/m, 'kind: ConfigMap'));
  });
  await answer(page, 'two').filter({ hasText: /^\s*Allowed/ }).waitFor();
  await page.evaluate(() => {
    const lab = document.querySelector('#one').shadowRoot.querySelector('podwall-workbench');
    lab.question = { from: 'dev/backend', to: 'prod/database', port: 8080, protocol: 'TCP' };
  });
  await page.waitForFunction(() => window.heardEvents.length >= 4);
  assert.equal(await page.evaluate(() => window.workersMade), 1);
  const heard = await page.heard();
  assert.ok(heard.every(({ name, on }) => name === 'podwall-verdict' && on === 'podwall-lab'));
  assert.deepEqual(heard[0].detail.result, { response: 'deny' });
});

for (const [name, options] of [
  ['no worker may start', { worker: "worker-src 'none'" }],
]) {
  widgets(`where ${name}, the engine runs in the page`, LAB('one'), async (page) => {
    await answer(page, 'one').filter({ hasText: /^\s*Denied/ }).waitFor();
  }, { ...options, quiet: true });
}
