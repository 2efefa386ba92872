// The page as a reader meets it: the first sight, an edit, a slip of the pen, a question, a crash.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answered, openBrowser } from './browser.mjs';

const LINE = 20; // "      podSelector:" of the second peer, the line the page speaks of
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

// Each test has a page of its own, which must end without a word in the console.
function onPage(name, options, act) {
  test(name, async () => {
    const page = await browser.open(options);
    await act(page);
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  });
}

const textOf = (page) => page.locator('textarea').inputValue();

// Puts the caret at the end of the blanks of a line, as a click would.
async function caretIn(page, line) {
  await page.locator('textarea').evaluate((area, number) => {
    const before = area.value.split('\n').slice(0, number - 1).join('\n').length + 1;
    const blanks = area.value.slice(before).search(/[^ ]/);
    area.focus();
    area.setSelectionRange(before + blanks, before + blanks);
  }, line);
}

onPage('at first sight dev/frontend is denied, and the page says where and why', {}, async (page) => {
  assert.match(await answered(page, /^\s*Denied/), /prod\/database.*app=backend/);
  assert.match(await page.locator('podwall-trail').innerText(), /no policy selects it for egress/);
  assert.equal(await page.locator('.band.deny').count(), 1);
  assert.match(await page.locator('footer').innerText(), /judged as Kubernetes 1\.\d+/);
  await page.getByText('5 pods, 1 policy: nothing to report').waitFor();
});

onPage('the suggested dash, typed, lets dev/frontend in; taken out, it is denied again', {}, async (page) => {
  assert.match(await page.locator('podwall-try').innerText(), new RegExp(`line ${LINE}`));
  await caretIn(page, LINE);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('- ');
  await answered(page, /^\s*Allowed/);
  await page.getByText('Two doors instead of one').waitFor();
  const cell = page.locator('td[data-from="dev/frontend"][data-to="prod/database"]');
  assert.equal((await cell.innerText()).trim(), 'allow');
  await page.getByRole('button', { name: 'Take it out again' }).click();
  await answered(page, /^\s*Denied/);
});

onPage('half-written YAML keeps the text and marks the right line', {}, async (page) => {
  await caretIn(page, LINE + 2);
  await page.keyboard.press('End');
  for (const _ of 'backend') await page.keyboard.press('Backspace');
  await page.keyboard.type('[backend');
  await page.locator('podwall-findings li.error').waitFor();
  const text = await textOf(page);
  assert.equal(text.split('\n')[LINE + 1], '          app: [backend');
  const line = Number(await page.locator('.band.error').first().getAttribute('data-line'));
  assert.ok(line >= LINE + 2 && line <= LINE + 3, `marked line ${line}`);
  await page.locator('podwall-findings li.error button').first().click();
  const caret = await page.locator('textarea').evaluate((area) => area.value.slice(0, area.selectionStart));
  assert.equal(caret.split('\n').length, line);
  await page.getByRole('button', { name: 'Back to the example' }).click();
  await answered(page, /^\s*Denied/);
  await page.getByRole('button', { name: 'Bring my text back' }).click();
  assert.equal(await textOf(page), text);
});

onPage('an empty text is no accident', {}, async (page) => {
  await page.locator('textarea').fill('');
  await page.getByText('No pods to ask about yet').waitFor();
  await answered(page, /No answer: there is no pod in the text yet/);
  await page.getByRole('button', { name: 'Back to the example' }).click();
  await answered(page, /^\s*Denied/);
});

onPage('an address outside may ask too', {}, async (page) => {
  await page.locator('select[name="from"]').selectOption({ label: 'an address …' });
  await answered(page, /type an address/);
  await page.keyboard.type('8.8.8.8');
  await page.keyboard.press('Enter');
  await answered(page, /^\s*Denied/);
});

onPage('a cell of the table asks its pair, and a control of the question asks anew', {}, async (page) => {
  await page.getByRole('button', { name: 'allow: prod/backend to prod/database' }).click();
  await answered(page, /^\s*Allowed/);
  assert.equal(await page.locator('select[name="from"]').inputValue(), 'prod/backend');
  await page.locator('select[name="from"]').selectOption('prod/frontend');
  await answered(page, /^\s*Denied/);
  assert.equal(await page.locator('td[aria-current]').getAttribute('data-from'), 'prod/frontend');
  await page.locator('podwall-ask input[name="port"]').fill('5432');
  await page.keyboard.press('Enter');
  await page.locator('.trail-body').getByText(/5432/).first().waitFor();
});

