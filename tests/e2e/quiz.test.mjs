// Claims, quizzes and tasks of a lesson page, on a page of their own: every kind right, wrong, tried
// again and by keyboard; the page around them on a wide screen, on a phone, on paper, without a script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { openFixture } from './quiz/page.mjs';

const WIDE = { width: 1200, height: 700 };
const PHONE = { width: 360, height: 740 };
const OTHER_FORM = 'matchExpressions: [{key: env, operator: In, values: [dev]}]';
const KEYS = { one: [1], several: [0, 2], predict: [0, 1, 2], ask: [1], line: [21] };
let fixture;

before(async () => {
  fixture = await openFixture();
});
after(() => fixture.close());

// A page for these options, shared by the parts of one test; it must end without a word in the console.
function onPage(name, options, ...parts) {
  test(name, async () => {
    const page = await fixture.open({ viewport: WIDE, ...options });
    for (const act of parts) await act(page);
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  });
}

const button = (part, name) => part.getByRole('button', { name, exact: true });
const check = (part) => button(part, 'Check').click();
const says = (part, pattern) => part.locator('.feedback').filter({ hasText: pattern }).waitFor();
const done = (part) => part.evaluate((element) => 'done' in element.dataset);
const states = (part) => part.locator('label:not([data-state=""])[data-state]').evaluateAll((labels) =>
  labels.map(({ dataset, textContent }) => `${dataset.state}: ${textContent.replace(/\s+/g, ' ').trim()}`));
const policy = (page) => page.evaluate(() => document.querySelector('podwall-lab').files[1].text);
const write = (page, text) =>
  page.evaluate((it) => document.querySelector('podwall-lab').setText('policy.yaml', it), text);
const dataOf = (part) => part.locator('script').evaluate(({ textContent }) => JSON.parse(textContent));
const progress = (page, text) => page.locator('.progress').filter({ hasText: text }).waitFor();

// One: nothing chosen, wrong, hints one at a time, the answer, right.
async function one(page) {
  const quiz = page.locator('#q-one');
  await check(quiz);
  await says(quiz, 'Choose an answer');
  await quiz.getByRole('radio').nth(0).check();
  await check(quiz);
  await says(quiz, /Not yet.*Look at what stands under one dash/s);
  assert.deepEqual(await states(quiz), ['wrong: Pods that fit either of them not this']);
  assert.equal(await quiz.getByText('Hint 2 of 3').isVisible(), false);
  await quiz.getByText('Hint 1 of 3').click();
  await quiz.getByText('Hint 2 of 3').click();
  await quiz.getByText('Hint 3 of 3').waitFor();
  await button(quiz, 'Show the answer').click();
  await says(quiz, 'joined by and');
  assert.deepEqual(await states(quiz), ['answer: Pods that fit both answer']);
  assert.equal(await done(quiz), false);
  await quiz.getByRole('radio').nth(1).check();
  assert.deepEqual(await states(quiz), []);
  await check(quiz);
  await says(quiz, /Right\..*joined by and/s);
  assert.equal(await done(quiz), true);
  await progress(page, '1 of 12 done');
}

// Several: says what is missing, not what it is.
async function several(page) {
  const quiz = page.locator('#q-several');
  await check(quiz);
  await says(quiz, 'at least one answer');
  await quiz.getByRole('checkbox').nth(0).check();
  await quiz.getByRole('checkbox').nth(1).check();
  await check(quiz);
  await says(quiz, '1 of your choices does not hold, and 1 is missing');
  assert.deepEqual(await states(quiz), []);
  await quiz.getByRole('checkbox').nth(1).uncheck();
  await quiz.getByRole('checkbox').nth(2).check();
  await check(quiz);
  await says(quiz, 'There is no deny');
  assert.equal((await states(quiz)).length, 2);
}

