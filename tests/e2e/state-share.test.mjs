// A link that carries a lab: made, copied, opened beside the reader's own text; damaged ones harm nothing.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { deflateSync } from 'node:zlib';
import { violations } from './axe.mjs';
import { answered, HOME, LESSON, moveDash, onPageOf, openBrowser, PAGES, textOf, WIDE } from './browser.mjs';

const COPY = { permissions: ['clipboard-read', 'clipboard-write'] };
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const onPage = onPageOf(() => browser);

const button = (part, name) => part.getByRole('button', { name, exact: true });
const note = (page, text) => page.locator('.lab-note', { hasText: text });
const filesOf = (page) => page.locator('podwall-lab').evaluate(({ files, question, front }) =>
  ({ files, question, front }));
const packed = (value) => `#s1=${deflateSync(JSON.stringify(value)).toString('base64url')}`;

async function linkOf(page) {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.locator('podwall-share [role="status"]', { hasText: /Link copied|Copy the link/ }).waitFor();
  return page.locator('podwall-share input').inputValue();
}

for (const [name, path] of Object.entries(PAGES)) {
  onPage(`${name}: a link brings text, question and front to another browser, and there beside what it had`, path,
    COPY, async (page) => {
      await page.locator('podwall-lab').evaluate((lab) => {
        const [{ name: file }] = lab.files;
        lab.front = file;
        lab.setText(file, `# Größe, 墙, \u{1F9F1}\n${lab.files[0].text}`);
        lab.question = { from: 'dev/backend', to: 'prod/database', port: 8080, protocol: 'TCP' };
      });
      await answered(page, /^\s*Allowed/);
      const sent = await filesOf(page);
      const link = await linkOf(page);
      assert.ok(link.startsWith(`${browser.server.url}${path}#s1=`) && link.length < 2500, link);
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);

      const other = await browser.open(path, { viewport: WIDE });
      const own = await filesOf(other);
      await other.locator('podwall-lab').evaluate((lab) => lab.setText(lab.front, '# theirs\n'));
      await other.waitForFunction(() => Object.values(localStorage).join().includes('# theirs'));
      await other.goto(link);
      await answered(other, /^\s*Allowed/);
      await note(other, 'This text came with a link').waitFor();
      assert.deepEqual(await filesOf(other), sent);
      await other.locator('podwall-lab').evaluate((lab) => lab.setText(lab.front, `# changed\n${lab.files[0].text}`));
      await other.waitForFunction(() => Object.values(localStorage).join().includes('# changed'));
      await other.reload(); // what was made of it is there again, and theirs is behind it
      await note(other, 'This text came with a link').waitFor();
      await other.waitForFunction(() => document.querySelector('podwall-lab').files[0].text.startsWith('# changed'));
      await button(other, 'Back to my own').click();
      assert.equal((await filesOf(other)).front, own.front);
      assert.equal(await textOf(other), '# theirs\n');
      assert.equal(new URL(other.url()).hash, '');
      await button(other, 'Show it again').click();
      await other.waitForFunction(() => document.querySelector('podwall-lab').files[0].text.startsWith('# changed'));
      assert.deepEqual(other.troubles, []);
      await other.context().close();
    });
}

onPage('pasted into a page that is open, a link opens there, and the next one too', LESSON, {}, async (page) => {
  const own = await filesOf(page);
  const link = (text) => packed({ files: [{ name: 'a.yaml', text }] });
  for (const text of ['# one\n', '# two\n']) {
    await page.evaluate((hash) => location.assign(hash), link(text));
    await page.waitForFunction((words) => document.querySelector('podwall-lab').files[0].text === words, text);
  }
  await page.locator('.claim').first().click(); // about the lesson's own text, which it brings back
  await note(page, 'is put aside').waitFor();
  assert.deepEqual((await filesOf(page)).files, own.files);
  await button(note(page, 'is put aside'), 'Close').click();
  await note(page, '').waitFor({ state: 'hidden' });
});

const denyCopies = (page) => page.evaluate(() => {
  for (const name of ['write', 'writeText']) {
    navigator.clipboard[name] = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
  }
});

