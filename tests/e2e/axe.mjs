// axe.mjs: what axe-core finds on a page as it is now.
//
//   violations(page) -> ['rule: where, where', ...]   page: or a frame in one

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// evaluate() goes past the page's policy, as a developer's console does. Only what was found leaves the page: all that
// axe has to say about what is well takes longer to send than to find.
export async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations: found } = await window.axe.run({ resultTypes: ['violations'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.flat().join(' ')).join(', ')}`);
  });
}