// Predict: the engine is the key, and says of each flow that differs why.
async function predict(page) {
  const quiz = page.locator('#q-predict');
  const boxes = quiz.getByRole('checkbox');
  await check(quiz);
  await says(quiz, 'none of them gets through, check once more');
  await check(quiz);
  await says(quiz, '1 of 4 are as you said');
  assert.equal(await quiz.locator('.reason').count(), 3);
  for (const index of [0, 1, 3]) await boxes.nth(index).check();
  await check(quiz);
  await says(quiz, '2 of 4');
  const reasons = await quiz.locator('.reason').allInnerTexts();
  assert.match(reasons[0], /dev\/frontend.*you said denied.*Allowed.*peer 2/s);
  assert.match(reasons[1], /prod\/frontend.*you said allowed.*Denied/s);
  await boxes.nth(2).check();
  await boxes.nth(3).uncheck();
  await check(quiz);
  await says(quiz, 'Two selectors became two peers');
  assert.equal(await done(quiz), true);
}

// A question with ask: the verdict is the key.
async function asked(page) {
  const quiz = page.locator('#q-ask');
  await quiz.getByRole('radio').nth(0).check();
  await check(quiz);
  await says(quiz, 'Not yet');
  await quiz.getByRole('radio').nth(1).check();
  await check(quiz);
  await says(quiz, /Right.*Denied at prod\/database/s);
}

onPage('one, several, predict and ask: wrong, tried again, right', {}, one, several, predict, asked);

