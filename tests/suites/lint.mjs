// The rules of the house as checks over the repository, each proven by a planted fault that it has
// to catch.
import { checks as header } from '../lint/header.mjs';
import { checks as house } from '../lint/house.mjs';
import { checks as layers } from '../lint/layers.mjs';
import { checks as sizes } from '../lint/sizes.mjs';
import { readTree } from '../lint/tree.mjs';
import { ROOT } from '../lib/paths.mjs';

export async function run(suite) {
  const tree = await readTree(ROOT);
  for (const { name, problems, planted } of [...layers, ...sizes, ...header, ...house]) {
    const found = await problems(tree);
    suite.check(name, found);
    for (const [index, plant] of planted.entries()) {
      const more = await problems(plant(tree));
      const seen = more.some((problem) => !found.includes(problem));
      suite.check(`${name} (planted fault ${index + 1})`, seen ? '' : 'it was not seen');
    }
  }
}
