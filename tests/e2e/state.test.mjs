// What a reader did is there again: after a reload, in a second tab, in another browser by a file; and gone for
// good when asked. Where the browser keeps nothing, everything still works.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { answered, HOME, LESSON, onPageOf, openBrowser, textOf, WIDE } from './browser.mjs';

const ID = 'across-namespaces';
const KEY = `podwall:1:lesson:${ID}`;
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const onPage = onPageOf(() => browser);

const keys = (page) => page.evaluate(() => Object.keys(localStorage).sort());
const kept = (page) => page.evaluate((key) => JSON.parse(localStorage[key] ?? 'null'), KEY);
const setText = (page, text) => page.locator('podwall-lab').evaluate((lab, words) =>
  lab.setText('policy.yaml', words), text);
const button = (part, name) => part.getByRole('button', { name, exact: true });
const progress = (page, words) => page.locator('.progress', { hasText: words }).waitFor();
const untilKept = (page, holds) => page.waitForFunction(([key, what]) =>
  (localStorage[key] ?? '').includes(what), [KEY, holds]);

async function answerQuiz(page, id, value) {
  await page.locator(`#${id} input[value="${value}"]`).click();
  await button(page.locator(`#${id}`), 'Check').click();
}

async function askClaim(page) {
  await page.locator('.claim').first().click();
  await page.locator('podwall-claims li[data-done]').first().waitFor();
}

onPage('nothing is kept before the reader does something, and no cookie ever', LESSON, {}, async (page) => {
  await page.evaluate(() => scrollTo(0, 2000)); // as the browser does to an address with a place
  await page.waitForTimeout(900);
  await page.goto(`${browser.server.url}${LESSON}#the-policy`);
  await page.waitForTimeout(900);
  await page.goto(browser.server.url);
  await answered(page, /^\s*Denied/);
  await page.goto('about:blank');
  await page.goBack();
  assert.deepEqual(await keys(page), []);
  assert.deepEqual(await page.context().cookies(), []);
});