onPage('line: chosen with the keyboard alone', { viewport: PHONE }, async (page) => {
  const quiz = page.locator('#q-line');
  await quiz.getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  for (let line = 1; line < 14; line += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await says(quiz, 'Line 14 does not decide it');
  for (let line = 14; line < 22; line += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Check');
  await page.keyboard.press('Enter');
  await says(quiz, /Right.*Denied at prod\/database/s);
  assert.deepEqual(await states(quiz), ['right: app: backend right']);
  const hidden = await quiz.evaluate((element) => element.scrollWidth - element.clientWidth);
  assert.equal(hidden, 0);
});

onPage('a broken manifest is no wrong answer', {}, async (page) => {
  const quiz = page.locator('#q-ask');
  await page.evaluate(() => {
    document.querySelector('podwall-lab').request = async () => ({ ok: false, error: { message: 'the engine rests' } });
  });
  await quiz.getByRole('radio').nth(1).check();
  await check(quiz);
  await says(quiz, 'Not checked: the engine rests. Your choice is kept');
  assert.equal(await done(quiz), false);
});

// Claims ask the lab; an edit that changes one is said, and unsaid.
async function asking(page) {
  const claims = page.locator('podwall-claims').first();
  const frontend = claims.getByRole('button', { name: /dev\/frontend/ });
  const now = frontend.locator('.now');
  await frontend.focus();
  await page.keyboard.press('Enter');
  await now.filter({ hasText: /^Now: Denied$/ }).waitFor();
  assert.equal(await page.evaluate(() => document.querySelector('podwall-lab').question.from), 'dev/frontend');
  await progress(page, '1 of 12 done');
  const [before, height] = [await policy(page), (await claims.boundingBox()).height];
  await write(page, (await dataOf(page.locator('podwall-claims[data-scene]'))).files[1].text);
  await now.filter({ hasText: 'In your text: Allowed' }).waitFor();
  await claims.getByRole('button', { name: /prod\/backend/ }).getByText('Ask').waitFor();
  assert.equal((await claims.boundingBox()).height, height); // nothing moves
  await frontend.click();
  await claims.getByRole('status').filter({ hasText: 'In your text: Allowed' }).waitFor();
  await write(page, before);
  await now.filter({ hasText: /^Now: Denied$/ }).waitFor();
}

// Claims about another text bring it into the lab, and the lesson’s own comes back.
async function anotherText(page) {
  const own = await policy(page);
  await write(page, `# mine\n${own}`);
  const other = page.locator('podwall-claims[data-scene]');
  await other.getByRole('button', { name: /dev\/frontend/ }).click();
  await other.getByText('Now:').waitFor();
  assert.notEqual(await policy(page), own);
  await page.locator('podwall-claims').first().getByRole('button', { name: /prod\/backend/ }).click();
  assert.equal(await policy(page), `# mine\n${own}`);
}

onPage('claims ask the lab, each about its own text', {}, asking, anotherText);

onPage('task: opened, failed, a slip recognised, the solution offered, solved', {}, async (page) => {
  const task = page.locator('#task');
  const { solution } = await dataOf(task);
  const split = (await dataOf(page.locator('podwall-claims[data-scene]'))).files[1].text;
  await check(task);
  await says(task, 'Open it in the lab first');
  await button(task, 'Open in the lab').click();
  await task.getByText('3 of 4 as wanted').waitFor(); // ticked without being asked
  await check(task);
  await says(task, /3 of 4 as wanted.*names what stands in the way.*dev\/backend.*wanted: allowed.*Denied/s);
  await task.locator('.reason').getByRole('button', { name: /line \d+/ }).click();
  assert.equal(await page.evaluate(() => document.querySelector('podwall-lab').gone[0].file), 'policy.yaml');
  assert.equal(await button(task, 'Show a solution').isVisible(), false);
  await write(page, `# another text\n${split}`);
  await task.locator('.probes li').nth(2).getByText('now allowed').waitFor();
  await check(task);
  await says(task, 'Each selector has a dash of its own');
  assert.equal(await task.locator('.slip em').innerText(), 'every');
  await button(task, 'Show a solution').click();
  await button(task, 'Put it in the lab').click();
  assert.equal(await policy(page), solution);
  await task.getByText('4 of 4 as wanted').waitFor();
  assert.equal(await done(task), false);
  await check(task);
  await says(task, /That is it.*must fit both/s);
  assert.equal(await done(task), true);
});

// Task: any policy that gives the verdicts wanted has solved it.
async function otherPolicy(page) {
  const task = page.locator('#task');
  const { solution } = await dataOf(task);
  await write(page, solution.replace(/matchLabels:\s+env: dev/, OTHER_FORM));
  await check(task);
  await says(task, 'That is it');
}

// Task: what was written is there again.
async function comeBack(page) {
  const task = page.locator('#task');
  const lesson = await policy(page);
  await button(task, 'Open in the lab').click();
  await write(page, '# half way');
  await button(task, 'Back to the lesson’s text').click();
  assert.equal(await policy(page), lesson);
  await button(task, 'Open in the lab').click();
  assert.equal(await policy(page), '# half way');
  await check(task);
  await says(task, /dev\/frontend.*wanted: denied/s);
}

onPage('task: another policy wins too; what was written is kept', {}, comeBack, otherPolicy);

onPage('all done by keyboard: the page says so, and what comes next', {}, async (page) => {
  for (const claim of await page.locator('.claim').all()) await claim.press('Enter');
  await progress(page, '6 of 12 done');
  for (const [id, choices] of Object.entries(KEYS)) {
    const quiz = page.locator(`#q-${id}`);
    for (const index of choices) await quiz.locator('input').nth(index).press('Space');
    await button(quiz, 'Check').press('Enter');
    await says(quiz, 'Right.');
  }
  const task = page.locator('#task');
  await button(task, 'Open in the lab').press('Enter');
  await write(page, (await dataOf(task)).solution);
  assert.equal((await page.locator('.closing .said').innerText()).trim(), '');
  await button(task, 'Check').press('Enter');
  await page.locator('.closing').getByRole('status').filter({ hasText: 'been through all of it' }).waitFor();
  await progress(page, '12 of 12 done');
  assert.deepEqual(await violations(page), []);
});

onPage('phone: one view at a time, the place in the text is kept', { viewport: PHONE }, async (page) => {
  const tab = (name) => page.getByRole('tab', { name });
  const view = () => page.evaluate(() => document.querySelector('podwall-lab').dataset.view);
  const wider = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(await view(), 'ask');
  assert.equal(await wider(), 0);
  const task = page.locator('#task');
  await button(task, 'Open in the lab').click();
  assert.equal(await view(), 'yaml');
  assert.equal(await page.locator('#read').isVisible(), false);
  await tab('YAML').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await view(), 'picture');
  assert.equal(await tab('Picture').getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Home');
  assert.equal(await view(), 'ask');
  await page.waitForFunction(() => {
    const { top, bottom } = document.querySelector('#task .actions').getBoundingClientRect();
    return top > 0 && bottom < innerHeight;
  });
  assert.deepEqual(await violations(page), []);
  await page.setViewportSize(WIDE);
  await page.waitForFunction(() => document.querySelector('podwall-lab').dataset.view === '');
  assert.equal(await page.getByRole('tablist').isVisible(), false);
});

onPage('axe finds nothing in states wrong and shown, light and dark; targets are large enough', {}, async (page) => {
  await page.locator('#q-one input').first().check();
  await page.locator('#q-line input').first().check();
  for (const id of ['one', 'predict', 'predict', 'line']) await check(page.locator(`#q-${id}`));
  await says(page.locator('#q-predict'), 'as you said');
  await button(page.locator('#q-line'), 'Show the answer').click();
  await says(page.locator('#q-line'), 'The answer');
  await page.getByText('Hint 1 of 3').click();
  await button(page.locator('#task'), 'Open in the lab').click();
  await check(page.locator('#task'));
  await says(page.locator('#task'), 'names what stands');
  await write(page, (await dataOf(page.locator('podwall-claims[data-scene]'))).files[1].text);
  await check(page.locator('#task'));
  await says(page.locator('#task'), 'Each selector');
  await button(page.locator('#task'), 'Show a solution').click();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), [], colorScheme);
  }
  const small = await page.locator('button, summary, .options label, .lines label').evaluateAll((controls) => controls
    .map((control) => ({ box: control.getBoundingClientRect(), name: control.outerHTML.slice(0, 90) }))
    .filter(({ box }) => box.width > 1 && (box.height < 24 || box.width < 24)).map(({ name }) => name));
  assert.deepEqual(small, []);
});

