// <podwall-editor> alone, bundled into a page under the strict policy, with an engine that only
// pretends (tests/e2e/editor/page.js): what is typed stays, tools do what they say, Tab is free.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { openStage } from './editor/stage.mjs';

let stage;
let shared; // one page serves most tests: each begins with restart()

before(async () => {
  stage = await openStage();
});
after(() => stage.close());

// Runs `act` in a page that is as new, and fails when its console said anything.
async function onPage(page, act) {
  await act(page);
  assert.deepEqual(page.troubles.splice(0), []);
}

async function opened(act) {
  shared ??= await stage.page({ viewport: { width: 800, height: 700 } });
  await shared.evaluate(() => window.restart());
  await onPage(shared, act);
}

const text = (page, name = 'policy.yaml') => page.evaluate((file) => window.editor.text(file), name);
const said = (page, name) => page.evaluate((wanted) =>
  window.said.filter((one) => one.name === wanted).map(({ detail }) => detail), name);
const frame = (page) => page.evaluate(() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(done));
}));
const focused = (page) => page.evaluate(() => {
  const inner = document.querySelector('#lab').shadowRoot.activeElement ?? document.activeElement;
  return inner.getAttribute('aria-label') ?? inner.textContent;
});
const tool = (page, name) => page.getByRole('toolbar', { name: 'Edit' }).getByRole('button', { name });

// Puts the caret before `mark`, as a link of the lab does.
async function caretAt(page, mark, file = 'policy.yaml') {
  await page.evaluate(([name, wanted]) => {
    const from = window.editor.text(name).indexOf(wanted);
    window.editor.goto({ file: name, from, to: from });
  }, [file, mark]);
}

test('typing is said once a frame with all files, then the caret', () => opened(async (page) => {
  await caretAt(page, 'kind:');
  await page.keyboard.insertText('a');
  await page.keyboard.insertText('b');
  await frame(page);
  const edits = await said(page, 'edit');
  const last = edits.at(-1);
  assert.equal(last.file, 'policy.yaml');
  assert.deepEqual(last.files.map(({ name }) => name), ['cluster.yaml', 'policy.yaml']);
  assert.match(last.files[1].text, /^abkind: NetworkPolicy$/m);
  assert.equal((await said(page, 'caret')).at(-1).at, last.files[1].text.indexOf('kind:'));
  await page.evaluate(() => {
    window.said.length = 0;
    for (let i = 0; i < 20; i++) window.editor.replace('policy.yaml', [{ from: 0, to: 0, text: 'x' }]);
  });
  await frame(page);
  assert.equal((await said(page, 'edit')).length, 1);
}));

test('Enter goes on where YAML does', () => opened(async (page) => {
  await page.evaluate(() => window.editor.setText('policy.yaml', ''));
  await page.locator('.cm-content').click();
  for (const line of ['spec:', 'ingress:', '- from:', '- podSelector: {}', 'namespaceSelector:', 'matchLabels: # all',
    'a: b']) {
    await page.keyboard.insertText(line);
    await page.keyboard.press('Enter');
  }
  assert.equal(await text(page), `spec:
  ingress:
    - from:
        - podSelector: {}
          namespaceSelector:
            matchLabels: # all
              a: b
              `);
}));

test('completion shows what the engine offers and puts in what it says', () => opened(async (page) => {
  await caretAt(page, '    ports:');
  await page.keyboard.type('po');
  await page.getByRole('option', { name: /podSelector/ }).waitFor();
  assert.deepEqual(await page.getByRole('option').allTextContents(),
    ['podSelectormapping', 'portslist', 'policyTypeslist']);
  await page.waitForTimeout(100); // CodeMirror ignores a choice that comes too fast to be meant
  await page.keyboard.press('Enter');
  assert.match(await text(page), /^podSelector: {4}ports:$/m);
  const [first] = await page.evaluate(() => window.asked.filter((request) => request.do === 'complete'));
  assert.equal(first.file, 'policy.yaml');
  assert.ok((await said(page, 'edit')).length, 'the engine was asked about a text it had not been told');
}));

