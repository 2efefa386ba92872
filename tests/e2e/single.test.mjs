// The course as a single file, opened from a disk: no server, no network.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { answered, moveDash, openBrowser, textOf, WIDE } from './browser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const site = process.env.SITE ?? join(root, 'site');
const LESSON = '#lesson/across-namespaces';
let folder;
let file;
let browser;

function single(out) {
  return spawnSync(process.execPath, ['web/build/single.mjs', site, out], { cwd: root, encoding: 'utf8' });
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podwall-single-'));
  file = join(folder, 'course.html');
  const { status, stderr } = single(file);
  assert.equal(status, 0, stderr);
  browser = await openBrowser({ file: pathToFileURL(file).href });
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

// Each test has a page of its own without a network, which must end without a word in the console.
function onPage(name, address, options, act) {
  test(name, async () => {
    const page = await browser.open(address, { viewport: WIDE, settled: false, noNetwork: true, ...options });
    await act(page);
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  });
}

async function lesson(page) {
  await answered(page, /^\s*Denied/);
  const quiz = page.locator('#same-dash');
  await quiz.locator('input').first().check();
  await quiz.locator('.actions button').first().click();
  await quiz.locator('.feedback').filter({ hasText: /\w/ }).waitFor();
  await moveDash(page);
}

onPage('a lesson: answer a quiz, edit, see the verdict; a reload keeps it', LESSON, {}, async (page) => {
  await lesson(page);
  const text = await textOf(page);
  await page.waitForTimeout(1000); // it is kept a moment later
  await page.reload();
  await answered(page, /^\s*Allowed/);
  assert.equal(await textOf(page), text);
});

onPage('the engine runs in a worker that was made from a blob', LESSON, {}, async (page) => {
  await answered(page, /^\s*Denied/);
  assert.match(page.workers()[0].url(), /^blob:/);
});

const REFUSE = () => {
  delete window.Worker;
  window.Worker = class {
    constructor() {
      throw new DOMException('no workers here', 'SecurityError');
    }
  };
};
const FAIL = () => {
  window.Worker = class extends EventTarget {
    constructor() {
      super();
      setTimeout(() => this.onerror(new Event('error', { cancelable: true })));
    }

    postMessage() {}

    terminate() {}
  };
};
onPage('a browser that refuses such a worker has the engine in the page', LESSON, { before: REFUSE }, lesson);
onPage('and so has one where it fails later', LESSON, { before: FAIL }, lesson);

const FORBID = () => Object.defineProperty(window, 'localStorage', {
  get() {
    throw new DOMException('no storage here', 'SecurityError');
  },
});
onPage('a browser that keeps nothing says so, and the lesson goes on', LESSON, { before: FORBID }, async (page) => {
  await page.getByText('Progress is not kept').waitFor();
  await lesson(page);
});

onPage('from page to page by links, and back', '', {}, async (page) => {
  await answered(page, /^\s*Denied/);
  const at = (hash) => page.waitForFunction((wanted) => location.hash === wanted, hash);
  await page.locator('.lessons a').nth(1).click();
  await page.locator('body[data-lesson="pods-of-another-namespace"]').waitFor();
  await page.locator('podwall-ask .answer').filter({ hasText: /Denied|Allowed/ }).waitFor();
  assert.match(await page.title(), /–/);
  await page.locator('.ways').getByRole('link', { name: 'Glossary' }).click();
  await page.getByRole('heading', { name: 'Glossary', level: 1 }).waitFor();
  await at('#page/glossary');
  await page.locator('.see a').first().click(); // to a place in a lesson
  await page.locator('body.lesson').waitFor();
  const place = await page.evaluate(() => location.hash.split('/')[2]);
  await page.waitForFunction((id) => {
    const { top, bottom } = document.getElementById(id).getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  }, place);
  await page.goBack();
  await page.getByRole('heading', { name: 'Glossary', level: 1 }).waitFor();
  await page.locator('.letters a').last().click(); // a place in this page
  await page.waitForFunction(() => /^#page\/glossary\/./.test(location.hash));
  await page.reload();
  await page.waitForFunction(() => scrollY > 100);
  await page.getByRole('heading', { name: 'Glossary', level: 1 }).waitFor();
});

onPage('an example opens in the playground, also after a reload', '#page/examples', {}, async (page) => {
  await page.locator('a[href^="#page/playground/example="]').first().click();
  await page.locator('body.playground-page').waitFor();
  await page.locator('podwall-ask .answer').filter({ hasText: /Denied|Allowed|Partly/ }).waitFor();
  await page.reload();
  await page.locator('podwall-ask .answer').filter({ hasText: /Denied|Allowed|Partly/ }).waitFor();
});

test('every page is there, alone, with no id twice; every link within leads somewhere', async () => {
  const page = await browser.open('', { viewport: WIDE, settled: false });
  const html = await readFile(file, 'utf8');
  const names = [...html.matchAll(/<template data-page="([^"]+)"/g)].map(([, name]) => name);
  assert.ok(names.length >= 10, names.join());
  for (const name of names) {
    await page.goto('about:blank');
    await page.goto(`${pathToFileURL(file).href}#${name}`);
    await page.locator('h1').first().waitFor();
    const { twice, lost } = await page.evaluate((all) => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      const hashes = [...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute('href').slice(1));
      const leads = (hash) => document.getElementById(hash) || hash.startsWith('example=')
        || all.some((one) => hash === one || hash.startsWith(`${one}/`));
      return { twice: ids.filter((id, index) => ids.indexOf(id) < index), lost: hashes.filter((hash) => !leads(hash)) };
    }, names);
    assert.deepEqual({ twice, lost }, { twice: [], lost: [] }, name);
  }
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

test('its policy lets no other script, sheet or connection in', async () => {
  const page = await browser.open(LESSON, { viewport: WIDE, settled: false });
  await answered(page, /^\s*Denied/);
  const policy = await page.locator('meta[http-equiv]').getAttribute('content');
  const hash = "'sha256-[^']+'";
  const own = `default-src 'none'; script-src ${hash} 'wasm-unsafe-eval'; style-src (${hash} ?)+;`;
  const rest = "worker-src blob:; img-src data: blob:; base-uri 'none'; form-action 'none'";
  assert.match(policy, new RegExp(`^${own} ${rest}$`));
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|'self'|http/);
  const got = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.strange = true';
    document.head.append(script);
    const fetched = await fetch('data:text/plain,x').then(() => true, () => false);
    return { strange: window.strange ?? false, fetched };
  });
  assert.deepEqual(got, { strange: false, fetched: false });
  await page.context().close();
});

test('two files of one site are the same; without a site it says what to make first', async () => {
  const other = join(folder, 'other.html');
  assert.equal(single(other).status, 0);
  assert.ok((await readFile(file)).equals(await readFile(other)));
  const { status, stderr } = spawnSync(process.execPath, ['web/build/single.mjs', join(folder, 'none'), other],
    { cwd: root, encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /is not built; make site first/);
});
