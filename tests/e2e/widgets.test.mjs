// Widgets on a page of somebody else: another origin, a strict policy, one script.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { violations } from './axe.mjs';
import { openForeign } from './foreign.mjs';

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
   "answer": 1, "explain": "Nothing isolates it.",
   "wrong": "<img src=x onerror=alert(1)>", "hints": ["Think of doors."]}
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

const wasms = (page) => page.requested.filter((name) => name.startsWith('podwall.wasm')).length;
const answer = (page, id) => page.locator(`#${id} podwall-ask .answer`);

// One engine, and it is in a worker that lives, not in the page.
async function oneWorker(page) {
  assert.deepEqual([await page.evaluate(() => window.workersMade), page.workers().length, wasms(page)], [1, 1, 1]);
}

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
  assert.equal(wasms(page), 0);
});

const ASKED = `<podwall-quiz><script type="application/json">{"question": "Does it get through?",
    "ask": "dev/frontend prod/database 8080/TCP", "explain": "Look at the dash."}</script>
  <script type="application/yaml">\n${indented(example)}</script></podwall-quiz>`;

widgets('a quiz whose answer the engine has: loaded when it is checked, in a worker', ASKED, async (page) => {
  await page.getByText('kind: NetworkPolicy').waitFor();
  assert.equal(wasms(page), 0);
  await page.getByLabel('Denied').check();
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('Right.').waitFor();
  await oneWorker(page);
});

const THREE = LAB('one') + LAB('two') + ASKED;

widgets('two labs and a quiz share one engine, and each has its own text', THREE, async (page) => {
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
  await page.locator('podwall-quiz').getByLabel('Denied').check();
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('Right.').waitFor();
  await oneWorker(page);
  const heard = (await page.heard()).filter(({ on }) => on !== 'podwall-quiz');
  assert.ok(heard.every(({ name, on }) => name === 'podwall-verdict' && on === 'podwall-lab'));
  assert.deepEqual(heard[0].detail.result, { response: 'deny' });
});

widgets('where no worker may start, the engine runs in the page', LAB('one'), async (page) => {
  await answer(page, 'one').filter({ hasText: /^\s*Denied/ }).waitFor();
  assert.equal(page.workers().length, 0);
}, { worker: "worker-src 'none'", quiet: true });

const FENCES = `<podwall-diagram id="drawn" question="dev/frontend prod/database 8080/TCP">
  <pre data-file="all.yaml">\n${example}</pre></podwall-diagram>
  <podwall-matrix id="table" src="all.yaml"></podwall-matrix>
  <pre><code class="language-podwall-quiz">{"question": "Fenced?", "options": ["no", "yes"], "answer": [1]}</code></pre>
  <div class="language-podwall-matrix highlight"><pre><code>${example}</code></pre></div>`;

widgets('a diagram, a table from a file, and fenced blocks', FENCES, async (page) => {
  await page.locator('#drawn .said', { hasText: 'Denied' }).waitFor();
  await page.locator('#drawn podwall-picture svg').first().waitFor();
  await page.getByText('Fenced?', { exact: true }).waitFor();
  await page.locator('#table').scrollIntoViewIfNeeded();
  await page.locator('#table td[data-from="dev/frontend"][data-to="prod/database"] button').click();
  await page.locator('#table .told', { hasText: 'Denied' }).waitFor();
  const fenced = page.locator('podwall-matrix').nth(1);
  await fenced.scrollIntoViewIfNeeded();
  await fenced.locator('td button').first().waitFor();
  const heard = await page.heard();
  assert.deepEqual(heard.map(({ on }) => on), ['podwall-matrix']);
  const { question, verdict } = heard[0].detail;
  assert.deepEqual([question.port, verdict], [8080, 'deny']);
  await oneWorker(page);
}, { files: { 'all.yaml': example }, more: '' });

