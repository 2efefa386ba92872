// axe.mjs: what axe-core finds on a page as it is now.
//
//   violations(page) -> ['rule: where, where', ...]   page: or a frame in one

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// evaluate() goes past the page's policy, as a developer's console does.
export async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => window.axe.run());
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.flat().join(' ')).join(', ')}`);
}
