// What a widget is about can be read whatever happens: before its script, without one, on paper; and all of it can be
// done by keyboard.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { openForeign } from './foreign.mjs';

const example = await readFile(new URL('../../web/examples/across-namespaces.yaml', import.meta.url), 'utf8');
const SCRIPT = '<script type="module" src="SITE/assets/podwall.js"></script>';
const pageOf = (body, head = SCRIPT) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Theirs</title>${head}</head>
  <body><main><h1>Theirs</h1>${body}</main></body></html>`;
let world;

before(async () => {
  world = await openForeign();
});
after(() => world.close());

const JSON_QUIZ = '{"question": "Is it open?", "options": ["Nobody", "Everybody"], "answer": 1, "explain": "So."}';
const ASKED = 'question="dev/frontend prod/database 8080/TCP"';
// Each way to give content: [HTML, what is read without a script, what the living widget shows].
const FORMS = {
  'a question as HTML': [`<podwall-quiz><p>Is it <code>open</code>?</p>
    <ul><li>Nobody</li><li data-right>Everybody</li></ul>
    <details open><summary>Answer</summary><p>So.</p></details></podwall-quiz>`, /Is it open\?\s+Nobody\s+Everybody/,
  'Everybody'],
  'a question as JSON, with words beside it': [`<podwall-quiz><script type="application/json">${JSON_QUIZ}</script>
    <p>A question about doors.</p></podwall-quiz>`, /A question about doors/, 'Is it open?'],
  'a fenced question': [`<pre><code class="language-podwall-quiz">${JSON_QUIZ}</code></pre>`, /"Is it open\?"/,
    'Is it open?'],
  'a lab': [`<podwall-lab ${ASKED}><pre data-file="all.yaml">${example}</pre></podwall-lab>`, /kind: NetworkPolicy/,
    'Denied'],
  'a lab as YAML in a script, with words beside it': [`<podwall-lab ${ASKED}>
    <script type="application/yaml">${example}</script><p>Two namespaces.</p></podwall-lab>`,
  /Two namespaces/, 'Denied'],
  'a diagram': [`<podwall-diagram ${ASKED}><pre data-file="all.yaml">${example}</pre></podwall-diagram>`,
    /kind: NetworkPolicy/, 'database'],
  'a table from a file': ['<podwall-matrix src="all.yaml"><a href="all.yaml">The manifests</a></podwall-matrix>',
    /The manifests/, 'frontend'],
  'a fenced lab': [`<div class="language-podwall-lab"><pre><code># ask: dev/frontend prod/database 8080/TCP
${example}</code></pre></div>`, /kind: NetworkPolicy/, 'Denied'],
};
const files = { 'all.yaml': example };
const said = (page) => page.locator('main').innerText();

for (const [name, [html, plain, living]] of Object.entries(FORMS)) {
  test(`${name}: can be read without the script, and on paper with and without`, async () => {
    const dead = await world.open(pageOf(html, ''), { files });
    assert.match(await said(dead), plain);
    await dead.emulateMedia({ media: 'print' });
    assert.match(await said(dead), plain, 'on paper');
    await dead.context().close();

    const page = await world.open(pageOf(html), { files });
    await page.locator('[data-ready]').waitFor();
    await page.getByText(living).filter({ visible: true }).first().waitFor();
    if (html.includes('podwall-lab')) await page.locator('.answer').filter({ hasText: 'Denied' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.getByText(living).filter({ visible: true }).first().waitFor();
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  });
}

test('a widget that is given its content later shows what is inside until then', async () => {
  const page = await world.open(pageOf(`<podwall-lab ${ASKED}><p>Soon.</p></podwall-lab>`));
  await page.locator('podwall-lab').evaluate((lab) => customElements.whenDefined(lab.localName));
  assert.match(await said(page), /Soon\./);
  await page.locator('podwall-lab').evaluate((lab, text) => {
    const pre = document.createElement('pre');
    pre.dataset.file = 'all.yaml';
    pre.textContent = text;
    lab.append(pre);
  }, example);
  await page.locator('.answer').filter({ hasText: 'Denied' }).waitFor();
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

// As MkDocs with Material, Hugo, and Jekyll write a fenced block, and a mark of the language on the block itself.
const GENERATED = [
  `<pre class="podwall-quiz"><code>${JSON_QUIZ}</code></pre>`,
  `<pre tabindex="0"><code class="language-podwall-quiz" data-lang="podwall-quiz">${JSON_QUIZ}</code></pre>`,
  `<div class="language-podwall-quiz highlighter-rouge"><div class="highlight"><pre class="highlight"><code>${JSON_QUIZ}
</code></pre></div></div>`,
  `<pre data-language="podwall-quiz"><code><span class="line">${JSON_QUIZ}</span></code></pre>`,
];

test('fenced blocks as generators of sites write them, each once', async () => {
  const page = await world.open(pageOf(GENERATED.join('\n')));
  await page.getByRole('button', { name: 'Check' }).nth(GENERATED.length - 1).waitFor();
  assert.equal(await page.locator('podwall-quiz').count(), GENERATED.length);
  assert.equal(await page.locator('.trouble').count(), 0);
  await page.context().close();
});

test('a question is answered, and a cell of the table asked, by keyboard alone', async () => {
  const page = await world.open(pageOf(`${FORMS['a question as HTML'][0]}
    <podwall-matrix by="pod"><pre data-file="all.yaml">${example}</pre></podwall-matrix>`));
  await page.locator('podwall-matrix[data-ready]').waitFor();
  await page.locator('podwall-matrix td button').first().waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.getByLabel('Everybody').isChecked(), false);
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.getByLabel('Everybody').isChecked(), true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Right.').waitFor();
  for (let at = 0; at < 12 && !(await inTable(page)); at += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('podwall-matrix .told').filter({ hasText: /Allowed|Denied/ }).waitFor();
  assert.deepEqual((await page.heard()).map(({ name }) => name), ['podwall-answer', 'podwall-verdict']);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

const inTable = (page) => page.evaluate(() =>
  Boolean(document.activeElement?.shadowRoot?.activeElement?.closest('td')));

for (const [height, viewport] of [['20rem', { width: 390, height: 844 }], ['48rem', { width: 360, height: 640 }]]) {
  test(`in a lab of ${height} the sheet of Share and Embed is whole, ${viewport.width} px wide`, async () => {
    const page = await world.open(pageOf(FORMS['a lab'][0], `<meta name="viewport" content="width=device-width">
      <link rel="stylesheet" href="own.css">${SCRIPT}`),
    { viewport, more: "style-src 'self'", files: { 'own.css': `podwall-lab { height: ${height} }` } });
    await page.locator('.answer').filter({ hasText: 'Denied' }).waitFor();
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    for (const step of ['Embed this', 'Close']) {
      const [lab, sheet] = await Promise.all(['podwall-lab', 'podwall-share .sheet']
        .map((part) => page.locator(part).first().boundingBox()));
      assert.ok(sheet.y >= lab.y && sheet.y + sheet.height <= lab.y + lab.height && sheet.x >= lab.x
        && sheet.x + sheet.width <= lab.x + lab.width, `${JSON.stringify(sheet)} in ${JSON.stringify(lab)}`);
      await page.getByRole('button', { name: step }).click();
    }
    await page.locator('podwall-share .sheet').waitFor({ state: 'hidden' });
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  });
}
