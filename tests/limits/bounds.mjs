// Each bound of core/base/limits.h, met exactly and passed by one. Promises: the sizes are read from that
// header, so a case moves with its bound; each input is made in memory, the same bytes every time.
//
// A case: `bound` (its name in the header), `name`, `args` and `input` of the command line, `exit`, and
// `holds(answer)`, true for the answer that is right; `answer` has `text` (both streams) and `replies`
// (of `ask` and -o json). `light`: small enough for the sanitizer build.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';

const BOUND = /\b(PW_MAX_[A-Z_]+) = ([0-9]+)(?: << ([0-9]+))?/g;
const CHECK = ['check', '-f', '-'];
const CHECK_JSON = ['check', '-o', 'json', '-f', '-'];
const MATRIX = ['matrix', '-o', 'json', '-f', '-'];
const CAN_JSON = ['can', 'lab/d0', 'lab/d1', '80', '-o', 'json', '-f', '-'];
const LONG_NAME = 60;

// The bounds by name, as the header has them.
export function boundsOfTheCore() {
  const header = readFileSync(join(ROOT, 'core', 'base', 'limits.h'), 'utf8');
  const bounds = [...header.matchAll(BOUND)];
  return Object.fromEntries(bounds.map(([, name, number, shift]) => [name, Number(number) * 2 ** (shift ?? 0)]));
}

// ---- manifests ----

const numbered = (count, make) => Array.from({ length: count }, (_, index) => make(index));
const all = (count, make) => numbered(count, make).join('');