test('an engine that does not come is said, and tried again with the next question', async () => {
  const page = await fixture.open({ lab: false });
  const quiz = page.locator('#q-ask');
  await page.route('**/podwall.wasm', (route) => route.abort());
  await quiz.getByRole('radio').nth(1).check();
  await check(quiz);
  await says(quiz, 'Not checked: the engine did not answer');
  await page.unroute('**/podwall.wasm');
  await check(quiz);
  await says(quiz, 'Right.');
  await page.context().close();
});

onPage('without a lab the page starts an engine of its own, once', { lab: false }, async (page) => {
  const workers = [];
  page.on('worker', (worker) => workers.push(worker));
  await page.locator('#q-ask').getByRole('radio').nth(1).check();
  await check(page.locator('#q-ask'));
  await says(page.locator('#q-ask'), 'Right.');
  for (const index of [0, 1, 2]) await page.locator('#q-predict input').nth(index).check();
  await check(page.locator('#q-predict'));
  await says(page.locator('#q-predict'), 'Right.');
  assert.equal(workers.length, 1);
  await progress(page, '2 of 5 done');
});

const UNSCRIPTED = { javaScriptEnabled: false };
onPage('without a script everything can be read, the answers in <details>', UNSCRIPTED, async (page) => {
  const quiz = page.locator('#q-one');
  await quiz.getByText('Answer', { exact: true }).click();
  assert.equal(await quiz.getByText('Selectors of one peer are joined by').isVisible(), true);
  await page.locator('#q-one .hints summary').nth(2).click();
  await page.locator('#task').getByText('A solution').click();
  assert.equal(await page.locator('#task .manifest').isVisible(), true);
  assert.equal(await page.locator('podwall-lab').getByText('kind: NetworkPolicy').isVisible(), true);
  assert.equal(await page.locator('.progress').isVisible(), false);
});

onPage('on paper: prose and questions, the answers last', {}, async (page) => {
  await page.emulateMedia({ media: 'print' });
  const answers = page.locator('.answers');
  assert.equal(await answers.isVisible(), true);
  assert.equal(await answers.locator('h3').count(), 6);
  assert.equal(await page.locator('main > :last-child.answers').count(), 1);
  assert.equal(await page.locator('#q-one .solution').isVisible(), false);
  assert.equal(await page.getByRole('button', { name: 'Check' }).first().isVisible(), false);
});

onPage('forced colours: what is chosen and what is said need no colour', { forcedColors: 'active' }, async (page) => {
  const quiz = page.locator('#q-one');
  await quiz.getByRole('radio').first().check();
  const style = await quiz.locator('label').first().evaluate((label) => getComputedStyle(label).outlineStyle);
  assert.equal(style, 'solid');
  await check(quiz);
  assert.match((await states(quiz))[0], /not this$/);
});
