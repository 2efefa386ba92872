// The command line in daily work: the corpus as suites, snapshots that say exactly what the corpus says,
// a dash in a lesson's policy that a frozen suite notices, the plugin of kubectl, the examples of
// the help, and the word on a terminal when something takes long.
import {
  chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expectedOf, readSuite } from '../daily/expand.mjs';
import { kindsNotEvaluated, ownCases, readRows } from '../lib/cases.mjs';
import { openNative } from '../lib/native.mjs';
import { NATIVE, PROGRAMS, ROOT, TESTS, built } from '../lib/paths.mjs';
import { forEachParallel, run as runProcess } from '../lib/process.mjs';

const WIDTH = 2;
const LAB = join(TESTS, 'cli', 'files', 'lab');
const WORKLOADS = /^kind: *['"]?(Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob)\b/m;
const SHOWN = 5;

export async function run(suite, { fast }) {
  built(NATIVE);
  const cases = ownCases().filter((entry) => kindsNotEvaluated(entry.text()).length === 0);
  await forEachParallel(fast ? cases.filter((entry, index) => index % 5 === 0) : cases, WIDTH, async (entry) => {
    suite.check(`${entry.id} as a suite`, await suiteProblem(entry));
    suite.check(`${entry.id} frozen`, await snapshotProblem(entry));
    suite.check(`${entry.id} frozen, turned over and updated`, await updateProblem(entry));
  });
  await plantedFaults(suite, cases.find((entry) => entry.folder === 'edge'));
  const folder = mkdtempSync(join(tmpdir(), 'podwall-daily-'));
  try {
    await dashes(suite, folder);
    await plugin(suite, folder);
    await helpExamples(suite, folder);
    await progress(suite);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const podwall = (args, options) => runProcess(NATIVE, args, options);

// ---- the corpus

const asLine = ({ verdict, from, to, port, protocol }) => `${verdict} ${from} -> ${to} ${port}/${protocol}`;

async function suiteProblem(entry, lines = readRows(entry.probes()).map(asLine)) {
  const { code, stdout, stderr } = await podwall(['test', '-', '-f', entry.yaml], { input: lines.join('\n') });
  return code === 0 ? '' : `exit ${code}\n${stderr}${stdout}`;
}

// The frozen suite holds, and its plain meaning is what the corpus says.
async function snapshotProblem(entry, change = (text) => text) {
  const frozen = await podwall(['snapshot', '-f', entry.yaml]);
  if (frozen.code !== 0) return `snapshot: exit ${frozen.code}\n${frozen.stderr}`;
  const held = await podwall(['test', '-', '-f', entry.yaml], { input: frozen.stdout });
  if (held.code !== 0) return `it does not hold: exit ${held.code}\n${held.stderr}${held.stdout}`;
  return WORKLOADS.test(entry.text()) ? '' : meaningProblem(change(frozen.stdout), readRows(entry.probes()));
}

// Every line of the frozen suite is turned over; updated, it holds, and all its comments are there.
async function updateProblem(entry) {
  const folder = mkdtempSync(join(tmpdir(), 'podwall-update-'));
  const path = join(folder, 'x.test');
  try {
    const frozen = (await podwall(['snapshot', '-f', entry.yaml])).stdout;
    writeFileSync(path, `${turned(frozen)}# the end\n`);
    const updated = await podwall(['test', '--update', path, '-f', entry.yaml]);
    const held = await podwall(['test', path, '-f', entry.yaml]);
    const comments = (text) => text.split('\n').filter((line) => line.startsWith('#')).join('\n');
    const kept = comments(readFileSync(path, 'utf8')) === comments(`${frozen}# the end\n`);
    return updated.code === 0 && held.code === 0 && kept ? '' : `${updated.stdout}${held.stdout}${held.stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const turned = (text) => text.replace(/^(allow|deny|only|partly)/gm, (word) => (word === 'deny' ? 'allow' : 'deny'));

// Of addresses, those that the suite names stand for blocks, which this reading does not know.
function meaningProblem(text, rows) {
  const lines = readSuite(text);
  const knows = (end) => !end.startsWith('ip:') || !/ip:/.test(text);
  const wrong = rows.filter(({ from, to }) => from !== to && knows(from) && knows(to)
    && !(from.startsWith('ip:') && to.startsWith('ip:'))).flatMap((row) => {
    const said = expectedOf(lines, row);
    return said === row.verdict || said === 'partly' ? [] : [`${asLine(row)}, the suite says ${said}`];
  });
  return wrong.slice(0, SHOWN).join('\n');
}

async function plantedFaults(suite, entry) {
  const flip = ({ verdict, ...row }) => asLine({ ...row, verdict: verdict === 'allow' ? 'deny' : 'allow' });
  const [first, ...rest] = readRows(entry.probes());
  const seen = await suiteProblem(entry, [flip(first), ...rest.map(asLine)]);
  suite.check('a planted verdict is seen', /FAILED {2}-:1/.test(seen) ? '' : 'it was not');
  const meant = await snapshotProblem(entry, turned);
  suite.check('a planted meaning is seen', /the suite says/.test(meant) ? '' : 'it was not');
}

// ---- one dash

// The clusters and solutions of the lessons, as folders.
function lessonFolders(folder) {
  const lessons = readdirSync(join(ROOT, 'lessons')).filter((name) => /^\d/.test(name)).sort();
  return lessons.flatMap((slug) => {
    const text = readFileSync(join(ROOT, 'lessons', slug, 'lesson.md'), 'utf8');
    const blocks = [...text.matchAll(/^```yaml (cluster|policy solution)(.*)\n((?:.*\n)*?)```$/gm)];
    const cluster = blocks.find(([, kind, rest]) => kind === 'cluster' && !/id=/.test(rest))?.[3] ?? '';
    const used = /^use: (.*)$/m.exec(cluster)?.[1];
    const manifests = used ? readFileSync(join(ROOT, 'lessons', used), 'utf8') : cluster;
    const solutions = blocks.filter(([, kind, rest]) => kind !== 'cluster' && !/cluster=/.test(rest));
    return solutions.map(([, , , policy], index) => {
      const path = join(folder, `${slug}-${index}`);
      mkdirSync(path);
      writeFileSync(join(path, 'cluster.yaml'), manifests);
      writeFileSync(join(path, 'policy.yaml'), policy);
      return { name: `${slug} ${index}`, path, manifests, policy };
    });
  });
}

async function dashes(suite, folder) {
  const engine = openNative();
  let [split, opened] = [0, 0];
  for (const lesson of lessonFolders(folder)) {
    const frozen = await podwall(['snapshot', '-f', lesson.path]);
    const files = [{ name: 'cluster.yaml', text: lesson.manifests }, { name: 'policy.yaml', text: lesson.policy }];
    await engine.ask({ do: 'load', snapshot: 'before', files });
    const { dashes: places } = await engine.ask({ do: 'dashes', files });
    for (const { edit, line } of places) {
      const changed = lesson.policy.slice(0, edit.from) + edit.text + lesson.policy.slice(edit.to);
      const changes = await engine.ask({
        do: 'changes', since: 'before', files: [files[0], { name: 'policy.yaml', text: changed }],
      });
      writeFileSync(join(lesson.path, 'policy.yaml'), changed);
      const tested = await podwall(['test', '-', '-f', lesson.path], { input: frozen.stdout });
      suite.check(`${lesson.name}: a dash at line ${line}`, dashProblem(tested, changes, lesson.path));
      split += 1;
      opened += changes.opened.length;
    }
    writeFileSync(join(lesson.path, 'policy.yaml'), lesson.policy);
  }
  await engine.close();
  const door = { opened: [{ from: 'a', to: 'b', decided: { line: 7 } }], closed: [] };
  const other = 'a -> b 80/TCP is allowed, decided at x/policy.yaml:8\n';
  const planted = [{ code: 0, stdout: '' }, { code: 1, stdout: other }];
  const missed = planted.filter((tested) => dashProblem(tested, door, 'x') === '');
  suite.check('a door that is not named, or by another line, is seen', missed.length === 0 ? '' : 'it was not');
  suite.check('there were dashes, and some opened a door', split > 5 && opened > 0 ? '' : `${split}, ${opened}`);
}

// The suite fails when something changed; it names the door, and the line that opened it.
function dashProblem({ code, stdout }, { opened, closed }, path) {
  const turned = opened.length + closed.length > 0;
  if (code !== (turned ? 1 : 0)) return `exit ${code}; changed: ${JSON.stringify([...opened, ...closed])}\n${stdout}`;
  const missing = opened.filter(({ from, to, decided }) => !stdout.includes(`${from} -> ${to}`)
    && !(decided && stdout.includes(`${path}/policy.yaml:${decided.line}`)));
  const doors = [...stdout.matchAll(/is allowed, decided at (.*):(\d+)$/gm)];
  const named = opened.length === 0 || doors.some(([, file, line]) =>
    file === `${path}/policy.yaml` && opened.some(({ decided }) => decided?.line === Number(line)));
  return missing.length === 0 && named ? '' : `opened ${JSON.stringify(opened)}\n${stdout}`;
}

// ---- the plugin

const KINDS = 'namespaces,pods,services,deployments,statefulsets,daemonsets,replicasets,'
  + 'replicationcontrollers,jobs,cronjobs,networkpolicies,nodes';
const ASK = ['can', 'dev/frontend', 'prod/database', '8080'];

// A kubectl that serves recorded JSON, keeps what it was asked, and fails when the context is `gone`.
const STAND_IN = `#!/bin/sh
echo "$*" >> "$ASKED"
case "$*" in
    *gone*) echo 'error: context "gone" does not exist' >&2; exit 1 ;;
    *) cat "$RECORDED" ;;
esac
`;

async function plugin(suite, folder) {
  const bin = join(folder, 'bin');
  const asked = join(folder, 'asked');
  mkdirSync(bin);
  symlinkSync(NATIVE, join(bin, 'kubectl-podwall'));
  writeFileSync(join(bin, 'kubectl'), STAND_IN);
  chmodSync(join(bin, 'kubectl'), 0o755);
  const env = {
    ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, ASKED: asked,
    RECORDED: join(TESTS, 'daily', 'cluster.json'),
  };
  const kubectl = async (args, options) => {
    rmSync(asked, { force: true });
    const result = await runProcess(join(bin, 'kubectl-podwall'), args, { env, ...options });
    return { ...result, asked: existsSync(asked) ? readFileSync(asked, 'utf8').trim() : '' };
  };
  const check = async (name, args, holds, options) => {
    const result = await kubectl(args, options);
    suite.check(`kubectl podwall ${name}`, holds(result) ? '' : JSON.stringify(result, null, 1));
  };
  await check('reads the live cluster', ASK, ({ code, stdout, asked: words }) =>
    code === 1 && stdout.startsWith('DENIED') && words === `get ${KINDS} -o json -A`);
  await check('hands on its options', [...ASK, '--context', 'blue', '--kubeconfig', 'k', '-n', 'prod'],
    ({ asked: words }) => words === `get ${KINDS} -o json -n prod --context blue --kubeconfig k`);
  await check('takes files instead', [...ASK, '-f', LAB], ({ code, asked: words }) => code === 1 && words === '');
  await check('shows what kubectl complains of', [...ASK, '--context=gone'], ({ code, stderr }) =>
    code === 2 && stderr.includes('context "gone" does not exist') && stderr.includes('kubectl ended with 1'));
  await check('says that there is no kubectl', ASK, ({ code, stderr }) =>
    code === 2 && stderr.includes('kubectl cannot be run'), { env: { ...env, PATH: folder } });
  await check('has its own usage', ['can', '--help'], ({ code, stdout }) =>
    code === 0 && stdout.startsWith('usage: kubectl podwall can [-f') && stdout.includes('--context NAME'));
  const frozen = await kubectl(['snapshot']);
  await check('tests a suite', ['test', '-'], ({ code, asked: words }) => code === 0 && words !== '', {
    env, input: frozen.stdout,
  });
  const own = join(TESTS, 'cli', 'files', 'suites', 'lab.test');
  await check('lets a suite bring its manifests', ['test', own], ({ code, asked: words }) =>
    code === 0 && words === '');
  const plain = await podwall([...ASK, '--context', 'blue', '-f', LAB]);
  suite.check('podwall itself asks no cluster', plain.code === 2 ? '' : 'it knew --context');
}

// ---- the help

async function helpExamples(suite, folder) {
  const path = join(folder, 'examples');
  cpSync(join(TESTS, 'daily', 'examples'), path, { recursive: true });
  const { stdout } = await podwall(['--help']);
  const verbs = [...stdout.matchAll(/^ {2}([a-z-]+) /gm)].map(([, verb]) => verb);
  for (const verb of verbs) {
    const { stdout: help } = await podwall([verb, '--help']);
    const example = /^example: (.*)$/m.exec(help)?.[1];
    suite.check(`the example of ${verb} works`, await exampleProblem(example, path));
  }
  const planted = await exampleProblem('podwall can -f nowhere/ a b 80', path);
  suite.check('a planted example that does not work is seen', planted === '' ? 'it was not' : '');
}

async function exampleProblem(example, cwd) {
  if (!example) return 'there is none';
  const env = { ...process.env, PATH: `${PROGRAMS}${delimiter}${process.env.PATH}` };
  const { code, stdout, stderr } = await runProcess('bash', ['-c', example], { cwd, env });
  const written = / > (\S+)$/.exec(example)?.[1];
  const said = written ? readFileSync(join(cwd, written), 'utf8') : stdout;
  const good = code <= 1 && !stderr.includes('podwall:') && said + stderr !== '';
  return good ? '' : `${example}\nexit ${code}\n${stderr}${stdout}`;
}

// ---- the terminal

async function progress(suite) {
  const there = await runProcess('bash', ['-c', 'command -v script']);
  if (there.code !== 0) return suite.skip('no script(1) to be a terminal');
  const slowly = `(sleep 1.5; cat ${LAB}/*.yaml) | ${NATIVE} check -f -`;
  const { stdout } = await runProcess('script', ['-qec', slowly, '/dev/null']);
  const wiped = /podwall: reading, 1 s \.\.\.\r\x1b\[K/.test(stdout);
  suite.check('on a terminal it says what takes long, and wipes it away', wiped ? '' : JSON.stringify(stdout));
  const piped = await runProcess('bash', ['-c', slowly]);
  suite.check('elsewhere it says nothing', piped.stderr === '' ? '' : piped.stderr);
}
