// The recipe's checklist: it ticks itself while the policy is written in the real lab, by keyboard alone,
// says so politely, and is about the lesson's own text and no other. A terminal's call asked in the lab.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { violations } from './axe.mjs';
import { answered, onPageOf, openBrowser, textOf } from './browser.mjs';

const RECIPE = 'lessons/pods-of-another-namespace/';
const source = await readFile(new URL('../../lessons/02-pods-of-another-namespace/lesson.md', import.meta.url), 'utf8');
const SOLUTION = /```yaml policy solution cluster=labelled .*\n([^]*?)```/.exec(source)[1];
const OR = SOLUTION.replace('      podSelector', '    - podSelector');
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const onPage = onPageOf(() => browser, { settled: false });
const onRecipe = (name, options, act) => onPage(name, RECIPE, options, async (page) => {
  await answered(page, /^\s*Allowed/);
  await act(page, page.locator('podwall-checklist'));
});

const states = (list) => list.locator('.items > li').evaluateAll((items) =>
  items.map((item) => [item.querySelector('.state').textContent, 'met' in item.dataset].join()));
const counts = (list, text) => list.locator('.count', { hasText: text }).waitFor();
const write = (page, name, text) => page.locator('podwall-lab').evaluate((lab, [file, words]) =>
  lab.setText(file, words), [name, text]);
const button = (part, name) => part.getByRole('button', { name, exact: true });

async function label(page) {
  const text = await textOf(page, 'cluster.yaml');
  const labelled = text.replace('  name: other\n', '  name: other\n  labels:\n    team: operations\n');
  await write(page, 'cluster.yaml', labelled);
}

onRecipe('it ticks itself, forgets a tick that no longer holds, and says both', {}, async (page, list) => {
  const said = (text) => list.locator('p[role="status"]', { hasText: text }).waitFor({ state: 'attached' });
  await counts(list, '2 of 8 met');
  const height = await list.locator('.items').evaluate((items) => items.getBoundingClientRect().height);
  await label(page);
  await counts(list, '3 of 8 met');
  await said('Met: The namespace other exists and has team=operations. 3 of 8 met.');
  await write(page, 'policy.yaml', OR);
  await counts(list, '5 of 8 met');
  await write(page, 'policy.yaml', SOLUTION.replace('matchLabels', 'matchLables'));
  await list.getByText('Left out:').waitFor(); // a broken policy is no policy, and that is said
  await counts(list, '3 of 8 met');
  await write(page, 'policy.yaml', SOLUTION);
  await counts(list, '8 of 8 met');
  await list.locator('.feedback[role="status"]', { hasText: 'Accepted.' }).waitFor();
  assert.deepEqual(new Set(await states(list)), new Set(['Met,true']));
  assert.equal(await list.locator('.items').evaluate((items) => items.getBoundingClientRect().height), height);
  await page.locator('.progress', { hasText: /^1 of/ }).waitFor();
  await write(page, 'policy.yaml', OR);
  await counts(list, '5 of 8 met');
  await said(/^Not yet: It lets the caller in by one peer.* 5 of 8 met\.$/);
  assert.equal(await list.locator('.feedback').textContent(), '');
  await page.locator('.progress', { hasText: /^1 of/ }).waitFor(); // done is done
});

onRecipe('while the lab holds another text the list stays, and leads back', {}, async (page, list) => {
  await write(page, 'policy.yaml', SOLUTION);
  await counts(list, '5 of 8 met'); // without the label nobody gets in
  const call = page.locator('.session').last();
  await call.locator('.claim').click();
  await call.locator('.now', { hasText: 'Now: Allowed' }).waitFor();
  await counts(list, 'the lab holds another one now');
  assert.equal((await states(list)).filter((state) => state === 'Met,true').length, 5);
  await list.locator('li', { hasText: 'Right namespace, monitoring pod' }).getByRole('button').click();
  await counts(list, '5 of 8 met');
  await answered(page, /^\s*Denied at default\/web.*other has no label team/);
  assert.equal(await textOf(page, 'policy.yaml'), SOLUTION);
});

// Tab until what has the focus, inside the lab too, matches.
async function tabTo(page, selector) {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    const there = await page.evaluate((wanted) => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at.matches(wanted);
    }, selector);
    if (there) return;
  }
  throw new Error(`Tab never comes to ${selector}`);
}

onRecipe('all of it by keyboard', {}, async (page, list) => {
  await label(page);
  await tabTo(page, 'podwall-checklist .link');
  await page.keyboard.press('Enter');
  await answered(page, /^\s*Allowed/);
  await list.locator('.hints summary').first().press('Enter');
  await list.getByText('Hint 2 of 3').waitFor();
  await tabTo(page, 'podwall-checklist .actions button');
  await page.keyboard.press('Enter');
  await page.locator('#lab').focus();
  await tabTo(page, '.cm-content');
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(SOLUTION);
  await page.keyboard.press('Escape'); // closes what completion may have opened
  await counts(list, '8 of 8 met');
});

for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark', viewport: { width: 390, height: 844 } }]) {
  onRecipe(`axe finds nothing, ${options.colorScheme}`, options, async (page, list) => {
    assert.deepEqual(await violations(page), []);
    await label(page);
    await write(page, 'policy.yaml', SOLUTION);
    await counts(list, '8 of 8 met');
    await page.locator('.session .claim').first().click();
    assert.deepEqual(await violations(page), [], 'met and asked');
    const wider = await page.evaluate(() =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wider, 0);
    const sides = await list.locator('button:visible, summary:visible').evaluateAll((controls) =>
      controls.flatMap(({ offsetHeight, offsetWidth }) => [offsetHeight, offsetWidth]));
    assert.ok(Math.min(...sides) >= 24, String(sides));
  });
}
