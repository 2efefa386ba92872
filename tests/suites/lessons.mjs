// The lessons hold, and the check that says so would notice if they did not: each expected verdict is
// turned over once, every other fault of tests/lessons/faults.mjs is planted once. The template and the
// steps of CONTRIBUTING.md give lessons that hold.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAll, openBuilt, readAll } from '../../web/build/lesson/all.mjs';
import { checkLesson, checkTogether, idsOf } from '../../web/build/lesson/check.mjs';
import { coverage, extractInventory, readInventory } from '../../web/build/lesson/inventory.mjs';
import { Proof } from '../../web/build/lesson/proof.mjs';
import { readLesson } from '../../web/build/lesson/read.mjs';
import { BUILD, ROOT, SHARED } from '../lib/paths.mjs';
import { run as runProcess } from '../lib/process.mjs';
import { faults } from '../lessons/faults.mjs';

const FIXTURE = 'lessons/01-every-kind/lesson.md';
const text = (path) => readFileSync(join(ROOT, path), 'utf8');
const inventory = readInventory(text('tests/lessons/inventory.tsv'));

export async function run(suite) {
  const engine = await openBuilt(ROOT);
  const { problems, said } = checkAll(ROOT, engine);
  suite.check('the lessons hold', problems);
  said.forEach((line) => suite.note(line));
  checkInventory(suite);
  checkFixture(suite, engine);
  for (const { path, text: lesson } of readAll(ROOT).lessons) flipAll(suite, engine, path, lesson);
  checkManual(suite);
  engine.close();
  await checkSteps(suite);
}

const shared = (name) => (existsSync(join(ROOT, 'lessons', name)) ? text(`lessons/${name}`) : null);

// All that can be said about one lesson text, as "message" lines.
function problemsOf(engine, path, lessonText, ids) {
  const lesson = readLesson(lessonText, { path, shared });
  const kept = ids ?? idsOf(lesson).join('\n');
  const alone = checkLesson(lesson, new Proof(engine, lesson));
  const track = [path.split('/')[1]];
  const together = checkTogether([lesson], { track, ids: kept, exists: (other) => other === path });
  const all = [...alone, ...together, ...coverage([lesson], inventory).problems];
  return all.map(({ line, message }) => `${line}: ${message}`);
}

function checkInventory(suite) {
  const list = join(SHARED, 'SEED-INVENTORY.md');
  if (!existsSync(list)) return suite.skip('../shared/SEED-INVENTORY.md is not here: nothing to compare with');
  const same = extractInventory(readFileSync(list, 'utf8')) === text('tests/lessons/inventory.tsv');
  return suite.check('the inventory is that of the seeds', same ? '' : 'tests/lessons/inventory.tsv differs');
}

function checkFixture(suite, engine) {
  const fixture = text('tests/lessons/every-kind.md');
  suite.check('a lesson with every kind of block holds', problemsOf(engine, FIXTURE, fixture));
  const ids = idsOf(readLesson(fixture, { path: FIXTURE, shared })).join('\n');
  for (const [name, find, put, message] of faults) {
    if (!(find instanceof RegExp ? find.test(fixture) : fixture.includes(find))) {
      suite.fail(`planted: ${name}`, `every-kind.md has no ${find}`);
      continue;
    }
    const found = problemsOf(engine, FIXTURE, fixture.replace(find, () => put), ids);
    const seen = found.some((problem) => message.test(problem));
    suite.check(`planted: ${name}`, seen ? '' : `wanted ${message}, it said\n${found.join('\n') || 'nothing'}`);
  }
  flipAll(suite, engine, FIXTURE, fixture);
}

// Every verdict an author expects: of a probe, of a slip, of a question with a computed key.
function flipAll(suite, engine, path, lessonText) {
  const expected = [...lessonText.matchAll(/\b(allow|deny)\b(?=\s+\S+\s+->)|(?<=^answer: )(allow|deny)$/gm)];
  for (const { 0: word, index } of expected) {
    const turned = word === 'allow' ? 'deny' : 'allow';
    const changed = lessonText.slice(0, index) + turned + lessonText.slice(index + word.length);
    const line = lessonText.slice(0, index).split('\n').length;
    const seen = problemsOf(engine, path, changed).length > 0;
    suite.check(`${path}:${line} ${word} turned to ${turned}`, seen ? '' : 'nobody noticed');
  }
  if (!expected.length) suite.fail(`${path} expects a verdict`, 'there is none to turn');
}

// What docs/lessons.md shows stands in a lesson that was checked: in the fixture, or in the template.
function checkManual(suite) {
  const known = text('tests/lessons/every-kind.md') + text('lessons/template.md');
  const shown = [...text('docs/lessons.md').matchAll(/^````markdown\n([\s\S]*?)^````$/gm)].map(([, block]) => block);
  if (!shown.length) suite.fail('docs/lessons.md shows blocks', 'it shows none');
  for (const block of shown) {
    suite.check(`docs/lessons.md: ${block.split('\n')[0]}`, known.includes(block) ? '' : `no lesson holds\n${block}`);
  }
}

// The commands of "Add a lesson in ten minutes", run one after another where only lessons/ is a copy.
async function checkSteps(suite) {
  const section = /^## Add a lesson in ten minutes\n([\s\S]*?)^## /m.exec(text('CONTRIBUTING.md'))?.[1] ?? '';
  const commands = [...section.matchAll(/^ +(make .+)$/gm)].map(([, command]) => command);
  if (commands.length < 3) return suite.fail('CONTRIBUTING.md: add a lesson', `only ${commands.length} commands found`);
  mkdirSync(BUILD, { recursive: true });
  const folder = mkdtempSync(join(BUILD, 'lesson-steps-'));
  try {
    for (const name of ['Makefile', 'VERSION', 'core', 'wasm', 'web', 'tests', 'build', 'package.json']) {
      symlinkSync(join(ROOT, name), join(folder, name));
    }
    cpSync(join(ROOT, 'lessons'), join(folder, 'lessons'), { recursive: true });
    for (const command of commands) {
      const result = await runProcess('bash', ['-c', command], { cwd: folder });
      suite.check(`CONTRIBUTING.md: ${command}`, result.code === 0 ? '' : result.stdout + result.stderr);
    }
    await plantedInSteps(suite, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return undefined;
}

// The check of the steps fails where the new lesson does not hold, and a name is not taken twice.
async function plantedInSteps(suite, folder) {
  const make = (target) => runProcess('make', [target].flat(), { cwd: folder });
  const { lessons } = readAll(folder);
  const path = join(folder, lessons.at(-1).path);
  const good = readFileSync(path, 'utf8');
  writeFileSync(path, good.replace('deny dev/backend', 'allow dev/backend'));
  const bad = await make('check-lessons');
  const refused = ({ code, stdout, stderr }, words) => (code !== 0 && words.test(stderr) ? '' : stdout + stderr);
  suite.check('make check-lessons fails where a lesson does not hold', refused(bad, /is not so on start/));
  const again = await make(['lesson', `name=${lessons.at(-1).meta.id}`]);
  suite.check('make lesson takes no name twice', refused(again, /there is a lesson of this name/));
  const odd = await make(['lesson', 'name=My_Lesson']);
  suite.check('make lesson wants a plain name', refused(odd, /small letters/));
}