onPage('a reload shows all as it was: claims, answers right and wrong, the text, the question, the place', LESSON, {},
  async (page) => {
    await askClaim(page);
    await answerQuiz(page, 'same-dash', 1);
    await page.locator('#same-dash[data-done]').waitFor();
    await answerQuiz(page, 'other-form', 1);
    await page.locator('#other-form .feedback', { hasText: 'Not yet' }).waitFor();
    await page.locator('#ceiling input[value="2"]').click(); // chosen, not checked
    await setText(page, `# mine\n${await textOf(page)}`);
    await page.mouse.move(300, 500);
    await page.mouse.wheel(0, 4000);
    await untilKept(page, '# mine');
    await untilKept(page, '"place"');
    const said = await page.locator('#same-dash .feedback').textContent();
    await page.reload();
    await answered(page, /^\s*Allowed.*line 16/);
    await progress(page, /^2 of 17 done/);
    assert.match(await textOf(page), /^# mine\n/);
    await page.locator('podwall-claims li[data-done] .now', { hasText: 'Now: Allowed' }).waitFor();
    await page.locator('#same-dash .feedback', { hasText: said }).waitFor();
    await page.locator('#other-form .feedback', { hasText: 'Not yet' }).waitFor();
    assert.ok(await page.locator('#other-form input[value="1"]').isChecked());
    assert.ok(await page.locator('#ceiling input[value="2"]').isChecked());
    assert.equal(await page.locator('#ceiling .feedback').textContent(), '');
    const { at } = (await kept(page)).place;
    assert.equal(await page.locator('.resume a').getAttribute('href'), `#${at}`);
    await page.locator(`.feedback[role="status"]`).first().waitFor({ state: 'attached' });
    await page.goto(browser.server.url);
    const home = page.locator('podwall-progress');
    await home.getByRole('link', { name: 'Across namespaces' }).waitFor();
    await page.locator(`[data-lesson="${ID}"] .state`, { hasText: '2 of 17 done' }).waitFor();
    await home.getByRole('link', { name: 'Across namespaces' }).click();
    await progress(page, /^2 of 17 done/);
    assert.equal(await page.evaluate(() => scrollY), 0); // there only by the quiet link
    await page.locator('.resume a').click();
    await page.waitForFunction(() => scrollY > 300);
  });

onPage('a task is there again, open and as it was left; Reset leads back to its start', LESSON, {}, async (page) => {
  const join = page.locator('#join');
  await button(join, 'Open in the lab').click();
  const start = await textOf(page);
  await setText(page, `${start}# tried\n`);
  await button(join, 'Check').click();
  await join.locator('.feedback', { hasText: 'as wanted' }).waitFor();
  await button(join, 'Check').click();
  await untilKept(page, '# tried');
  await untilKept(page, '"failures":2');
  await page.reload();
  await page.locator('#join[data-open]').waitFor();
  assert.equal(await textOf(page), `${start}# tried\n`);
  await button(join, 'Show a solution').waitFor();
  await button(page, 'Reset').click();
  assert.equal(await textOf(page), start);
  await button(join, 'Back to the lesson’s text').click();
  assert.notEqual(await textOf(page), start);
});

onPage('back at the start nothing of a text is kept', LESSON, {}, async (page) => {
  await setText(page, '# mine\n');
  await untilKept(page, '# mine');
  await button(page, 'Reset').click();
  await page.waitForFunction((key) => !(key in localStorage), KEY);
  await page.goto(browser.server.url); // though this is where to go on
  await page.locator('podwall-progress').getByRole('link', { name: 'Across namespaces' }).waitFor();
  await button(page, 'Forget me').waitFor();
});

onPage('two tabs at once: both keep what was done in either', LESSON, {}, async (page) => {
  const other = await page.context().newPage();
  await other.goto(browser.server.url + LESSON);
  await answered(other, /^\s*Denied/);
  await answerQuiz(page, 'same-dash', 1);
  await progress(other, /^1 of 17 done/); // told by the first tab
  await answerQuiz(other, 'other-form', 0);
  await progress(page, /^2 of 17 done/);
  await askClaim(page);
  await setText(other, '# of the other tab\n');
  await untilKept(other, '# of the other tab');
  assert.equal(Object.keys((await kept(page)).done).length, 3);
  assert.equal(Object.keys((await kept(page)).answers).length, 2);
});

onPage('a lesson that changed since: what fits is there, what is gone is dropped, an older text is offered', LESSON, {},
  async (page) => {
    await answerQuiz(page, 'same-dash', 1);
    await setText(page, '# of old\n');
    await untilKept(page, '# of old');
    await page.evaluate((key) => {
      const record = JSON.parse(localStorage[key]);
      record.done['gone-quiz'] = 1;
      record.answers['same-dash'].of = 'another question';
      record.answers['gone-quiz'] = { of: 'x', time: 1, chosen: [1], said: 'checked' };
      record.texts['task:gone'] = { ...record.texts.lesson };
      record.texts.lesson.of = 'another start';
      record.place = { at: 'a-heading-of-old', time: 1 };
      localStorage[key] = JSON.stringify(record);
    }, KEY);
    await page.reload();
    await answered(page, /^\s*Denied/);
    await progress(page, /^1 of 17 done/);
    assert.equal(await page.locator('#same-dash input:checked').count(), 0);
    assert.equal(await page.locator('.resume').count(), 0);
    assert.doesNotMatch(await textOf(page), /of old/);
    const note = page.locator('.lab-note', { hasText: 'has changed since you wrote yours' });
    await note.waitFor();
    const start = await textOf(page);
    await setText(page, '# of today\n'); // neither text is lost
    await untilKept(page, '# of today');
    await page.reload();
    await note.waitFor();
    assert.equal(await textOf(page), '# of today\n');
    await button(note, 'Put mine in the lab').click();
    assert.equal(await textOf(page), '# of old\n');
    await button(page, 'Undo').click();
    assert.equal(await textOf(page), '# of today\n');
    await askClaim(page);
    await page.waitForFunction((key) => !/old:|gone/.test(localStorage[key]), KEY);
    await page.reload();
    await answered(page, /./);
    assert.equal(await note.isVisible(), false);
    await button(page, 'Reset').click();
    assert.equal(await textOf(page), start);
  });

onPage('a text that is too long to keep is not, and that is said', LESSON, {}, async (page) => {
  await setText(page, `# mine\n${'# long\n'.repeat(50000)}`);
  await page.locator('.lab-note', { hasText: 'too long for the browser to keep' }).waitFor();
  assert.deepEqual(await keys(page), []);
});

onPage('the text on the first page is there again', HOME, {}, async (page) => {
  await page.locator('podwall-lab').evaluate((lab) => lab.setText('manifests.yaml', '# mine\n'));
  await page.waitForFunction(() => localStorage['podwall:1:lab:home']);
  await page.reload();
  await page.locator('podwall-ask .answer', { hasText: 'there is no pod in the text yet' }).waitFor();
  assert.equal(await textOf(page), '# mine\n');
});

// ---- a file, and forgetting

onPage('a file carries it to another browser; forgetting says what goes, and leaves nothing', LESSON, {},
  async (page) => {
    await answerQuiz(page, 'same-dash', 1);
    await setText(page, '# mine\n');
    await untilKept(page, '# mine');
    await page.goto(browser.server.url);
    const home = page.locator('podwall-progress');
    const [download] = await Promise.all([page.waitForEvent('download'), button(home, 'Save as a file').click()]);
    assert.equal(download.suggestedFilename(), 'podwall-progress.json');
    const file = await readFile(await download.path());
    await page.evaluate(() => localStorage.setItem('another-program', 'x'));

    await button(home, 'Forget me').click();
    await home.getByText('This takes one lesson out of this browser').waitFor();
    await button(home, 'Keep it').click();
    assert.equal((await keys(page)).length, 3);
    await button(home, 'Forget me').click();
    await button(home, 'Take it all out').click();
    await home.getByText('Nothing is kept any more.').waitFor();
    assert.equal(await button(home, 'Forget me').count(), 0);
    assert.equal(await page.locator(`[data-lesson="${ID}"] .state`).textContent(), '');
    await page.goto(`${browser.server.url}${LESSON}`);
    await progress(page, /^0 of 17 done/);
    await page.goto(browser.server.url);
    assert.deepEqual(await keys(page), ['another-program']);

    const give = (name, buffer) => home.locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'application/json', buffer });
    await give('x.json', Buffer.from('{"not": "ours"}'));
    await home.getByText('This is no file of podwall’s progress').waitFor();
    assert.deepEqual(await keys(page), ['another-program']);
    await give('podwall-progress.json', file);
    await home.getByText('Added. The file told of one lesson.').waitFor();
    await page.locator(`[data-lesson="${ID}"] .state`, { hasText: '1 of 17 done' }).waitFor();
    await page.goto(`${browser.server.url}${LESSON}`);
    await progress(page, /^1 of 17 done/);
    assert.equal(await textOf(page), '# mine\n');
  });

