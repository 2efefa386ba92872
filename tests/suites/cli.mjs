// Transcripts of the command line: tests/cli/NAME.sh is run in its folder with podwall on the PATH;
// what it prints and how it ends must equal NAME.out, NAME.err and NAME.exit. With --accept the
// expectations are written anew, for a person to read in the diff.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { NATIVE, PROGRAMS, TESTS, built } from '../lib/paths.mjs';
import { forEachParallel, run as runProcess } from '../lib/process.mjs';

const FOLDER = join(TESTS, 'cli');
const WIDTH = 4;
const SHOWN_LINES = 4;
const SHOWN_COLUMNS = 120;

export async function run(suite, { accept, match }) {
  built(NATIVE);
  await transcripts(suite, PROGRAMS, { accept, match });
  suite.check('a planted wrong line is seen', differenceOf('x.out', 'ALLOWED\n', 'DENIED\n') ? '' : 'it was not');
}

// All of them, with the podwall of a folder.
export async function transcripts(suite, folder, { accept = false, match = '' } = {}) {
  const names = readdirSync(FOLDER).filter((file) => file.endsWith('.sh')).map((file) => file.slice(0, -3)).sort();
  await forEachParallel(names.filter((name) => name.includes(match)), WIDTH, async (name) => {
    const got = await transcript(name, folder);
    if (accept) write(name, got);
    suite.check(name, differencesOf(name, got));
  });
}

// -> { out, err, exit } as texts.
async function transcript(name, folder) {
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}`, LC_ALL: 'C' };
  const result = await runProcess('bash', [`${name}.sh`], { cwd: FOLDER, env });
  return { out: result.stdout, err: result.stderr, exit: `${result.signal ?? result.code}\n` };
}

const fileOf = (name, part) => join(FOLDER, `${name}.${part}`);

// An empty output has no file; an exit of 0 has none either.
const isDefault = (part, text) => (part === 'exit' ? text === '0\n' : text === '');

function write(name, got) {
  for (const [part, text] of Object.entries(got)) {
    if (isDefault(part, text)) rmSync(fileOf(name, part), { force: true });
    else writeFileSync(fileOf(name, part), text);
  }
}

function differencesOf(name, got) {
  return Object.entries(got).flatMap(([part, text]) => {
    const path = fileOf(name, part);
    const want = existsSync(path) ? readFileSync(path, 'utf8') : part === 'exit' ? '0\n' : '';
    return differenceOf(`${name}.${part}`, want, text) ?? [];
  });
}

// Undefined when equal, else the first line that differs and those below; a long line is cut to
// where it differs.
function differenceOf(file, want, got) {
  if (want === got) return undefined;
  const [wanted, gotten] = [want.split('\n'), got.split('\n')];
  const line = firstDifference(wanted, gotten);
  const column = firstDifference(wanted[line] ?? '', gotten[line] ?? '');
  const from = Math.max(column - SHOWN_COLUMNS / 2, 0);
  const shown = (lines) => lines.slice(line, line + SHOWN_LINES).map((text) => text.slice(from, from + SHOWN_COLUMNS));
  const below = (lines) => shown(lines).join('\n  ');
  return `${file}:${line + 1}:${column + 1}\nwant\n  ${below(wanted)}\ngot\n  ${below(gotten)}`;
}

// Of two lists or texts; they are not equal.
function firstDifference(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}