const object = (apiVersion, kind, metadata, spec) =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {${metadata}}\n` +
  `${spec === undefined ? '' : `spec: ${spec}\n`}`;
// A document of nothing; of two --- in a row, one ends a document and the other begins the next.
const EMPTY = '---\n#\n';
const CONTAINERS = '{containers: [{name: c, image: i}]}';
const pod = (name, more = '') => object('v1', 'Pod', `name: ${name}, namespace: lab${more}`, CONTAINERS);
const policy = (name, selector = '{}') =>
  object('networking.k8s.io/v1', 'NetworkPolicy', `name: ${name}, namespace: lab`, `{podSelector: ${selector}}`);
const deployment = (name, replicas) => object('apps/v1', 'Deployment', `name: ${name}, namespace: lab`,
  `{replicas: ${replicas}, selector: {matchLabels: {a: ${name}}}, ` +
  `template: {metadata: {labels: {a: ${name}}}, spec: ${CONTAINERS}}}`);
const otherKind = (index) => object('example.com/v1', `Kind${index}`, 'name: x');
const labelMap = (count, value = ' v') => `{${numbered(count, (index) => `k${index}:${value}`).join(', ')}}`;
const labelLines = (count) => `---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n  namespace: lab\n  labels:\n` +
  all(count, (index) => `    k${index}:\n`) + `spec: ${CONTAINERS}\n`;
const nested = (depth) => `a: ${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}\n`; // the map is one of them
const badFields = (count) => pod('x') + all(count, (index) => `wrong${index}: 1\n`);

const requests = (...list) => list.map((request) => `${JSON.stringify(request)}\n`).join('');
const load = (...files) => ({ do: 'load', files });
const file = (name, text) => ({ name, text });
const emptyFiles = (count) => load(...numbered(count, (index) => file(`f${index}.yaml`, '---\n')));
const twoPods = () => [file('two.yaml', pod('a') + pod('b'))];

// ---- what has to hold ----

const says = (pattern) => ({ text }) => pattern.test(text);
const silentAbout = (pattern) => ({ text }) => !pattern.test(text);
const last = (replies) => replies[replies.length - 1];
const answered = ({ replies }) => replies.length > 0 && replies.every((reply) => reply.ok);
const tooLarge = ({ replies }) => last(replies)?.error?.code === 'too-large' && last(replies).exit === 2;
const more = (count) => ({ replies }) => last(replies).more === count;

// ---- the cases ----

const check = (name, input, exit, holds) => ({ name, args: CHECK, input, exit, holds });
const checkJson = (name, input, exit, holds) => ({ name, args: CHECK_JSON, input, exit, holds });
const ask = (name, input, holds, exit) => ({ name, args: ['ask'], input, exit, holds });
const light = (test) => ({ ...test, light: true });

const FAMILIES = {
  PW_MAX_REQUEST: (most) => [
    () => ask('a longer request, and one after it', `{"do":"${'a'.repeat(most)}"}\n{"do":"about"}\n`,
      ({ replies }) => replies.length === 2 && tooLarge({ replies: [replies[0]] }) && replies[1].ok, 2),
  ],
  // Four million rows of two long names, and a comma between them.
  PW_MAX_REPLY: (most, { PW_MAX_CELLS: cells }) => [
    () => ({ name: 'a longer table', args: ['matrix', '-o', 'csv', '-f', '-'], exit: 2,
      holds: says(/more than podwall takes/),
      input: all(Math.sqrt(cells), (index) => pod(`p${index}`.padEnd(LONG_NAME, 'x'))) }),
  ],
  PW_MAX_FILE: (most) => [
    () => check('a file of that size', Buffer.alloc(most, `${'#'.repeat(79)}\n`), 0, says(/^0 errors/)),
    () => check('a file one byte larger', Buffer.alloc(most + 1, `${'#'.repeat(79)}\n`), 1, says(/PW1005/)),
  ],
  PW_MAX_FILES: (most) => [
    () => ask('as many, given again', requests(emptyFiles(most), emptyFiles(most)), answered, 0),
    () => ask('one more', requests(emptyFiles(most + 1)), tooLarge),
  ],
  PW_MAX_SNAPSHOTS: (most) => {
    const open = (count) => numbered(count, (index) => ({ ...load(), snapshot: `s${index}` }));
    return [
      () => light(ask('as many', requests(...open(most)), answered, 0)),
      () => light(ask('one more', requests(...open(most + 1)), tooLarge)),
      () => light(ask('the first is still there', requests(...open(most + 1), { do: 'check', snapshot: 's0' }),
        ({ replies }) => last(replies).ok)),
    ];
  },
  PW_MAX_DOCUMENTS: (most) => [
    () => check('as many in one file', EMPTY.repeat(most), 0, says(/^0 errors/)),
    () => check('one more in one file', EMPTY.repeat(most + 1), 1, says(/PW1005/)),
    () => ask('one more in two files', requests(load(file('a', EMPTY.repeat(most)), file('b', '---\n'))), tooLarge),
    () => ask('as many equal ones, given again', requests(load(file('a', EMPTY.repeat(most))),
      load(file('a', `${EMPTY.repeat(most - 1)}---\n# changed\n`))), answered, 0),
    () => check('a third as many, each of a kind of its own', all(Math.floor(most / 3), otherKind), 0,
      says(/^0 errors/m)),
  ],
  PW_MAX_LINE: (most) => [
    () => check('a line of that size', `#${'x'.repeat(most - 2)}\n${pod('x')}`, 0, says(/1 pod,/)),
    () => check('a line one byte longer', `#${'x'.repeat(most - 1)}\n${pod('x')}`, 1, says(/-:1:1: error: .*PW1005/)),
    () => check('a longer line of JSON', `${JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap',
      metadata: { name: 'lab' }, data: { note: 'x'.repeat(most) } })}\n`, 0, says(/^0 errors/m)),
  ],
  PW_MAX_NESTING: (most) => [
    () => light(check('as deep', nested(most), 1, silentAbout(/PW1004/))),
    () => light(check('one deeper', nested(most + 1), 1, says(/^-:1:[0-9]+: error: .*PW1004/))),
    () => light(check('JSON one deeper', `{"a": ${'['.repeat(most)}${']'.repeat(most)}}`, 1, says(/PW1004/))),
  ],
  // In YAML a key counts as a value too: the map, its key and the list are three.
  PW_MAX_NODES: (most) => [
    () => check('as many', `a:\n${'-\n'.repeat(most - 3)}`, 1, silentAbout(/PW1005/)),
    () => check('one more', `a:\n${'-\n'.repeat(most - 2)}`, 1, says(/PW1005/)),
    () => check('one more in JSON', `{"a":[${'1,'.repeat(most - 2)}1]}`, 1, says(/PW1005/)),
  ],
  PW_MAX_CAUSES: (most) => [
    () => light({ name: 'twice as many, and more, told as kubectl tells them', exit: 1,
      args: ['check', '--as-kubectl', '-f', '-'],
      input: object('networking.k8s.io/v1', 'NetworkPolicy', 'name: x', '{podSelector: {}, ingress: [{ports: [' +
        `${numbered(2 * most + 9, (index) => `{port: ${-index}}`).join(', ')}]}]}`),
      holds: ({ text }) => text.match(/^\* /gm)?.length === 2 * most }),
  ],
  PW_MAX_MAP: (most) => [
    () => light(check('as many labels', pod('x', `, labels: ${labelMap(most)}`), 0, says(/1 pod,/))),
    () => light(check('one label more', pod('x', `, labels: ${labelMap(most + 1)}`), 1,
      says(/more than 4096 .*PW1005/))),
    () => light(check('as many in a selector', policy('x', `{matchLabels: ${labelMap(most)}}`), 0, says(/1 policy/))),
    () => light(check('one more in a selector', policy('x', `{matchLabels: ${labelMap(most + 1)}}`), 1,
      says(/PW1005/))),
  ],
  PW_MAX_PODS: (most, { PW_MAX_REPLICAS: replicas }) => [
    () => check('as many', all(most / replicas, (index) => deployment(`d${index}`, replicas)), 0,
      says(new RegExp(` ${most} pods`))),
    () => check('one workload more', all(most / replicas + 1, (index) => deployment(`d${index}`, replicas)), 2,
      says(/more than podwall takes/)),
  ],
  PW_MAX_POLICIES: (most) => [
    () => check('as many', all(most, (index) => policy(`p${index}`)), 0, says(new RegExp(` ${most} policies`))),
    () => check('one more', all(most + 1, (index) => policy(`p${index}`)), 2, says(/more than podwall takes/)),
  ],
  PW_MAX_FINDINGS: (most) => [
    () => checkJson('as many', all(most, (index) => pod(`_${index}`)), 1, more(0)),
    () => checkJson('one more', all(most + 1, (index) => pod(`_${index}`)), 1, more(1)),
    () => checkJson('an error after as many warnings', all(most + 2, () => policy('x')) + pod('_'), 1,
      ({ replies }) => last(replies).more > 0),
  ],
  PW_MAX_DOCUMENT_FINDINGS: (most) => [
    () => light(checkJson('as many errors, and as many again', badFields(2 * most), 1, more(0))),
    () => light(checkJson('one error more', badFields(2 * most + 1), 1, more(1))),
    () => light(checkJson('an error after more warnings', `${labelLines(most + 5)}wrong: 1\n`, 1,
      ({ replies }) => last(replies).findings.some(({ severity }) => severity === 'error'))),
  ],
  PW_MAX_REPLICAS: (most) => [
    () => light(check('as many', deployment('d0', most), 0, silentAbout(/PW3004/))),
    () => light(check('one more', deployment('d0', most + 1), 0,
      says(/10 of the 11 pods of d0 stand for all .*PW3004/))),
    () => light(check('a billion', deployment('d0', 1_000_000_000), 0, says(/ 10 pods/))),
  ],
  PW_MAX_CELLS: (most) => [
    () => ({ name: 'as many', args: MATRIX, input: all(Math.sqrt(most), (index) => pod(`p${index}`)), exit: 0,
      holds: ({ replies }) => last(replies).cells.length === Math.sqrt(most) }),
    () => ask('a picture of as many pairs of tiles', requests({ do: 'flows', from: 'lab/p0', to: 'lab/p1',
      files: [file('a.yaml', all(Math.sqrt(most), (index) => pod(`p${index}`)))] }), answered, 0),
    () => ask('a picture of one pod more', requests({ do: 'flows',
      files: [file('a.yaml', all(Math.sqrt(most) + 1, (index) => pod(`p${index}`)))] }), tooLarge),
    () => ({ name: 'one pod more', args: MATRIX, input: all(Math.sqrt(most) + 1, (index) => pod(`p${index}`)), exit: 2,
      holds: (answer) => tooLarge(answer) && /by workload or by namespace/.test(answer.text) }),
  ],
  // The last probe names no pod: a short answer shows that all of them were taken.
  PW_MAX_PROBES: (most) => {
    const rows = (count) => `from\tto\tport\n${'lab/a\tlab/b\t80\n'.repeat(count - 1)}lab/a\tlab/none\t80\n`;
    const list = (count) => '{"do":"verdicts","probes":[' +
      `${'["lab/a","lab/b",80],'.repeat(count - 1)}["lab/a","lab/none",80]]}\n`;
    return [
      () => ask('as many rows', requests({ do: 'verdicts', files: twoPods(), tsv: rows(most) }),
        ({ replies }) => last(replies).error?.code === 'no-such-end'),
      () => ask('one row more', requests({ do: 'verdicts', files: twoPods(), tsv: rows(most + 1) }), tooLarge),
      () => ask('one expectation more', requests({ do: 'grade', files: twoPods(),
        expect: 'ask lab/a -> lab/none 80\n'.repeat(most + 1) }), tooLarge),
      () => ask('one more in a list', requests(load(...twoPods())) + list(most + 1), tooLarge),
    ];
  },
  PW_MAX_WORDS: (most) => {
    const told = (count, rest) => ({ replies }) =>
      last(replies).policies.length === count && last(replies).more === rest;
    const words = (name, count, holds) => ({ name, args: ['words', '-o', 'json', '-f', '-'], exit: 0, holds,
      input: all(count, (index) => policy(`p${index}`)) });
    return [() => words('as many', most, told(most, 0)), () => words('one more', most + 1, told(most, 1))];
  },
  PW_MAX_FLOWS: (most) => {
    const flows = (asked, shown) => ({ replies }) =>
      last(replies).asked === asked && last(replies).allowed === asked && last(replies).flows.length === shown;
    const can = (name, replicas, holds) => ({ name, args: CAN_JSON, exit: 0, holds,
      input: deployment('d0', replicas) + deployment('d1', replicas) });
    const side = Math.sqrt(most);
    return [
      () => light(can('as many', side, flows(most, most))),
      () => light(can('more: judged, not explained', side + 2, flows((side + 2) ** 2, most))),
    ];
  },
  // Each of n pods reaches the n - 1 others.
  PW_MAX_DRAWN: (most) => {
    const side = Math.ceil(Math.sqrt(most)) + 1;
    const pods = all(side, (index) => pod(`p${index}`));
    const beyond = side * (side - 1) - most;
    const changed = (text) => requests({ ...load(file('a.yaml', pods)), snapshot: 'before' },
      { do: 'changes', since: 'before', files: [file('a.yaml', pods + text)] });
    return [
      () => light(ask('more flows: counted', requests({ do: 'flows', files: [file('a.yaml', pods)] }),
        ({ replies }) => last(replies).flows.length === most && last(replies).more === beyond, 0)),
      () => light(ask('more changes: counted', changed(policy('none')),
        ({ replies }) => last(replies).closed.length === most && last(replies).more === beyond, 0)),
    ];
  },
  PW_MAX_OPTIONS: (most) => {
    const half = 'kind: Pod\nmetadata: {labels: {';
    const files = (count) => [file('new.yaml', half),
      file('pods.yaml', all(count, (index) => pod(`p${index}`, `, labels: {k${index}: v}`)))];
    const options = (count, shown) => ask(`${count} labels`,
      requests({ do: 'complete', file: 'new.yaml', at: half.length, files: files(count) }),
      ({ replies }) => last(replies).options?.length === shown, 0);
    return [() => light(options(most, most)), () => light(options(most + 1, most))];
  },
  PW_MAX_QUOTE: (most) => [
    () => light(check('a name of that length', pod('A'.repeat(most)), 1, says(new RegExp(`"A{${most}}"`)))),
    () => light(check('a name one longer', pod('A'.repeat(most + 1)), 1, says(new RegExp(`"A{${most}}…"`)))),
    () => light(check('a name of 10,000 letters', pod('A'.repeat(10_000)), 1, says(new RegExp(`"A{${most}}…"`)))),
  ],
};

// Made one at a time: some are 200 MB.
export function* boundCases() {
  const bounds = boundsOfTheCore();
  for (const [bound, family] of Object.entries(FAMILIES))
    for (const make of family(bounds[bound], bounds)) yield { bound, ...make() };
}
