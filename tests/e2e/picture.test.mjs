// The picture by itself, under the strictest policy of content it has to live with: choosing by mouse and by keyboard,
// what is shown, the packet, the marks of a change, the files it saves, and axe in its states.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { violations } from './axe.mjs';
import { launch } from './chromium.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const POLICY = "default-src 'self'; img-src 'self' blob: data:";
const WIDE = { width: 900, height: 480 };
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>The picture</title>
<link rel="stylesheet" href="tokens.css"><link rel="stylesheet" href="page.css"><link rel="icon" href="data:,">
<main><h1>The picture</h1><div id="box"><podwall-picture></podwall-picture></div></main>
<script type="module" src="entry.js"></script>`;
const STYLE = `body { margin: 0; font: 15px/1.5 sans-serif; background: var(--paper); color: var(--ink) }
#box { height: 400px }`;
const ENTRY = `
import { PodwallPicture } from './web/lab/picture.js';
import * as scenes from './tests/e2e/picture/scenes.mjs';
const sheet = new CSSStyleSheet();
sheet.replaceSync(PodwallPicture.styles);
document.adoptedStyleSheets = [sheet];
customElements.define('podwall-picture', PodwallPicture);
const picture = document.querySelector('podwall-picture');
window.said = [];
for (const name of ['pick', 'light', 'goto']) {
  picture.addEventListener('podwall-' + name, ({ detail }) => window.said.push({ name, detail }));
}
window.scenes = scenes;
window.show = (scene) => Object.assign(picture, scene);`;

let browser;
let server;
let folder;
let page;
const troubles = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podwall-picture-'));
  const made = build({
    stdin: { contents: ENTRY, resolveDir: root }, bundle: true, format: 'esm', loader: { '.css': 'text' },
    outfile: join(folder, 'entry.js'), logLevel: 'silent',
  });
  const tokens = await readFile(join(root, 'web/styles/tokens.css'));
  await Promise.all([made, writeFile(join(folder, 'tokens.css'), tokens), writeFile(join(folder, 'page.css'), STYLE),
    writeFile(join(folder, 'index.html'), PAGE)]);
  [browser, server] = await Promise.all([
    launch(), listen(),
  ]);
  page = await browser.newPage();
  page.setDefaultTimeout(8000);
  page.on('console', (message) => troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(String(error)));
});
after(async () => {
  await browser.close();
  server.closeAllConnections?.();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' };

function listen() {
  const made = createServer(async (request, response) => {
    const name = request.url === '/' ? 'index.html' : request.url.slice(1).replace(/[^a-z.]/g, '');
    const body = await readFile(join(folder, name)).catch(() => null);
    response.writeHead(body ? 200 : 404,
      { 'content-type': TYPES[name.split('.').at(-1)], 'content-security-policy': POLICY });
    response.end(body ?? '');
  });
  return new Promise((resolve) => { made.listen(0, '127.0.0.1', () => resolve(made)); });
}

// Each test loads the page anew, and must end without a word in the console.
function onPage(name, { viewport = WIDE, colorScheme = 'light', reducedMotion = 'no-preference',
  scene = 'scenes.before' }, act) {
  test(name, async () => {
    troubles.length = 0;
    await page.emulateMedia({ colorScheme, reducedMotion });
    await page.setViewportSize(viewport);
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await show(scene);
    await act();
    assert.deepEqual(troubles, []);
  });
}

async function show(scene) {
  await page.evaluate(`show(${scene})`);
  await drawn();
}

// Drawn is what stays the same for three frames: a frame measures, the next one draws, and that may measure again.
const drawn = () => page.evaluate(async () => {
  const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
  const now = () => document.querySelector('podwall-picture').innerHTML;
  for (let before, same = 0; same < 3; before = now()) {
    await frame();
    same = now() === before ? same + 1 : 0;
  }
});

const linesIn = () => page.locator('.line[data-line]')
  .evaluateAll((lines) => lines.map((line) => line.dataset.line).sort());
const tile = (name) => page.locator(`.tile[data-tile="${name}"]`);
const caption = () => page.locator('.said').innerText();
const saidOf = (name) => page.evaluate((wanted) => window.said.filter((each) => each.name === wanted)
  .map(({ detail }) => detail), name);
const view = async (name) => {
  await page.locator(`input[value="${name}"]`).check();
  await drawn();
};

const PICK = { from: 'dev/backend', to: 'prod/database', port: 8080, protocol: 'TCP' };

onPage('two clicks ask about two pods; the first says what it waits for', {}, async () => {
  await tile('dev/backend').click();
  await drawn();
  assert.match(await caption(), /From dev\/backend\. Choose where to\./);
  assert.ok((await linesIn()).every((key) => key.startsWith('dev/backend > ')));
  await tile('prod/database').click();
  assert.deepEqual(await saidOf('pick'), [PICK]);
  await tile('dev/backend').click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  assert.equal((await saidOf('pick')).length, 1);
});

onPage('the same by keyboard: one stop of Tab, arrows, Enter, and the focus stays through an edit', {}, async () => {
  const focused = () => page.evaluate(() => {
    const { dataset } = document.activeElement;
    return dataset.tile ?? dataset.line ?? document.activeElement.textContent;
  });
  await page.locator('.send').focus();
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'dev/frontend');
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(), 'dev/backend');
  await page.keyboard.press('Enter');
  await drawn();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  assert.equal(await focused(), 'prod/database');
  await page.keyboard.press('Enter');
  assert.deepEqual(await saidOf('pick'), [PICK]);
  await drawn();
  await page.keyboard.press('ArrowRight');
  assert.match(await focused(), /^dev\/backend > prod\/database allow/);
  await page.keyboard.press('ArrowDown');
  assert.match(await focused(), /^dev\/frontend > prod\/database deny/);
  assert.match(await caption(), /peer 2 wants app=backend/);
  await show('scenes.after'); // the line that had the focus is another one now
  assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest('.stage'))), true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest('.stage'))), false);
});

