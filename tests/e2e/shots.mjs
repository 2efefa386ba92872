// shots.mjs: pictures of the built pages for people to look at, into build/shots/. Not a test.
//
//   node tests/e2e/shots.mjs [NAME...]    only pictures whose file name contains a NAME

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { caretAt, moveDash, openBrowser, PAGES, pagesOfSite, WIDE } from './browser.mjs';

const folder = process.env.SHOTS ?? fileURLToPath(new URL('../../build/shots', import.meta.url));
const SIZES = {
  wide: { viewport: WIDE },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};
const SETTLED = 2500; // ms until the marks of a change have gone thin

const view = (name) => async (page) => {
  const button = page.locator(`[data-view="${name}"]:is([role="tab"], .switch button):visible`).first();
  if (await button.count()) await button.click();
};

async function broken(page) {
  await view('yaml')(page);
  await caretAt(page, '  ingress:');
  await page.keyboard.insertText('[');
  await page.locator('podwall-editor details.found').waitFor();
  await page.waitForTimeout(SETTLED);
}

async function completion(page) {
  await view('yaml')(page);
  await caretAt(page, '    ports:');
  await page.keyboard.type('  ');
  await page.keyboard.press('Control+Space');
  await page.locator('.cm-tooltip-autocomplete li').first().waitFor();
}

// What is done before the picture is taken, for every page with a lab.
const SCENES = {
  start: async () => {},
  yaml: view('yaml'),
  picture: view('picture'),
  table: async (page) => {
    await view('table')(page);
    await page.locator('podwall-panel').getByRole('tab', { name: 'Table' }).click();
  },
  dash: async (page) => {
    await view('yaml')(page);
    await moveDash(page);
    await view('picture')(page);
    await page.waitForTimeout(SETTLED);
  },
  broken,
  completion,
};
const PHONE_ONLY = new Set(['yaml', 'picture']);

async function take(browser, name, path, options, act, fullPage = false) {
  const only = process.argv.slice(2);
  if (only.length && !only.some((part) => name.includes(part))) return;
  const page = await browser.open(path, { settled: false, ...options });
  await page.waitForTimeout(1200);
  await act(page);
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage });
  for (const trouble of page.troubles) console.log(`${name}: ${trouble}`);
  await page.context().close();
}

await mkdir(folder, { recursive: true });
const browser = await openBrowser();
try {
  for (const [pageName, path] of Object.entries(PAGES)) {
    for (const [size, screen] of Object.entries(SIZES)) {
      for (const colorScheme of ['light', 'dark']) {
        const name = (scene) => `${pageName}-${scene}-${size}-${colorScheme}`;
        const options = { ...screen, colorScheme };
        for (const [scene, act] of Object.entries(SCENES)) {
          if (size === 'wide' && PHONE_ONLY.has(scene)) continue;
          await take(browser, name(scene), path, options, act);
        }
        await take(browser, name('whole'), path, options, async () => {}, true);
      }
    }
  }
  const others = (await pagesOfSite()).filter((path) => !Object.values(PAGES).includes(path));
  for (const path of others) {
    const name = path.replace(/\/$/, '').replaceAll('/', '-');
    for (const [size, screen] of Object.entries(SIZES)) {
      for (const colorScheme of ['light', 'dark']) {
        await take(browser, `${name}-start-${size}-${colorScheme}`, path, { ...screen, colorScheme }, async () => {});
      }
    }
  }
} finally {
  await browser.close();
}
console.log(`pictures are in ${folder}`);