test('the engine is told of a change before it is asked about it', () => opened(async (page) => {
  const told = await page.evaluate(() => new Promise((done) => {
    window.editor.ask = async () => done(window.said.filter(({ name }) => name === 'edit').length);
    window.editor.replace('policy.yaml', [{ from: 0, to: 0, text: '# new\n' }]);
    window.editor.querySelector('.tool.format').click();
  }));
  assert.equal(told, 1);
}));

test('the meaning of a field by pointer and by key, and Escape closes it', () => opened(async (page) => {
  await caretAt(page, 'ingress:');
  await page.keyboard.press('Control+i');
  await page.locator('.help', { hasText: 'Who may come in' }).waitFor();
  assert.match(await page.getByRole('status').textContent(), /Who may come in/);
  await page.keyboard.press('Escape');
  await page.locator('.help').waitFor({ state: 'detached' });
  await page.locator('.tok-key', { hasText: 'podSelector' }).first().hover();
  await page.locator('.help', { hasText: 'Who may come in' }).waitFor();
}));

test('each file has its own undo, kept while another is shown', () => opened(async (page) => {
  const start = [await text(page, 'cluster.yaml'), await text(page)];
  await caretAt(page, 'kind:');
  await page.keyboard.insertText('one');
  await page.getByRole('tab', { name: 'Policy' }).press('ArrowLeft');
  assert.equal(await page.evaluate(() => window.editor.front), 'cluster.yaml');
  assert.match(await focused(page), /^Cluster/);
  await caretAt(page, 'metadata:', 'cluster.yaml');
  await page.keyboard.insertText('two');
  await page.keyboard.press('Control+z');
  assert.equal(await text(page, 'cluster.yaml'), start[0]);
  assert.match(await text(page), /onekind/);
  await page.getByRole('tab', { name: 'Policy' }).click();
  await tool(page, 'Undo').click();
  assert.equal(await text(page), start[1]);
  await tool(page, 'Redo').click();
  assert.match(await text(page), /onekind/);
}));

test('a change in a tab that is not shown is told on the tab, and so are findings', () => opened(async (page) => {
  const tab = page.getByRole('tab', { name: 'Cluster' });
  await page.evaluate(() => {
    window.editor.setText('cluster.yaml', window.editor.text('cluster.yaml').replaceAll('prod', 'shop'));
    const place = { file: 'cluster.yaml', line: 3, from: 30, to: 35 };
    window.editor.findings = [{ ...place, severity: 'error', message: 'm', hint: '' }];
  });
  await tab.filter({ hasText: '(1 finding, changed)' }).waitFor();
  await tab.click();
  await tab.filter({ hasText: /^Cluster \(1 finding\)$/ }).waitFor();
  await page.keyboard.press('Control+z');
}));

test('a text set from outside is one step of undo and leaves the caret', () => opened(async (page) => {
  const start = await text(page);
  await caretAt(page, '8080');
  await page.evaluate(() => {
    const { editor } = window;
    editor.setText('policy.yaml', editor.text('policy.yaml').replace('Who', 'Those who'));
  });
  await page.keyboard.insertText('1');
  assert.match(await text(page), /Those who[^]*port: 18080/);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  assert.equal(await text(page), start);
}));

test('Format is one step of undo; Reset loses nothing', () => opened(async (page) => {
  const start = await text(page);
  await page.evaluate(() => window.editor.replace('policy.yaml', [{ from: 0, to: 0, text: '# mine   \n' }]));
  const mine = await text(page);
  await tool(page, 'Format').click();
  await page.getByRole('status').filter({ hasText: 'Formatted.' }).waitFor();
  assert.equal(await text(page), mine.replace('   \n', '\n'));
  await tool(page, 'Undo').click();
  assert.equal(await text(page), mine);
  await tool(page, 'Reset').click();
  assert.equal(await text(page), start);
  await tool(page, 'Reset').and(page.locator('[aria-disabled="true"]')).waitFor();
  await tool(page, 'Undo').click();
  assert.equal(await text(page), mine);
}));