onPage('the views show what they say', {}, async () => {
  assert.equal((await linesIn()).length, 4);
  await view('to');
  assert.deepEqual(await linesIn(), ['dev/backend > prod/database allow ', 'dev/frontend > prod/database deny ingress',
    'prod/backend > prod/database allow ', 'prod/frontend > prod/database deny ingress']);
  await view('from');
  assert.equal((await linesIn()).length, 4);
  await view('changed');
  assert.match(await caption(), /opened and closed nothing/);
  await view('everything');
  assert.equal((await linesIn()).length, 20);
});

onPage('pointing at a line says its sentence, lights it, and leads to its line of YAML', {}, async () => {
  await page.locator('.label', { hasText: '8080 denied' }).hover();
  assert.match(await caption(), /dev\/frontend → prod\/database 8080.*Denied at prod\/database.*line 22/);
  const [lit] = await saidOf('light');
  assert.equal(lit.flows.length, 1);
  await page.evaluate(() => document.querySelector('podwall-picture')
    .light({ flows: new Set(window.said[0].detail.flows) }));
  await drawn();
  assert.equal(await page.locator('.line.lit').count(), 1);
  assert.equal(await page.locator('.line.dim').count(), 3);
  await page.locator('.said .link').click();
  const [{ place }] = await saidOf('goto');
  assert.equal(place.line, 22);
});

onPage('what the last edit opened is thick and says so, then settles; tiles do not move', {}, async () => {
  const places = () => page.locator('.tile')
    .evaluateAll((tiles) => tiles.map((each) => each.parentNode.getAttribute('transform')));
  const before = await places();
  await show('scenes.after');
  assert.equal(await page.locator('.line.fresh').count(), 1);
  assert.equal(await page.locator('.label', { hasText: '8080 opened' }).count(), 1);
  assert.match(await page.locator('.line.changed').getAttribute('aria-label'), /opened by the last edit/);
  await page.locator('.line.fresh').waitFor({ state: 'detached' });
  assert.equal(await page.locator('.label', { hasText: '8080 opened' }).count(), 1);
  assert.deepEqual(await places(), before);
  await view('changed');
  assert.deepEqual(await linesIn(), ['dev/frontend > prod/database allow ']);
});

onPage('the stage has its height before the first words come, so that nothing is drawn twice', {}, async () => {
  const [empty, full] = await page.evaluate(async () => {
    const fresh = document.createElement('podwall-picture');
    document.querySelector('podwall-picture').replaceWith(fresh);
    const stage = fresh.querySelector('.stage');
    const empty = stage.clientHeight;
    Object.assign(fresh, window.scenes.before);
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    return [empty, stage.clientHeight];
  });
  assert.equal(empty, full);
});

const still = { reducedMotion: 'reduce' };

onPage('a packet stops at the wall that stops it, and says by which line', still, async () => {
  await page.getByRole('button', { name: 'Send a packet' }).click();
  const status = page.getByRole('status');
  await status.getByText('Stopped at prod/database: ').waitFor();
  assert.equal(await status.innerText(),
    'Stopped at prod/database: peer 2 wants app=backend, this pod has app=frontend (line 22).');
  const [dot, wall] = [await page.locator('.packet').boundingBox(),
    await page.locator('.picture .walls path').boundingBox()];
  assert.ok(dot.x < wall.x && wall.x - dot.x < 16, `${dot.x} before ${wall.x}`);
  await show('scenes.after');
  assert.equal(await page.locator('.packet').count(), 0);
  await page.getByRole('button', { name: 'Send a packet' }).click();
  await status.getByText('Arrived at prod/database').waitFor();
});

onPage('a packet that its own side keeps in stops at the wall on the right of its source',
  { ...still, scene: 'scenes.egress' }, async () => {
  await page.getByRole('button', { name: 'Send a packet' }).click();
  await page.getByRole('status').getByText('Stopped at dev/frontend: no egress rule').waitFor();
  const [dot, box] = [await page.locator('.packet').boundingBox(),
    await tile('dev/frontend').locator('.box').boundingBox()];
  assert.ok(dot.x > box.x + box.width - 2 && dot.x < box.x + box.width + 16);
});

