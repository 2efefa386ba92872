// Every lesson from its start to its end, with the answers that stand behind "Answer" and the solutions of its
// tasks; and none of them starts solved.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openBrowser, WIDE } from './browser.mjs';

const site = process.env.SITE ?? fileURLToPath(new URL('../../site', import.meta.url));
const lessons = fileURLToPath(new URL('../../lessons', import.meta.url));
const slugs = (await readdir(`${site}/lessons`, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

test('there are five lessons at least', () => assert.ok(slugs.length >= 5, String(slugs)));

for (const slug of slugs) {
  test(`${slug}: nothing is done at the start, everything at the end`, async () => {
    const page = await browser.open(`lessons/${slug}/`, { viewport: WIDE, settled: false });
    await page.waitForFunction(() => document.querySelector('.progress:not([hidden])')
      && document.querySelector('podwall-lab').client?.state === 'ready');
    assert.match(await page.locator('.progress').textContent(), /^0 of \d+ done$/);
    const open = await page.evaluate(finish, await becoming(slug));
    assert.deepEqual(open, []);
    const [, done, all] = /^(\d+) of (\d+) done$/.exec(await page.locator('.progress').textContent());
    assert.equal(done, all);
    await page.locator('.closing', { hasText: 'You have been through all of it' }).waitFor();
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  });
}

// What the lesson as a whole should become, for a list that ticks itself: its solution, in its cluster.
async function becoming(slug) {
  const folder = (await readdir(lessons)).find((name) => name.endsWith(`-${slug}`));
  const source = await readFile(`${lessons}/${folder}/lesson.md`, 'utf8');
  const [, attributes, policy] = /```yaml policy solution((?: (?!task=)\S+)*)\n([^]*?)```/.exec(source) ?? [];
  const id = /cluster=(\S+)/.exec(attributes)?.[1];
  const cluster = new RegExp(`\`\`\`yaml cluster${id ? ` id=${id}` : ''}.*\\n([^]*?)\`\`\``).exec(source)?.[1];
  return policy ? [{ name: 'cluster.yaml', text: cluster }, { name: 'policy.yaml', text: policy }] : [];
}

// In the page: goes through all there is to do and returns what would not come to be done.
async function finish(become) {
  const open = [];
  const until = async (item, name) => {
    const end = performance.now() + 2000;
    while (!('done' in item.dataset) && performance.now() < end) await new Promise((resume) => setTimeout(resume, 10));
    if (!('done' in item.dataset)) open.push(name);
  };
  const plain = (element) => element.textContent.replace(/\s+/g, ' ').trim();
  const button = (item, text) => [...item.querySelectorAll('button')].find((each) => plain(each) === text);

  // The key as it is printed: a line with its number, a verdict for each connection, or the texts of the options.
  function answer(quiz) {
    const key = quiz.querySelector('.solution .key');
    const inputs = [...quiz.querySelectorAll('input')];
    const items = [...key.querySelectorAll('li')];
    const line = ['line', 'wrong'].includes(quiz.dataset.kind) && /line (\d+)/i.exec(plain(key))[1];
    const verdict = key.querySelector('b.tone');
    const texts = verdict ? [plain(verdict)] : (items.length ? items : [key]).map(plain);
    const isRight = (input, index) => {
      if (line) return input.value === line;
      if (quiz.dataset.kind === 'predict') return Boolean(items[index].querySelector('b.allow'));
      return texts.includes(plain(input.closest('label')));
    };
    inputs.filter(isRight).forEach((input) => input.click());
    quiz.querySelector('button[type="submit"]').click();
  }

  async function solve(task) {
    button(task, 'Open in the lab').click();
    const { file, solution } = JSON.parse(task.querySelector('script[type="application/json"]').textContent);
    document.querySelector('podwall-lab').setText(file, solution);
    button(task, 'Check').click();
  }

  // A list that ticks itself is about the text that the lab opens with, so it comes first.
  const lists = document.querySelectorAll('podwall-checklist');
  if (lists.length) for (const { name, text } of become) document.querySelector('podwall-lab').setText(name, text);
  for (const list of lists) await until(list, list.id);
  const all = 'podwall-claims li[data-from], podwall-quiz, podwall-task';
  for (const item of document.querySelectorAll(all)) {
    const name = item.id || plain(item).slice(0, 80);
    if (item.localName === 'li') item.querySelector('.claim').click();
    else if (item.localName === 'podwall-quiz') answer(item);
    else await solve(item);
    await until(item, name);
  }
  return open;
}
