// The pages under stress: random typing, an engine that dies or never comes, no scripts, another host.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answered, caretAt, HOME, LESSON, moveDash, onPageOf, openBrowser, PAGES, textOf, WIDE } from './browser.mjs';

const SECONDS = Number(process.env.TYPING_SECONDS ?? 5);
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const onPage = onPageOf(() => browser);

for (const [name, path] of Object.entries(PAGES)) {
  onPage(`${name}: at first sight denied with its line, the console silent, no foreign request`, path, {},
    async (page) => {
      assert.match(await answered(page, /^\s*Denied/), /prod\/database.*line \d+/);
      for (const tab of ['Table', 'List', 'Words', 'Stored', 'Changes', 'Why']) {
        await page.getByRole('tab', { name: tab, exact: true }).click();
      }
    });
}

// The same keys each time, so that a failure can be seen again.
function* randomKeys() {
  const pieces = ['a', ' ', '- ', ':', '[', '{', '"', '&x ', '*x', '|', '#', '\t', '---', 'podSelector', '%',
    '\u00e9', '\u{1F600}'];
  for (let seed = 4; ; seed = (seed * 1103515245 + 12345) % 2147483648) yield pieces[(seed >> 8) % pieces.length];
}

onPage(`half-written YAML typed at random for ${SECONDS} s: no exception, no lost text`, LESSON, {}, async (page) => {
  await caretAt(page, '    ports:');
  const start = await textOf(page);
  const at = start.indexOf('    ports:');
  const end = Date.now() + SECONDS * 1000;
  let typed = '';
  for (const piece of randomKeys()) {
    if (Date.now() > end) break;
    await page.keyboard.insertText(piece);
    typed += piece;
  }
  const wanted = start.slice(0, at) + typed + start.slice(at);
  assert.equal(await textOf(page), wanted);
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await answered(page, /^\s*Denied/);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  assert.equal(await textOf(page), wanted);
});

onPage('an engine that dies is replaced; no letter is lost', LESSON, {}, async (page) => {
  await page.locator('podwall-lab').evaluate(({ client }) => {
    client.timeout = 400; // so that the test need not wait the usual seconds for the silence
    client.worker.terminate();
  });
  await caretAt(page, 'spec:');
  await page.keyboard.insertText('# mine\n');
  const text = await textOf(page);
  await page.getByText('was started anew').waitFor();
  assert.equal(await textOf(page), text);
  await moveDash(page);
  assert.match(await textOf(page), /^# mine$/m);
});

test('an engine that cannot come leaves the text and a way to try again', async () => {
  const page = await browser.open(HOME, { viewport: WIDE, settled: false, block: '**/podwall.wasm*' });
  await page.getByText('The engine could not start').waitFor();
  assert.match(await textOf(page), /database-allow-backends/);
  await page.unroute('**/podwall.wasm*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await answered(page, /^\s*Denied/);
  await page.context().close();
});

onPage('without scripts the lesson can be read, with its verdicts and answers', LESSON,
  { settled: false, javaScriptEnabled: false }, async (page) => {
    for (const text of ['every peer begins with a dash', 'Denied at prod/database: peer 2 wants app=backend',
      'name: database-allow-backends']) {
      await page.getByText(text).locator('visible=true').first().waitFor();
    }
    await page.locator('podwall-lab table.reach').waitFor();
    const answer = page.locator('#same-dash .solution');
    await answer.locator('summary').click();
    await answer.getByText('One dash, one peer').waitFor();
  });

test('a host that sends wasm under another type is good enough', async () => {
  const other = await openBrowser({ wasmType: 'application/octet-stream', base: '/' });
  try {
    const page = await other.open(LESSON);
    assert.deepEqual(page.troubles, []);
  } finally {
    await other.close();
  }
});
