// pseudo.mjs: languages that nobody speaks, made from the English: each letter has an accent, a text is a third longer
// and stands in brackets; places, code and addresses stay. What is still plain on a page was never translated, and what
// does not fit would not fit in German either.
//
//   writePseudo(root, folder, {code, dir})   words/ and a lesson of that language below folder, for web/build/site.mjs
//   pseudo(text)                             "{count} done" -> "⟦{count} ðöñé ···⟧"

import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import YAML from 'yaml';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = [...'åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ'];
const KEPT = /(\{\w+\}|`[^`]*`|\]\([^)]*\)|<[^>]+>)/;
const LONGER = 0.35;

export function pseudo(text) {
  const parts = text.split(KEPT).map((part, index) => (index % 2 ? part : part.replace(/[a-z]/gi, accented)));
  return `⟦${parts.join('')} ${'·'.repeat(Math.ceil(text.length * LONGER))}⟧`;
}

const accented = (letter) => ACCENTED[PLAIN.indexOf(letter)];

export async function writePseudo(root, folder, { code, dir }) {
  const english = join(root, 'web/words/en');
  const own = join(folder, 'words', code);
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'language.json'), JSON.stringify({ name: pseudo('Pseudo'), dir }));
  for (const name of await readdir(english)) {
    const messages = JSON.parse(await readFile(join(english, name), 'utf8'));
    await writeFile(join(own, name), JSON.stringify(messages, (key, value) =>
      (typeof value === 'string' && key !== 'by' ? pseudo(value) : value)));
  }
}

/** A lesson with all its words in pseudo, and nothing else changed. */
export async function writePseudoLesson(root, folder, { code, name }) {
  const text = await readFile(join(root, 'lessons', name, 'lesson.md'), 'utf8');
  await mkdir(join(folder, 'lessons', name), { recursive: true });
  await writeFile(join(folder, 'lessons', name, `lesson.${code}.md`), pseudoLesson(text));
}

const FIELDS = ['title', 'lead', 'next', 'goal', 'hints', 'success', 'failure', 'explain', 'wrong', 'options', 'text'];
const OF_BLOCKS = { quiz: [...FIELDS, 'question'], task: FIELDS, checklist: [...FIELDS, 'items'] };

export function pseudoLesson(text) {
  const [, front, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  const fences = body.split(/^(```[^]*?^```$)/m);
  return `---\n${inFields(front, FIELDS)}---\n`
    + fences.map((part, index) => (index % 2 ? inFence(part) : inProse(part))).join('');
}

function inFence(fence) {
  const [, info, inside] = /^```(.*)\n([^]*)```$/.exec(fence);
  const [lang, role] = info.split(' ');
  const said = info.replace(/says="([^"]*)"/, (_, words) => `says="${pseudo(words)}"`);
  if (lang === 'probes') return `\`\`\`${info}\n${inside.replace(/# (.*?)( \[[^\]]*\])?$/gm, inNote)}\`\`\``;
  return `\`\`\`${said}\n${role in OF_BLOCKS ? inFields(inside, OF_BLOCKS[role]) : inside}\`\`\``;
}

const inNote = (_, words, ids = '') => `# ${pseudo(words)}${ids}`;

function inFields(yaml, names) {
  const turn = (value) => {
    if (typeof value === 'string') return pseudo(value);
    if (Array.isArray(value)) return value.map(turn);
    return value && typeof value === 'object' ? fieldsOf(value) : value;
  };
  const fieldsOf = (object) => Object.fromEntries(Object.entries(object)
    .map(([name, value]) => [name, names.includes(name) ? turn(value) : value]));
  return YAML.stringify(fieldsOf(YAML.parse(yaml)));
}

// A paragraph, a heading, an item or a row of a table at a time; comments and what marks a line stay.
function inProse(text) {
  return text.split('\n\n').map((part) => {
    if (!part.trim() || /^\s*(<!--|\|)/.test(part)) return part;
    return part.split(/\n(?=\s*(?:[-*]|\d+\.) )/).map((item) => {
      const [, mark, words, end] = /^(\s*(?:#+ |[-*] |\d+\. |> )?)([^]*?)(\s*)$/.exec(item);
      return words ? mark + pseudo(words) + end : item;
    }).join('\n');
  }).join('\n\n');
}
