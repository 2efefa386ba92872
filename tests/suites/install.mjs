// `make install` into a folder of its own: what lies where, and whether man and the shells can read it.
// The help of the program is the measure: every verb and option in it is in the man page and completed.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NATIVE, ROOT, built } from '../lib/paths.mjs';
import { run as runProcess } from '../lib/process.mjs';

const MAN = 'share/man/man1/podwall.1';
const BASH = 'share/bash-completion/completions/podwall';
const ZSH = 'share/zsh/site-functions/_podwall';
const FISH = 'share/fish/vendor_completions.d/podwall.fish';
const PROGRAMS = ['bin/podwall', 'bin/kubectl-podwall'];
const FILES = [...PROGRAMS, MAN, BASH, ZSH, FISH];

// Typed words, the last one unfinished -> what bash offers.
const OFFERED = [
  [['podwall', 'ma'], 'matrix'],
  [['podwall', 'can', '--c'], '--color'],
  [['podwall', 'matrix', '-o', ''], 'text json csv md'],
  [['podwall', 'check', '-o', ''], 'text json sarif github'],
  [['podwall', 'test', '-o', ''], 'text json tap junit'],
  [['podwall', 'ver'], 'verdicts verify-script'],
  [['podwall', 'test', 'VERS'], 'VERSION'],
  [['podwall', 'matrix', '--by', 'n'], 'namespace'],
  [['podwall', 'check', '--assume', 'ip'], 'ipBlockMatchesPods=true ipBlockMatchesPods=false'],
  [['podwall', 'dump', 'c'], 'classes core'], // a word, and a folder at the top
  [['podwall', 'check', '-f', 'VERS'], 'VERSION'],
  [['podwall', '--completion', 'z'], 'zsh'],
  [['podwall', 'matrix', '--port', ''], ''],
];

export async function run(suite) {
  built(NATIVE);
  const folder = mkdtempSync(join(tmpdir(), 'podwall-install-'));
  try {
    await installed(suite, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function installed(suite, folder) {
  const make = (task) => runProcess('make', [task, `DESTDIR=${folder}`, 'PREFIX=/opt/x'], { cwd: ROOT });
  const { code, stderr } = await make('install');
  const at = (file) => join(folder, 'opt/x', file);
  const missing = FILES.filter((file) => !existsSync(at(file)));
  suite.check('make install puts everything below DESTDIR and PREFIX', code === 0 && !missing.length
    ? '' : `exit ${code}, missing ${missing}\n${stderr}`);
  if (missing.length) return;
  const help = await helpOf(at('bin/podwall'));
  for (const file of FILES.slice(PROGRAMS.length)) {
    suite.check(`${file} knows every verb and option`, unknownTo(readFileSync(at(file), 'utf8'), help, file));
  }
  const planted = unknownTo('check', { verbs: ['check', 'planted'], options: [] }, BASH);
  suite.check('a planted verb is missed', planted === 'planted' ? '' : 'it was not');
  await manReads(suite, at(MAN));
  for (const [words, offered] of OFFERED) {
    suite.check(`bash: ${words.join(' ')}`, await bashProblem(at(BASH), words, offered));
  }
  await shellReads(suite, 'zsh', at(ZSH));
  await shellReads(suite, 'fish', at(FISH));
  await make('uninstall');
  suite.check('make uninstall takes all of it away', FILES.filter((file) => existsSync(at(file))).join(' '));
}

// The verbs and options that help names.
async function helpOf(program) {
  const say = async (...args) => (await runProcess(program, args)).stdout;
  const verbs = [...(await say('--help')).matchAll(/^ {2}([a-z-]+) /gm)].map(([, verb]) => verb);
  const options = await Promise.all(verbs.map(async (verb) =>
    [...(await say(verb, '--help')).matchAll(/^ {2}(-[-a-z]+)/gm)].map(([, option]) => option)));
  return { verbs, options: [...new Set(options.flat())] };
}

function unknownTo(text, { verbs, options }, file) {
  const spelled = (option) => (file === FISH ? option.replace(/^--/, '-l ').replace(/^-(?=[a-z]$)/, '-s ')
    : file === MAN ? option.replaceAll('-', '\\-') : option);
  if (verbs.length < 2) return 'the help could not be read';
  return [...verbs, ...options.map(spelled)].filter((word) => !text.includes(word)).join(' ');
}

async function manReads(suite, file) {
  const groff = await runProcess('bash', ['-c', 'command -v groff']);
  if (groff.code !== 0) return suite.skip('no groff to read the man page with');
  const { stdout, stderr } = await runProcess('groff', ['-man', '-ww', '-Tascii', '-P-cbou', file]);
  const whole = /^ +podwall - who can reach whom/m.test(stdout) && stdout.includes('--assume NAME=true|false');
  return suite.check('groff reads the man page without a warning', stderr || (whole ? '' : stdout));
}

async function bashProblem(script, words, offered) {
  const set = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _podwall; echo "${COMPREPLY[*]}"';
  const { stdout, stderr } = await runProcess('bash', ['-c', set, 'bash', script, ...words], { cwd: ROOT });
  return stdout === `${offered}\n` ? '' : `offered ${stdout}${stderr}, wanted ${offered}`;
}

async function shellReads(suite, shell, file) {
  const there = await runProcess('bash', ['-c', `command -v ${shell}`]);
  if (there.code !== 0) return suite.skip(`no ${shell} to read its completions with`);
  const { code, stderr } = await runProcess(shell, ['-n', file]);
  return suite.check(`${shell} reads its completions`, code === 0 ? '' : stderr);
}
