// The lab as a whole, with the real engine: what the editor offers, what is in sight, odd texts and questions.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { answered, caretAt, HOME, LESSON, moveDash, onPageOf, openBrowser, textOf } from './browser.mjs';

let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const onPage = onPageOf(() => browser);
const onLab = (name, act, { path = LESSON, ...options } = {}) => onPage(name, path, options, act);

const setText = (page, text) => page.locator('podwall-lab').evaluate((lab, wanted) => {
  lab.setText(lab.shadowRoot.querySelector('podwall-editor').front, wanted);
}, text);

// What of an element can be seen inside the lab's frame, in pixels of height.
const seen = (locator) => locator.evaluate((element) => {
  const frame = element.getRootNode().host.getBoundingClientRect();
  const { top, bottom } = element.getBoundingClientRect();
  return Math.min(bottom, frame.bottom) - Math.max(top, frame.top);
});

onLab('the line that decides and the foot of the editor are in sight', async (page) => {
  const line = page.locator('.cm-line.deny');
  await line.waitFor();
  const inText = await line.evaluate((element) => {
    const { top, bottom } = element.closest('.cm-scroller').getBoundingClientRect();
    const box = element.getBoundingClientRect();
    return box.top >= top && box.bottom <= bottom;
  });
  assert.ok(inText, 'line 23 is not in sight');
  assert.ok(await seen(page.locator('podwall-editor .foot')) > 20, 'the foot lies outside the frame');
});

onLab('completion offers fields, values and the labels of the cluster, and puts them in', async (page) => {
  await caretAt(page, '\n    ports:');
  await page.keyboard.insertText('\n    - pod');
  await page.keyboard.press('Control+Space');
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'podSelector' }).waitFor();
  await page.waitForTimeout(100); // a choice that comes too fast is not taken as meant
  await page.keyboard.press('Enter');
  assert.match(await textOf(page), /- podSelector:/);
  await setText(page, (await textOf(page)).replace('env: dev', 'env: '));
  await caretAt(page, '\n      podSelector:');
  await page.keyboard.press('Control+Space');
  await page.locator('.cm-tooltip-autocomplete li', { hasText: /^dev/ }).waitFor();
});

onLab('a key tells what the field under the caret means', async (page) => {
  await caretAt(page, 'policyTypes');
  await page.keyboard.press('F1');
  await page.locator('.help', { hasText: 'policyTypes' }).waitFor();
  assert.ok((await page.locator('.help').textContent()).length > 40);
});

onLab('Format tidies what was typed and can be undone', async (page) => {
  const start = await textOf(page);
  const untidy = start.replace('kind: NetworkPolicy', 'kind:    NetworkPolicy   ');
  await setText(page, untidy);
  await page.getByRole('button', { name: 'Format' }).click();
  await page.waitForFunction((wanted) => {
    const editor = document.querySelector('podwall-lab').shadowRoot.querySelector('podwall-editor');
    return !editor.text(editor.front).includes(wanted);
  }, '   \n');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  assert.equal(await textOf(page), untidy);
});

onLab('notes are counted, and said where the caret is', async (page) => {
  const summary = page.locator('podwall-editor .found summary');
  await summary.filter({ hasText: /^\s*4 notes\s*$/ }).waitFor();
  await page.locator('.cm-content').first().focus();
  await page.keyboard.press('F8');
  await summary.filter({ hasText: /^\s*4 notes Line 5: prod has policies/ }).waitFor();
}, { path: HOME });

onLab('a mistake in a field that nothing reads keeps no edit from being compared', async (page) => {
  await page.locator('podwall-lab').evaluate((lab) => {
    const { name, text } = lab.files.find((file) => /kind: Pod\n/.test(file.text));
    lab.setText(name, text.replace('kind: Pod\n', 'kind: Pod\nspecs: {}\n'));
  });
  await page.locator('podwall-lab').getByRole('tab', { name: /^Cluster.*1 finding/ }).waitFor();
  const pause = () => page.waitForTimeout(1600); // the next edit is another one
  await pause();
  await moveDash(page);
  await page.locator('.latest', { hasText: /Opened.*dev\/frontend.*prod\/database/ }).waitFor();
  await pause();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.locator('.latest', { hasText: /Closed.*dev\/frontend.*prod\/database/ }).waitFor();
});

