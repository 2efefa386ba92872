// Documents run: a ```console block of README.md, CONTRIBUTING.md or docs/ whose first line is
// `$ podwall ...` is a transcript. Its commands are run at the top of the repository, and what they
// print, both streams together, must be what the block says.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { BUILD, NATIVE, ROOT, built } from '../lib/paths.mjs';
import { run as runProcess } from '../lib/process.mjs';

export async function run(suite) {
  built(NATIVE);
  const commands = documents().flatMap((path) => transcriptsIn(path, readFileSync(join(ROOT, path), 'utf8')));
  if (commands.length === 0) suite.skip('no document holds a transcript of podwall');
  for (const { place, command, output } of commands) {
    suite.check(`${place} ${command}`, difference(output, await outputOf(command)));
  }
  const planted = transcriptsIn('planted.md', '```console\n$ podwall --version\nnot this\n```\n');
  const seen = difference(planted[0].output, await outputOf(planted[0].command));
  suite.check('a planted wrong line is seen', seen === '' ? 'it was not' : '');
}

function documents() {
  const docs = join(ROOT, 'docs');
  const below = existsSync(docs) ? readdirSync(docs, { recursive: true }).map((name) => join('docs', name)) : [];
  const here = (path) => path.endsWith('.md') && existsSync(join(ROOT, path));
  return ['README.md', 'CONTRIBUTING.md', ...below].filter(here);
}

// -> [{ place, command, output }]; a block is indented or not, as its fence is.
function transcriptsIn(path, text) {
  const blocks = text.matchAll(/^( *)```console\n((?:.*\n)*?)\1```$/gm);
  return [...blocks].flatMap(([, indent, body]) => {
    const lines = body.split('\n').slice(0, -1).map((line) => line.slice(indent.length));
    return lines[0]?.startsWith('$ podwall ') ? commandsOf(path, lines) : [];
  });
}

function commandsOf(path, lines) {
  const found = [];
  for (const line of lines) {
    if (line.startsWith('$ ')) found.push({ place: path, command: line.slice(2), output: [] });
    else found.at(-1).output.push(line);
  }
  return found;
}

async function outputOf(command) {
  const env = { ...process.env, PATH: `${BUILD}${delimiter}${process.env.PATH}`, LC_ALL: 'C' };
  const result = await runProcess('bash', ['-c', `{ ${command}\n} 2>&1`], { cwd: ROOT, env });
  return result.stdout.split('\n');
}

// Blank lines at the end are for the eye.
function difference(wanted, got) {
  const [want, have] = [wanted, got].map((lines) => lines.join('\n').trimEnd());
  return want === have ? '' : `the document says\n${want}\nit printed\n${have}`;
}