async function giveDash(page) {
  await page.evaluate(() => {
    const now = window.editor.text('policy.yaml');
    const from = now.indexOf('- namespaceSelector');
    const pod = now.indexOf('  podSelector', from);
    const place = { file: 'policy.yaml', from, to: now.indexOf('    ports:') - 1 };
    const edit = { file: 'policy.yaml', from: pod, to: pod + 1, text: '-' };
    const words = 'Split peer 2: any backend here, or all of dev';
    window.editor.dashes = [{ action: 'split', peer: 2, ...place, text: words, edit }];
  });
}

test('the dash: from the tools by keyboard, at the line by mouse, each one step of undo', () => opened(async (page) => {
  const start = await text(page);
  const split = start.replace('      podSelector:\n', '    - podSelector:\n');
  await giveDash(page);
  await caretAt(page, 'kind:');
  assert.equal(await tool(page, 'Split peer 2').count(), 0);
  await caretAt(page, 'env:');
  await frame(page);
  await page.keyboard.press('Shift+Tab'); // the tools' one stop is the dash
  assert.equal(await focused(page), 'Split peer 2');
  assert.match(await tool(page, 'Split peer 2').getAttribute('aria-description'), /all of dev/);
  await page.keyboard.press('Enter');
  assert.equal(await text(page), split);
  assert.equal((await said(page, 'dash'))[0].dash.peer, 2);
  assert.equal(await focused(page), 'Split peer 2', 'the button waits for the engine');
  await page.evaluate(() => {
    window.editor.dashes = [];
  });
  await frame(page);
  assert.equal(await focused(page), 'Policy, YAML', 'no dash is left, so the text has the focus');
  await page.keyboard.press('Control+z');
  assert.equal(await text(page), start);
  await giveDash(page);
  await caretAt(page, 'spec:');
  await page.keyboard.insertText('# further down now\n');
  const button = page.locator('.cm-line .dash');
  const { width, height } = await button.boundingBox();
  assert.ok(width >= 24 && height >= 24, `${width}x${height}`);
  await button.click();
  assert.equal(await text(page), split.replace('spec:', '# further down now\nspec:'));
}));

test('findings can be read and walked by key', () => opened(async (page) => {
  await page.evaluate(() => {
    const now = window.editor.text('policy.yaml');
    const finding = (mark, severity, message) => {
      const from = now.indexOf(mark);
      const line = now.slice(0, from).split('\n').length;
      return { file: 'policy.yaml', severity, code: 'PW2101', line, from, to: from + 4, message, hint: '' };
    };
    window.editor.findings = [finding('spec', 'error', 'first'), finding('port: 8', 'warning', 'second')];
  });
  await page.locator('.squiggle.error', { hasText: 'spec' }).waitFor();
  await caretAt(page, 'kind:');
  await page.keyboard.press('F8');
  assert.equal(await page.getByRole('status').textContent(), 'Line 7: first');
  await page.keyboard.press('F8');
  assert.equal(await page.getByRole('status').textContent(), 'Line 24: second');
  await frame(page);
  assert.equal((await said(page, 'caret')).at(-1).file, 'policy.yaml');
  await page.keyboard.press('Control+Shift+m');
  assert.equal(await page.getByRole('status').textContent(), 'Line 7: first');
  await page.locator('summary', { hasText: '2 findings' }).press('Enter');
  const list = page.getByRole('list', { name: 'Findings' }).getByRole('button');
  assert.deepEqual(await list.allTextContents(), ['line 7 error first', 'line 24 warning second']);
  await list.last().press('Enter');
  assert.equal(await focused(page), 'Policy, YAML');
}));