onPage('forgotten in one tab, another one that is left open writes nothing back', LESSON, {}, async (page) => {
  await answerQuiz(page, 'same-dash', 1);
  await untilKept(page, 'same-dash');
  const other = await page.context().newPage();
  await other.goto(browser.server.url);
  await button(other, 'Forget me').click();
  await button(other, 'Take it all out').click();
  await page.bringToFront();
  await page.goto('about:blank');
  assert.deepEqual(await keys(other), []);
});

// ---- browsers that keep nothing

// Each is run in the page before its scripts.
const STORAGES = {
  forbidden: [() => {
    Object.defineProperty(window, 'localStorage', { get() {
      throw new DOMException('denied', 'SecurityError');
    } });
  }, /Progress is not kept: this browser does not let/],
  missing: [() => Object.defineProperty(window, 'localStorage', { value: null }), /Progress is not kept: this browser/],
  full: [() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  }, /Progress is not kept: the browser has no room/],
  corrupt: [() => {
    for (const name of ['lesson:across-namespaces', 'index']) localStorage[`podwall:1:${name}`] = '{"done":';
  }, /could not be read; that part begins anew/],
};

for (const [name, [script, sentence]] of Object.entries(STORAGES)) {
  test(`a storage that is ${name}: everything works, one sentence says it`, async () => {
    const page = await browser.open(LESSON, { viewport: WIDE, before: script });
    await askClaim(page);
    await answerQuiz(page, 'same-dash', 1);
    await progress(page, /^2 of 17 done/);
    await button(page.locator('#join'), 'Open in the lab').click();
    await setText(page, '# mine\n');
    await page.locator('.not-kept', { hasText: sentence }).waitFor();
    assert.equal(await page.getByText(sentence).count(), 1);
    await page.goto(browser.server.url);
    await answered(page, /^\s*Denied/);
    const home = page.locator('podwall-progress');
    if (name !== 'full') await home.getByText(sentence).waitFor();
    await button(home, 'Add from a file').waitFor();
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  });
}