onPage('without the right to copy the link is there to be copied by hand', LESSON, {}, async (page) => {
  await denyCopies(page);
  assert.match(await linkOf(page), /#s1=/);
  await page.locator('podwall-share [role="status"]', { hasText: 'Copy the link from here' }).waitFor();
  await page.locator('podwall-share input').focus();
  const selected = await page.locator('podwall-share input').evaluate(({ selectionStart, selectionEnd, value }) =>
    selectionEnd - selectionStart === value.length);
  assert.ok(selected);
  await page.keyboard.press('Escape');
  await page.locator('podwall-share .sheet').waitFor({ state: 'hidden' });
  assert.ok(await page.locator('podwall-share .share').evaluate((share) => share.matches(':focus')));
});

onPage('“Embed this” waits for the link, and both snippets hold what the link holds', LESSON, {}, async (page) => {
  await page.locator('podwall-share').evaluate((share) => {
    const press = (text) => [...share.querySelectorAll('button')].find((one) => one.textContent === text).click();
    press('Share');
    press('Embed this'); // before the link can be there
  });
  await page.locator('podwall-share textarea').nth(1).waitFor();
  await page.locator('podwall-lab').evaluate((lab) => lab.setText('policy.yaml', '# written while it is open'));
  for (let presses = 0; presses < 2; presses += 1) await button(page, 'Embed this').click();
  const snippets = await page.locator('podwall-share textarea').evaluateAll((all) => all.map(({ value }) => value));
  const link = await page.locator('podwall-share input').inputValue();
  assert.match(snippets[0], /database-allow-backends/);
  assert.doesNotMatch(snippets[0], /written while/);
  assert.ok(snippets[1].includes(new URL(link).hash));
});

onPage('a long link works and is warned of; a longer one becomes a file', LESSON, {}, async (page) => {
  const lab = page.locator('podwall-lab');
  const noise = (length) => lab.evaluate((element, wanted) => {
    let seed = 3;
    const next = () => (seed = (seed * 48271) % 2147483647) % 36;
    element.setText('policy.yaml', `# ${Array.from({ length: wanted }, () => next().toString(36)).join('')}\n`);
  }, length);
  await noise(20000);
  const link = await linkOf(page);
  await page.getByText('Some mail and chat programs cut a link').waitFor();
  const text = await textOf(page, 'policy.yaml');
  await button(page, 'Close').click();
  await noise(80000);
  await denyCopies(page);
  await button(page, 'Share').click();
  await page.getByText('too long for a link').waitFor();
  assert.equal(await page.locator('podwall-share input').isVisible(), false);
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save as a file').click()]);
  assert.equal(download.suggestedFilename(), 'podwall.yaml');
  await page.goto(link);
  await page.reload();
  await page.waitForFunction((words) => document.querySelector('podwall-lab').files[1].text === words, text);
});

const LINK = packed({ files: [{ name: 'policy.yaml', text: 'a: b\n'.repeat(50) }] });
const DAMAGED = {
  'cut off': LINK.slice(0, -5),
  'changed': LINK.replace(/.$/, (letter) => (letter === 'A' ? 'Q' : 'A')).slice(0, -2),
  'hostile': packed({ files: [{ name: 'x', text: '', onload: 'alert(1)' }] }),
  'a bomb': packed({ files: [{ name: 'policy.yaml', text: ' '.repeat(30_000_000) }] }),
  'no letters at all': '#s1=%3Cscript%3Ealert(1)%3C/script%3E',
  'far too long': `#s1=${'A'.repeat(200000)}`,
  'of a newer version': '#s2=abc',
};
onPage(`links that are ${Object.keys(DAMAGED).join(', ')}: a calm word and the page as it is`,
  LESSON + DAMAGED['cut off'], {}, async (page) => {
    for (const [what, fragment] of Object.entries(DAMAGED)) {
      await page.evaluate((hash) => location.assign(hash), fragment);
      await note(page, /^This link /).waitFor();
      assert.match(await textOf(page), /database-allow-backends/, what);
      await button(note(page, /^This link /), 'Close').click();
    }
    await moveDash(page);
    assert.equal(await page.getByText('alert(1)').count(), 0);
  });

onPage('places in the page are still places', `${LESSON}#same-dash`, {}, async (page) => {
  assert.ok(await page.evaluate(() => scrollY) > 300);
  assert.equal(await page.locator('.lab-note').count(), 0);
});

for (const colorScheme of ['light', 'dark']) {
  onPage(`axe finds nothing on an open sheet above a note, ${colorScheme}`, LESSON, { colorScheme }, async (page) => {
    const link = await linkOf(page);
    await page.evaluate((hash) => location.assign(hash), new URL(link).hash);
    await note(page, 'This text came with a link').waitFor();
    await answered(page, /^\s*Denied/);
    assert.deepEqual(await violations(page), []);
    const sides = await page.locator('podwall-share button, .lab-note button').evaluateAll((buttons) =>
      buttons.flatMap(({ offsetHeight, offsetWidth }) => [offsetHeight, offsetWidth]));
    assert.ok(Math.min(...sides) >= 24, String(sides));
  });
}

onPage('on a phone a link opens on what it shows', `${LESSON}${packed({
  files: [{ name: 'a.yaml', text: '# of the link\n' }], view: 'yaml',
})}`, { settled: false, viewport: { width: 390, height: 844 } }, async (page) => {
  await page.getByText('# of the link').waitFor();
  await note(page, 'This text came with a link').waitFor();
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wider, 0);
});

onPage('a script, a tag or a name in a link stays text', HOME, {}, async (page) => {
  const evil = '<img src=x onerror=alert(1)>';
  const link = packed({ files: [{ name: evil, label: evil, text: evil }], front: evil,
    question: { from: evil, to: evil, port: evil, protocol: 'TCP' } });
  await page.goto(`${browser.server.url}${link}`);
  await page.reload();
  await note(page, 'This text came with a link').waitFor();
  await page.getByRole('tab', { name: evil }).waitFor();
  assert.equal(await page.locator('podwall-lab img').count(), 0);
});