const offerRepair = (page) => page.evaluate(() => {
  const from = window.editor.text('policy.yaml').indexOf('spec');
  window.editor.findings = [{
    file: 'policy.yaml', line: 7, from, to: from + 4, severity: 'error', code: 'PW2101', message: 'no such field',
    hint: 'did you mean specs?', server: 'unknown field "spec"', fix: [{ from, to: from + 4, text: 'specs' }],
  }];
});

test('what can be mended for certain is mended by button and by key, and undone', () => opened(async (page) => {
  const before = await text(page);
  const fixed = before.replace('spec:', 'specs:');
  await caretAt(page, 'kind:');
  await offerRepair(page);
  await page.getByRole('button', { name: 'Fix', exact: true }).click();
  assert.equal(await text(page), fixed, 'by button');
  await page.getByText('Changed as proposed').waitFor();
  await page.keyboard.press('ControlOrMeta+z');
  assert.equal(await text(page), before);
  await offerRepair(page);
  await frame(page);
  await page.keyboard.press('ControlOrMeta+.');
  assert.equal(await text(page), fixed, 'by key');
}));

test('a repair whose place was edited is not offered any more', () => opened(async (page) => {
  await caretAt(page, 'ec:');
  await offerRepair(page);
  const button = page.getByRole('button', { name: 'Fix', exact: true });
  await button.waitFor();
  await page.keyboard.press('x');
  await button.waitFor({ state: 'hidden' });
  const before = await text(page);
  await page.keyboard.press('ControlOrMeta+.');
  assert.equal(await text(page), before);
}));

test('marks, findings, light and dashes never move caret, scroll or text', () => opened(async (page) => {
  await caretAt(page, 'port: 8080');
  await frame(page);
  const state = () => page.evaluate(() =>
    [window.editor.querySelector('.cm-scroller').scrollTop, window.editor.text('policy.yaml')]);
  const start = await state();
  await page.evaluate(() => {
    window.said.length = 0;
    const place = { file: 'policy.yaml', line: 1, from: 0, to: 30 };
    window.editor.marks = [{ file: 'policy.yaml', line: 1, tone: 'deny', label: 'decides' }];
    window.editor.findings = [{ ...place, severity: 'error', message: 'm', hint: '' }];
    window.editor.light({ places: [place] });
  });
  await giveDash(page);
  await frame(page);
  assert.deepEqual(await state(), start);
  assert.deepEqual(await said(page, 'edit'), []);
  await page.keyboard.insertText('Z');
  assert.equal(await text(page), start[1].replace('port: 8080', 'Zport: 8080'));
}));

test('a line pointed at is said; the caret again, or nothing, once it is left', () => opened(async (page) => {
  const lineOf = (place) => page.evaluate(({ file, at }) =>
    window.editor.text(file).slice(0, at).split('\n').length, place);
  const rest = (line) => page.locator('.cm-line').nth(line - 1).hover({ position: { x: 20, y: 8 } });
  const news = (name, count) => page.waitForFunction(([wanted, least]) =>
    window.said.filter((one) => one.name === wanted).length >= least, [name, count]);
  await rest(3);
  await news('caret', 1);
  assert.equal(await lineOf((await said(page, 'caret'))[0]), 3);
  await page.mouse.move(1, 1);
  await news('light', 1);
  await caretAt(page, 'metadata:');
  await news('caret', 2);
  await rest(6);
  await news('caret', 3);
  assert.equal(await lineOf((await said(page, 'caret'))[2]), 6);
  await page.mouse.move(1, 1);
  await news('caret', 4);
  assert.equal(await lineOf((await said(page, 'caret'))[3]), 4);
  await page.evaluate(() => window.editor.goto({ file: 'cluster.yaml', from: 5, to: 9 }, { focus: false }));
  assert.equal(await page.evaluate(() => window.editor.front), 'cluster.yaml');
}));

