// The first lesson as a reader goes through it: the dash, all of it by mouse, all of it by keyboard.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { answered, LESSON, moveDash, onPageOf, openBrowser, textOf } from './browser.mjs';

// The keys, read from the lesson's source, for a page does not hold those the engine computes.
const QUIZZES = {
  'same-dash': [1],
  'other-form': [0],
  'after-the-dash': [0, 1, 3],
  'which-line': [23],
  ceiling: [1, 2, 4],
};
const TASKS = ['join', 'all-but-one', 'no-veto'];
const source = await readFile(new URL('../../lessons/01-across-namespaces/lesson.md', import.meta.url), 'utf8');
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const onPage = onPageOf(() => browser);
const onLesson = (name, options, act) => onPage(name, LESSON, options, act);

function solutionOf(task) {
  const found = new RegExp(`\`\`\`yaml policy solution task=${task}\\b.*\\n([^]*?)\`\`\``).exec(source);
  return found[1];
}

onLesson('the dash lets dev/frontend in, and everything says so; undo shuts the door', {}, async (page) => {
  const start = await textOf(page);
  await moveDash(page);
  assert.match(await answered(page, /^\s*Allowed/), /line \d+/);
  const both = /dev\/frontend.*prod\/database/;
  await page.locator('.latest', { hasText: both }).waitFor();
  await page.locator('.announcer[role="status"]', { hasText: both }).waitFor({ state: 'attached' });
  await page.locator('podwall-picture', { hasText: 'opened' }).waitFor();
  await page.getByRole('tab', { name: 'Changes' }).click();
  await page.locator('podwall-changes', { hasText: both }).getByText('Opened').waitFor();
  await page.getByRole('tab', { name: 'Table', exact: true }).click();
  const cell = page.locator('podwall-table td[data-from="dev/frontend"][data-to="prod/database"]');
  await cell.filter({ hasText: '8080' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await answered(page, /^\s*Denied/);
  await cell.filter({ hasText: 'none' }).waitFor();
  assert.equal(await textOf(page), start);
});

async function finished(page) {
  const count = await page.locator('podwall-claims li[data-from], podwall-quiz, podwall-task').count();
  await page.locator('.progress', { hasText: `${count} of ${count} done` }).waitFor();
  await page.locator('.closing', { hasText: 'You have been through all of it' }).waitFor();
}

const done = (page, selector) => page.locator(`${selector}[data-done]`).waitFor();

onLesson('the lesson can be finished by mouse', {}, async (page) => {
  const claims = page.locator('podwall-claims .claim');
  for (let i = 0, count = await claims.count(); i < count; i++) {
    await claims.nth(i).click();
    await page.locator('podwall-claims li[data-from]').nth(i).and(page.locator('[data-done]')).waitFor();
  }
  for (const [id, answer] of Object.entries(QUIZZES)) {
    const quiz = page.locator(`#${id}`);
    for (const value of answer) await quiz.locator(`input[value="${value}"]`).click();
    await quiz.getByRole('button', { name: 'Check' }).click();
    await done(page, `#${id}`);
  }
  for (const id of TASKS) {
    const task = page.locator(`#${id}`);
    await task.getByRole('button', { name: 'Open in the lab' }).click();
    await page.locator('podwall-lab').evaluate((lab, text) => {
      lab.setText(lab.shadowRoot.querySelector('podwall-editor').front, text);
    }, solutionOf(id));
    await task.getByRole('button', { name: 'Check', exact: true }).click();
    await done(page, `#${id}`);
  }
  await finished(page);
});

// ---- by keyboard alone

// Tab until what has the focus, inside the lab too, matches; fails when it never does.
async function tabTo(page, selector, key = 'Tab') {
  const there = () => page.evaluate((wanted) => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return Boolean(at?.matches(wanted));
  }, selector);
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press(key);
    if (await there()) return;
  }
  throw new Error(`${key} never comes to ${selector}`);
}

// A radio group is one stop of Tab: space or arrows choose. Checkboxes are a stop each.
async function answerByKeys(page, id, answer) {
  const radio = await page.locator(`#${id} input[type="radio"]`).count();
  if (radio) {
    await tabTo(page, `#${id} input`);
    await page.keyboard.press('Space');
    const place = await page.locator(`#${id} input`).evaluateAll((inputs, value) =>
      inputs.findIndex((input) => input.value === String(value)), answer[0]);
    for (let i = 0; i < place; i++) await page.keyboard.press('ArrowDown');
  } else {
    for (const value of answer) {
      await tabTo(page, `#${id} input[value="${value}"]`);
      await page.keyboard.press('Space');
    }
  }
  await tabTo(page, `#${id} button[type="submit"]`);
  await page.keyboard.press('Enter');
  await done(page, `#${id}`);
}

// Opens the task, replaces the text in the editor by typing over all of it, and comes back to check.
async function solveByKeys(page, id) {
  await tabTo(page, `#${id} .actions button`);
  await page.keyboard.press('Enter');
  await page.locator(`#${id}[data-open]`).waitFor();
  await tabTo(page, '.cm-content');
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(solutionOf(id));
  assert.equal(await textOf(page), solutionOf(id));
  await page.keyboard.press('Escape'); // closes what completion may have opened
  await page.keyboard.press('Escape'); // Tab leaves the text from here
  await tabTo(page, `#${id} .actions button:nth-of-type(2)`, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await done(page, `#${id}`);
}

onLesson('the lesson can be finished by keyboard alone', {}, async (page) => {
  const claims = page.locator('podwall-claims li[data-from]');
  await answerByKeys(page, 'same-dash', QUIZZES['same-dash']);
  for (let i = 0, count = await claims.count(); i < count; i++) {
    await tabTo(page, 'button.claim');
    await page.keyboard.press('Enter');
    await claims.nth(i).and(page.locator('[data-done]')).waitFor();
  }
  await answerByKeys(page, 'other-form', QUIZZES['other-form']);
  await answerByKeys(page, 'after-the-dash', QUIZZES['after-the-dash']);
  await solveByKeys(page, 'join');
  await answerByKeys(page, 'which-line', QUIZZES['which-line']);
  await solveByKeys(page, 'all-but-one');
  await solveByKeys(page, 'no-veto');
  await answerByKeys(page, 'ceiling', QUIZZES.ceiling);
  await finished(page);
});