widgets('eight labs: the engine has room for fewer, and nobody notices', Array.from({ length: 8 }, (_, at) =>
  LAB(`lab${at}`)).join(''), async (page) => {
  for (let at = 0; at < 8; at += 1) {
    await page.locator(`#lab${at}`).scrollIntoViewIfNeeded();
    await answer(page, `lab${at}`).filter({ hasText: /^\s*Denied/ }).waitFor();
  }
  for (const at of [0, 7, 1]) {
    await page.evaluate((id) => {
      const lab = document.getElementById(id).shadowRoot.querySelector('podwall-workbench');
      lab.question = { from: 'dev/backend', to: 'prod/database', port: 8080, protocol: 'TCP' };
    }, `lab${at}`);
    await answer(page, `lab${at}`).filter({ hasText: /^\s*Allowed/ }).waitFor();
  }
  await oneWorker(page);
});

widgets('what is wrong with a question is said, and what was inside stays', `
  <podwall-quiz><script type="application/json">{"question"</script><p>Plain words.</p></podwall-quiz>
  <podwall-quiz><script type="application/json">{"question": "Q", "options": ["a", "b"], "answer": 2}</script>
  </podwall-quiz><podwall-quiz src="nowhere.json"></podwall-quiz>`, async (page) => {
  await page.getByText('This cannot be shown: the question is not JSON.').waitFor();
  await page.getByText('Plain words.').waitFor();
  await page.getByText('the question lacks a part').waitFor();
  await page.getByText('nowhere.json came back as 404').waitFor();
}, { quiet: true });

for (const colorScheme of ['light', 'dark']) {
  widgets(`axe finds nothing, ${colorScheme}`, `${QUIZ}${LAB('one')}${FENCES}`, async (page) => {
    await answer(page, 'one').filter({ hasText: /^\s*Denied/ }).waitFor();
    assert.deepEqual(await violations(page), []);
  }, { colorScheme, files: { 'all.yaml': example }, more: 'style-src \'self\'' });
}

test('the page sets the colours, and a light page keeps its widgets light', async () => {
  const page = await world.open(onPage(`<link rel="stylesheet" href="own.css">${QUIZ.replace('>', ' theme="light">')}`),
    { colorScheme: 'dark', more: "style-src 'self'", files: { 'own.css': 'body { --podwall-accent: rgb(1, 2, 3) }' } });
  await page.getByRole('button', { name: 'Check' }).waitFor();
  const seen = await page.locator('podwall-quiz').evaluate((quiz) => {
    const style = getComputedStyle(quiz.shadowRoot.querySelector('podwall-question'));
    return [style.getPropertyValue('--accent').trim(), style.backgroundColor];
  });
  assert.deepEqual(seen, ['rgb(1, 2, 3)', 'rgb(255, 255, 255)']);
  assert.deepEqual(page.troubles, []);
});

// ---- frames

const packed = (value) => `#s1=${deflateSync(JSON.stringify(value)).toString('base64url')}`;
const FRAMED = {
  quiz: `#quiz=${encodeURIComponent(JSON.stringify({
    question: 'Framed?', options: ['no', 'yes'], answer: 1, explain: 'So.',
  }))}`,
  lab: packed({ files: [{ name: 'all.yaml', text: example }],
    question: { from: 'dev/frontend', to: 'prod/database', port: 8080, protocol: 'TCP' } }),
};
const frame = (id, content) => `<iframe id="${id}" title="${id}" src="SITE/embed/index.html${content}"></iframe>`;