test('Tab: walks on through the editor, indents after typing, leaves after Escape', () => opened(async (page) => {
  const start = await text(page);
  await page.locator('#before').focus();
  const stops = [];
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press('Tab');
    stops.push(await focused(page));
  }
  assert.deepEqual(stops, ['Policy', 'Undo', 'Policy, YAML', 'Keys', 'After']);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await focused(page), 'Policy, YAML');
  const hint = page.locator('.hint');
  assert.equal(await hint.textContent(), 'Tab leaves the text; type, and it indents');
  assert.equal(await hint.isVisible(), true);
  assert.equal(await page.locator('.cm-content').getAttribute('aria-describedby'), await hint.getAttribute('id'));
  await page.keyboard.type('#');
  await page.keyboard.press('Tab');
  assert.equal(await text(page), `  #${start}`);
  assert.equal(await hint.textContent(), 'Tab indents; Esc, then Tab leaves');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await text(page), `#${start}`);
  await page.keyboard.press('Escape');
  await page.evaluate(() => { // no hurry: the next key may come a minute later
    const { now } = Date;
    Date.now = () => now() + 60_000;
  });
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Keys');
  assert.equal(await text(page), `#${start}`);
}));

test('half-written text at random: each character typed stands there in the end', () => opened(async (page) => {
  let seed = 7;
  const random = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  const pieces = ['- ', ': ', '{', '}', '[', '"', "'", '|', '#', '---', 'podSelector', 'é', '😀',
    '&a', '*a', '%', '>', 'po'];
  const keys = ['Enter', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'Home', 'End', 'Tab', 'Shift+Tab', 'Escape'];
  const typed = [];
  await page.evaluate(() => {
    window.editor.ask = async () => ({ ok: true, options: [] });
    window.editor.setText('policy.yaml', '');
  });
  await page.locator('.cm-content').click();
  for (let i = 0; i < 160; i++) {
    if (random(3)) {
      typed.push(pieces[random(pieces.length)]);
      await page.keyboard.insertText(typed.at(-1));
    } else {
      const key = keys[random(keys.length)];
      await page.keyboard.press(key);
      if (key === 'Escape') await page.keyboard.type('x').then(() => typed.push('x')); // Tab indents again
    }
    if (i % 40 === 39) await page.evaluate(() => { // the engine answers about an older text
      const place = { file: 'policy.yaml', line: 9, from: 90, to: 900 };
      window.editor.findings = [{ ...place, severity: 'error', message: 'm', hint: '' }];
      window.editor.marks = [{ ...place, tone: 'deny' }];
      const edit = { ...place, text: '' };
      window.editor.dashes = [{ ...place, action: 'join', text: 'Join peers 1 and 2: t', edit }];
      window.editor.light({ places: [place] });
    });
  }
  await frame(page);
  const now = await text(page);
  const sorted = (string) => [...string.replace(/\s/g, '')].sort().join('');
  assert.equal(sorted(now), sorted(typed.join('')));
  assert.equal((await said(page, 'edit')).at(-1).files[1].text, now);
}));

for (const context of [{ colorScheme: 'light' }, { colorScheme: 'dark', viewport: { width: 360, height: 700 } }]) {
  test(`axe finds nothing ${JSON.stringify(context)}`, async () => onPage(await stage.page(context), async (page) => {
    await giveDash(page);
    await page.evaluate(() => {
      const place = { file: 'policy.yaml', line: 15, from: 260, to: 264 };
      window.editor.marks = [{ ...place, line: 12, tone: 'deny' }, { ...place, line: 13, tone: 'allow' }];
      window.editor.findings = [{ ...place, severity: 'error', message: 'm', hint: 'h', code: 'c' }];
      window.editor.light({ places: [{ ...place, from: 200, to: 300 }] });
    });
    await caretAt(page, 'env:');
    await page.keyboard.press('Control+i');
    await page.locator('.help').waitFor();
    assert.deepEqual(await violations(page), []);
    const sideways = ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth;
    assert.equal(await page.locator('html').evaluate(sideways), 0);
  }));
}