onPage('a packet moves where motion is welcome', {}, async () => {
  await page.getByRole('button', { name: 'Send a packet' }).click();
  const x = () => page.locator('.packet').getAttribute('cx').then(Number);
  const first = await x();
  await page.getByRole('status').getByText('Stopped at').waitFor();
  assert.ok(await x() > first + 100);
});

async function saved(name) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

onPage('the saved SVG stands alone, is light in the dark, and is the same each time',
  { colorScheme: 'dark', scene: 'scenes.egress' }, async () => {
  const first = await saved('Save as SVG');
  assert.equal(first.name, 'podwall-picture.svg');
  const text = String(first.bytes);
  assert.ok(first.bytes.equals((await saved('Save as SVG')).bytes));
  const problem = await page.evaluate((source) => {
    const tree = new DOMParser().parseFromString(source, 'image/svg+xml');
    return tree.querySelector('parsererror')?.textContent ?? '';
  }, text);
  assert.equal(problem, '');
  assert.match(text, /<title>dev\/frontend to prod\/database\. Denied at/);
  assert.match(text, /rgb\(168, 74, 9\)/); // the light theme's orange
  assert.doesNotMatch(text, /var\(|class=|<script|url\(|rgb\(242, 163, 101\)/);
});

onPage('the saved PNG is one, with twice the pixels', {}, async () => {
  const { bytes } = await saved('Save as PNG');
  assert.deepEqual([...bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  const [, width] = /<svg[^>]* width="(\d+)"/.exec(String((await saved('Save as SVG')).bytes));
  assert.equal(bytes.readUInt32BE(16), 2 * Number(width));
  const colors = await page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]));
    const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    pen.drawImage(bitmap, 0, 0);
    return new Set(new Uint32Array(pen.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer)).size;
  }, bytes.toString('base64'));
  assert.ok(colors > 20, `${colors} colours`);
});

onPage('zoom by buttons and keys; the wheel alone is the page’s', {}, async () => {
  const width = () => page.locator('svg.picture').evaluate((svg) => svg.getBoundingClientRect().width);
  const first = await width();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  assert.ok(await width() > first * 1.2);
  await page.getByRole('button', { name: 'Fit the picture' }).click();
  assert.equal(await width(), first);
  await page.locator('.stage').hover();
  await page.mouse.wheel(0, 100);
  assert.equal(await width(), first);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await page.waitForFunction((w) => document.querySelector('svg.picture').getBoundingClientRect().width > w * 1.1,
    first);
  const left = () => page.locator('.stage').evaluate((stage) => stage.scrollLeft);
  const begin = await left();
  const box = await page.locator('.stage').boundingBox();
  await page.mouse.move(box.x + 400, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 360, box.y + 20, { steps: 4 });
  await page.mouse.up();
  assert.equal(Math.round(await left() - begin), 40);
  await tile('dev/frontend').focus();
  await page.keyboard.press('0');
  assert.equal(await width(), first);
});

onPage('on a phone the rooms stand below each other, and letters are 11 px or more',
  { viewport: { width: 360, height: 740 } }, async () => {
  const boxes = await page.locator('.room rect')
    .evaluateAll((rooms) => rooms.map((room) => room.getBoundingClientRect().toJSON()));
  assert.ok(boxes[1].top > boxes[0].bottom);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    0);
  const sizes = await page.locator('svg.picture text').evaluateAll((texts) => texts
    .filter((text) => text.textContent)
      .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a));
  assert.ok(Math.min(...sizes) >= 10.99, `${Math.min(...sizes)}`);
  assert.deepEqual(await violations(page), []);
});

for (const colorScheme of ['light', 'dark']) {
  onPage(`axe finds nothing, ${colorScheme}`, { colorScheme }, async () => {
    assert.deepEqual(await violations(page), []);
    await show('scenes.egress');
    await view('everything');
    await tile('dev/frontend').click();
    assert.deepEqual(await violations(page), []);
  });
}

onPage('what can be operated is at least 24 px high and wide', {}, async () => {
  const small = await page.locator('podwall-picture button, podwall-picture label').evaluateAll((controls) => controls
    .map((control) => control.getBoundingClientRect()).filter(({ width, height }) => width < 24 || height < 24).length);
  assert.equal(small, 0);
});

onPage('the extremes: no pod, one pod, many pods, 400 flows, each with a word on what is not drawn', {}, async () => {
  await show('scenes.none');
  assert.match(await page.locator('.stage').innerText(), /No pods yet/);
  assert.deepEqual(await violations(page), []);
  await show('scenes.one');
  assert.equal(await page.locator('.tile').count(), 1);
  await show('scenes.many(60, 12)');
  await view('everything');
  assert.equal(await page.locator('.tile').count(), 60);
  assert.match(await caption(), /\d+ more connections are not drawn/);
  assert.ok((await linesIn()).length <= 48);
});