onPage('a question in the middle of an edit loses neither', {}, async (page) => {
  await page.evaluate(() => {
    const cell = document.querySelector('td[data-from="prod/backend"][data-to="prod/database"] button');
    document.addEventListener('podwall-edit', () => cell.click(), { once: true });
    document.querySelector('podwall-editor').text += '\n---\nkind: [';
  });
  await page.locator('podwall-findings li.error').waitFor();
  await answered(page, /^\s*Allowed/);
});

onPage('the table shows every port, and groups', {}, async (page) => {
  const table = page.locator('podwall-matrix');
  await table.locator('select[name="port"]').selectOption({ label: 'every port' });
  await table.getByText('TCP 8080').first().waitFor();
  await table.locator('select[name="by"]').selectOption('namespace');
  await page.waitForFunction(() => document.querySelectorAll('podwall-matrix tbody td').length === 4);
});

onPage('a hundred pods are too many for a table of pods, not for one of namespaces', {}, async (page) => {
  await page.locator('podwall-editor').evaluate((editor) => {
    const pod = (i) => `\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p${i}, namespace: dev}`
      + `\nspec: {containers: [{name: c, image: c}]}`;
    editor.text += Array.from({ length: 100 }, (_, i) => pod(i)).join('');
  });
  await page.getByText('105 × 105 cells are too many to read').waitFor();
  await answered(page, /^\s*Denied/);
  await page.locator('podwall-matrix select[name="by"]').selectOption('namespace');
  await page.waitForFunction(() => document.querySelectorAll('podwall-matrix tbody td').length === 4);
});

onPage('everything can be done with the keyboard', {}, async (page) => {
  const focused = () => page.evaluate(() => document.activeElement.name || document.activeElement.textContent.trim());
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Skip to the question');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'from');
  await page.keyboard.type('prod/b');
  await answered(page, /^\s*Allowed/);
  await page.keyboard.press('Shift+Tab');
  for (let i = 0; i < 40 && (await focused()) !== 'text'; i++) await page.keyboard.press('Tab');
  assert.equal(await focused(), 'text');
  await page.keyboard.press('Tab'); // no trap: Tab leaves the text
  assert.notEqual(await focused(), 'text');
  for (let i = 0; i < 40 && (await focused()) !== 'by'; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Tab'); // the one cell in the Tab order: the pair that is asked
  assert.equal(await focused(), 'allow');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await answered(page, /^\s*Denied/);
  assert.equal(await page.locator('select[name="from"]').inputValue(), 'dev/frontend');
});

onPage('an engine that dies is replaced; no letter is lost', {}, async (page) => {
  await page.evaluate(() => {
    const { client } = document.querySelector('podwall-lab');
    client.timeout = 400; // so that the test need not wait the usual seconds for the silence
    client.worker.terminate();
  });
  await caretIn(page, LINE);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('- ');
  const text = await textOf(page);
  await page.getByText('was started anew').waitFor();
  await answered(page, /^\s*Allowed/);
  assert.equal(await textOf(page), text);
});

test('an engine that cannot come leaves a readable page and a way to try again', async () => {
  const page = await browser.open({ settled: false, block: '**/podwall.wasm' });
  await page.getByText('The engine could not start').waitFor();
  assert.match(await textOf(page), /database-allow-backends/);
  await page.unroute('**/podwall.wasm');
  await page.getByRole('button', { name: 'Try again' }).click();
  await answered(page, /^\s*Denied/);
  await page.context().close();
});

onPage('without scripts the text is there, with the answer of the day it was built',
  { settled: false, javaScriptEnabled: false }, async (page) => {
    assert.match(await answered(page, /^\s*Denied/), /prod\/database/);
    assert.match(await page.locator('textarea').inputValue(), /kind: NetworkPolicy/);
    await page.getByRole('heading', { name: 'Who can reach whom?' }).waitFor();
  });

test('a host that sends wasm under another type is good enough', async () => {
  const other = await openBrowser({ wasmType: 'application/octet-stream', base: '/' });
  try {
    const page = await other.open();
    await answered(page, /^\s*Denied/);
    assert.deepEqual(page.troubles, []);
  } finally {
    await other.close();
  }
});
