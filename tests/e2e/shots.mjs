// shots.mjs: pictures of the built page for people to look at, into build/shots/. Not a test.

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { answered, openBrowser } from './browser.mjs';

const folder = process.env.SHOTS ?? fileURLToPath(new URL('../../build/shots', import.meta.url));
const SIZES = {
  wide: { viewport: { width: 1440, height: 900 } },
  middle: { viewport: { width: 1024, height: 768 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};

const SCENES = {
  async start() {},
  async dash(page) {
    await page.getByRole('button', { name: 'Put the dash in' }).click();
    await answered(page, /^\s*Allowed/);
    await page.waitForTimeout(2200); // the marks of the change have settled
  },
  async broken(page) {
    const area = page.locator('textarea');
    await area.fill((await area.inputValue()).replace('app: backend', 'app: [backend'));
    await page.locator('podwall-findings li').first().waitFor({ state: 'attached' });
  },
  async why(page) {
    if (await page.getByRole('tab', { name: 'Why' }).isVisible()) {
      await page.getByRole('tab', { name: 'Why' }).click();
      await page.locator('podwall-tabs').evaluate((tabs) => tabs.scrollIntoView());
    }
  },
  async table(page) {
    await page.locator('podwall-matrix select[name="port"]').selectOption({ label: 'every port' }, { force: true });
    if (await page.getByRole('tab', { name: 'Table' }).isVisible()) {
      await page.getByRole('tab', { name: 'Table' }).click();
      await page.locator('podwall-tabs').evaluate((tabs) => tabs.scrollIntoView());
    }
  },
  async whole(page) {
    await page.evaluate(() => document.querySelector('podwall-lab').client.worker.dispatchEvent(
      new ErrorEvent('error', { message: 'unreachable', cancelable: true })));
    await page.getByText('was started anew').waitFor();
  },
};

await mkdir(folder, { recursive: true });
const browser = await openBrowser();
try {
  for (const [size, screen] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark']) {
      for (const [scene, act] of Object.entries(SCENES)) {
        const page = await browser.open({ ...screen, colorScheme });
        await act(page);
        await page.screenshot({ path: `${folder}/${scene}-${size}-${colorScheme}.png`, fullPage: scene === 'whole' });
        await page.context().close();
      }
    }
  }
} finally {
  await browser.close();
}
console.log(`pictures are in ${folder}`);