widgets('in frames: answered, heard by the page, as high as what is inside', frame('quiz', FRAMED.quiz)
  + frame('lab', FRAMED.lab), async (page) => {
  const quiz = page.frameLocator('#quiz');
  await quiz.getByLabel('yes').check();
  await quiz.getByRole('button', { name: 'Check' }).click();
  await quiz.getByText('So.').first().waitFor();
  await page.locator('#lab').scrollIntoViewIfNeeded();
  await page.frameLocator('#lab').locator('podwall-ask .answer').filter({ hasText: /^\s*Denied/ }).waitFor();
  await page.waitForFunction(() => document.querySelector('#lab').offsetHeight > 760
    && document.querySelector('#quiz').offsetHeight > 200);
  for (const inside of page.frames().slice(1)) assert.deepEqual(await violations(inside), [], inside.url());
  const said = (await page.heard()).filter(({ name }) => name !== 'message');
  assert.deepEqual(said.map(({ name, on }) => `${name} ${on}`).sort(),
    ['podwall-answer iframe', 'podwall-verdict iframe']);
  assert.equal(said.find(({ name }) => name === 'podwall-answer').detail.result.success, true);
}, { more: "style-src 'self'" });

const heightOf = (page, title) => page.getByTitle(title, { exact: true }).evaluate(({ offsetHeight }) => offsetHeight);

test('a frame takes messages of the right shape from its page, and no others; a page likewise', async () => {
  const page = await world.open(onPage(frame('f', FRAMED.quiz) + '<iframe title="theirs" srcdoc="<p>Hi"></iframe>'));
  const inside = page.frameLocator('#f');
  await inside.getByText('Framed?').waitFor();
  const send = (data) => page.evaluate((said) =>
    document.querySelector('#f').contentWindow.postMessage(said, '*'), data);
  const quiz = { question: 'By message?', options: ['a', 'b'], answer: 0 };
  for (const wrong of [null, 'x', { type: 'quiz', quiz }, { podwall: 2, type: 'quiz', quiz },
    { podwall: 1, type: 'quiz', quiz: [quiz] }, { podwall: 1, type: 'quiz', quiz, more: 1 },
    { podwall: 1, type: 'lab', lab: { files: [] } }]) await send(wrong);
  await page.waitForTimeout(200);
  assert.equal(await inside.getByText('Framed?').count(), 1);
  await send({ podwall: 1, type: 'quiz', quiz });
  await inside.getByText('By message?').waitFor();
  const height = await heightOf(page, 'f');
  const [, framed, other] = page.frames();
  const low = { podwall: 1, type: 'height', height: 9 };
  for (const foreign of [page, other]) await foreign.evaluate((said) => parent.postMessage(said, '*'), low);
  await framed.evaluate(() => {
    for (const wrong of [-1, 1e9, '50px', null]) parent.postMessage({ podwall: 1, type: 'height', height: wrong }, '*');
    parent.postMessage({ podwall: 1, type: 'event', name: 'click', detail: {} }, '*');
  });
  await page.waitForTimeout(200);
  for (const title of ['f', 'theirs']) assert.ok(await heightOf(page, title) > 100, title);
  assert.equal(await heightOf(page, 'f'), height);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

test('what “Embed this” gives works on an empty page of somebody else: by script and in a frame', async () => {
  const ours = await world.open(onPage(LAB('one')));
  await answer(ours, 'one').filter({ hasText: /^\s*Denied/ }).waitFor();
  await ours.getByRole('button', { name: 'Share', exact: true }).click();
  await ours.getByRole('button', { name: 'Embed this' }).click();
  const field = (name) => ours.getByRole('textbox', { name }).inputValue();
  const [script, frame] = [await field('For a page of your own'), await field('For a place that takes frames only')];
  assert.ok(script.startsWith(`<script type="module" src="${world.site}assets/podwall.js"></script>`), script);
  for (const [html, inside] of [[script, (page) => page], [frame, (page) => page.frameLocator('iframe')]]) {
    const page = await world.open(html);
    await inside(page).locator('podwall-ask .answer').filter({ hasText: /^\s*Denied/ }).waitFor();
    const files = await inside(page).locator('podwall-lab').evaluate((lab) => lab.scene.files);
    assert.deepEqual(files.map(({ name }) => name), ['all.yaml']);
    assert.equal(files[0].text.trim(), example.trim());
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  }
  assert.deepEqual(await violations(ours), []);
});