onLab('a broken text is marked at its line, and the answer is said again once it is mended', async (page) => {
  await caretAt(page, '  ingress:');
  await page.keyboard.insertText('[');
  await page.locator('podwall-editor details.found', { hasText: 'Line 14' }).waitFor();
  await page.locator('.cm-line.error').waitFor();
  await page.locator('podwall-ask', { hasText: /left out/i }).waitFor(); // once the typing rests
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await answered(page, /^\s*Denied/);
});

onLab('an empty text says what to do', async (page) => {
  await setText(page, '');
  await page.locator('podwall-ask .answer', { hasText: 'no pod in the text' }).waitFor();
  await page.locator('podwall-picture', { hasText: 'No pods yet' }).waitFor();
}, { path: HOME });

onLab('an address outside has its tile, its line and its sentence', async (page) => {
  await page.locator('podwall-lab').evaluate((lab) => {
    lab.question = { from: 'ip:198.51.100.7', to: 'prod/database', port: 8080, protocol: 'TCP' };
  });
  await answered(page, /^\s*Denied at prod\/database/);
  await page.locator('.tile', { hasText: '198.51.100.7' }).or(page.locator('[data-tile="ip:198.51.100.7"]')).first()
    .waitFor();
  await page.locator('[data-line^="ip:198.51.100.7 > prod/database"]').first().waitFor({ state: 'attached' });
});

onLab('the table is walked with arrow keys', async (page) => {
  await page.locator('podwall-panel').getByRole('tab', { name: 'Table' }).click();
  const at = () => page.evaluate(() => {
    const { activeElement } = document.querySelector('podwall-lab').shadowRoot;
    const { from, to } = activeElement.closest('td')?.dataset ?? {};
    return `${from} ${to}`;
  });
  await page.locator('podwall-table td button[tabindex="0"], podwall-table td[tabindex="0"]').first().focus();
  await page.keyboard.press('Home');
  const first = await at();
  await page.keyboard.press('ArrowRight');
  const second = await at();
  assert.notEqual(second, first);
  assert.equal(second.split(' ')[0], first.split(' ')[0]);
  await page.keyboard.press('ArrowDown');
  assert.notEqual((await at()).split(' ')[0], second.split(' ')[0]);
});

onLab('a hundred pods: names to type, a table, and everything answers', async (page) => {
  const pods = Array.from({ length: 100 }, (_, index) => `---
apiVersion: v1
kind: Pod
metadata: {name: p${index}, namespace: n${index % 4}, labels: {app: a${index % 10}}}
spec: {containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}
`).join('');
  await setText(page, pods);
  await page.locator('podwall-panel').getByRole('tab', { name: 'Table' }).click();
  await page.locator('podwall-ask datalist option[value="n3/p99"]').first().waitFor({ state: 'attached' });
  await page.locator('podwall-lab').evaluate((lab) => {
    lab.question = { from: 'n1/p1', to: 'n2/p2', port: 80, protocol: 'TCP' };
  });
  await answered(page, /^\s*Allowed/);
  await page.locator('podwall-panel [role="tabpanel"]:not([hidden])', { hasText: /n0|table|namespace/i }).waitFor();
}, { path: HOME });

onLab('every control is at least 24 pixels high and wide, or stands in a line of text', async (page) => {
  const small = await page.evaluate(() => {
    const within = (root) => [...root.querySelectorAll('*')]
      .flatMap((each) => (each.shadowRoot ? [each, ...within(each.shadowRoot)] : [each]));
    const controls = within(document).filter((each) => each.matches('button, select, input, summary, [role="tab"]')
      && each.checkVisibility({ visibilityProperty: true }));
    return controls.flatMap((each) => {
      const target = each.matches('input[type="radio"], input[type="checkbox"]') ? each.closest('label') ?? each : each;
      const { width, height } = target.getBoundingClientRect();
      const inText = getComputedStyle(target).display === 'inline'
        || target.matches('.link, .place, .claim, .split, .visually-hidden');
      return inText || (width >= 24 && height >= 24) || !width ? []
        : [`${target.localName}.${target.className} ${width.toFixed()}x${height.toFixed()}`];
    });
  });
  assert.deepEqual(small, []);
});
