// check-lessons.mjs: proves every lesson with the engine and says what does not hold. `make check-lessons`.
//
// Usage: node web/build/check-lessons.mjs [--keep-ids]
//   --keep-ids   first adds ids that are new to lessons/ids.txt; none is ever taken out

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkAll, openBuilt, readAll } from './lesson/all.mjs';
import { idsOf } from './lesson/check.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

function keepIds() {
  const path = join(root, 'lessons/ids.txt');
  const text = readFileSync(path, 'utf8');
  const kept = text.split('\n');
  const fresh = readAll(root).lessons.flatMap(idsOf).filter((id) => !kept.includes(id));
  writeFileSync(path, text + fresh.map((id) => `${id}\n`).join(''));
}

async function main() {
  if (process.argv.includes('--keep-ids')) keepIds();
  const engine = await openBuilt(root);
  const { problems, said } = checkAll(root, engine);
  engine.close();
  console.log(said.join('\n'));
  for (const problem of problems) console.error(problem);
  if (problems.length) console.error(problems.length === 1 ? '1 problem' : `${problems.length} problems`);
  process.exitCode = problems.length ? 1 : 0;
}

main().catch((error) => {
  console.error(`check-lessons: ${error.message}`);
  process.exitCode = 1;
});
