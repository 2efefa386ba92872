// Requests and replies have the shapes of core/include/api.schema.json: over small cases and the
// manifests of tests/cli, with every kind of request; and the examples of docs/api.md are requests.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { ownCases, readRows } from '../lib/cases.mjs';
import { openNative } from '../lib/native.mjs';
import { NATIVE, ROOT, TESTS } from '../lib/paths.mjs';
import { run as runProcess } from '../lib/process.mjs';

const SCHEMA = join(ROOT, 'core', 'include', 'api.schema.json');
const EXAMPLES = join(ROOT, 'docs', 'api.md');
const CLI_FILES = join(TESTS, 'cli', 'files');
const ERRORS_SHOWN = 5;
const SHAPE_OF = { format: 'formatted' }; // as the schema says
const CARETS = [0, 14, 30, 120, 1e6]; // one is likely on a key, one on a value, one is past the end

export async function run(suite) {
  const shapes = openShapes();
  const engine = openNative();
  const about = await checkReply(suite, shapes, engine, 'about', { do: 'about' });
  suite.check('the schema number', about.schema === 1 ? '' : `replies say ${about.schema}, the schema says 1`);
  for (const { name, files, ends, services } of scenes()) {
    for (const request of [{ do: 'load', files }, ...questions(ends, services, files)]) {
      suite.check(`request ${name}: ${JSON.stringify(request)}`, shapes(request, '#/$defs/request'));
      await checkReply(suite, shapes, engine, name, request);
    }
    for (const request of badQuestions(ends)) await checkReply(suite, shapes, engine, name, request);
  }
  await engine.close();
  await checkCommands(suite, shapes);
  checkExamples(suite, shapes);
  plantedFault(suite, shapes, about);
}

// -> problems(value, '#/$defs/...') as text, empty when it fits.
function openShapes() {
  const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true });
  ajv.addSchema(JSON.parse(readFileSync(SCHEMA, 'utf8')), 'api');
  return (value, shape) => {
    const validate = ajv.getSchema(`api${shape}`);
    if (validate(value)) return '';
    return validate.errors.slice(0, ERRORS_SHOWN).map((error) =>
      `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`).join('\n');
  };
}

async function checkReply(suite, shapes, engine, name, request) {
  const reply = await engine.ask(request);
  suite.check(`reply ${name}: ${JSON.stringify(request).slice(0, 100)}`, shapes(reply, replyShape(request, reply)));
  return reply;
}

// A request that is none is refused with an error, even where text was asked for.
function replyShape(request, reply) {
  if (reply.error) return '#/$defs/replies/error';
  const asText = request.as !== undefined && request.as !== 'json';
  return `#/$defs/replies/${asText ? 'text' : SHAPE_OF[request.do] ?? request.do}`;
}

// What is loaded, and between whom to ask.
function scenes() {
  const cases = ownCases(['edge', 'seeds']).map((entry) => {
    const { from, to } = readRows(entry.probes())[0];
    return { name: entry.id, files: [{ name: 'case.yaml', text: entry.text() }], ends: [from, to], services: [] };
  });
  return [
    ...cases,
    folderScene('lab', ['dev/frontend', 'prod/database']),
    folderScene('services', ['shop/client', 'shop/db'], ['api', 'db', 'web', 'nobody', 'outside', 'db-headless']),
    folderScene('workloads', ['shop/web', 'shop/db']),
    folderScene('addresses', ['ip:203.0.113.5', 'lab/both']),
    folderScene('words', ['dev/web', 'prod/database']),
    folderScene('ambiguous', ['shop/client', 'shop/web']),
    folderScene('broken', ['dev/frontend', 'prod/frontend']),
    folderScene('shapes', ['lab/one', 'lab/two']),
  ];
}

function folderScene(folder, ends, services = []) {
  const path = join(CLI_FILES, folder);
  const files = readdirSync(path).sort().map((name) => ({ name, text: readFileSync(join(path, name), 'utf8') }));
  return { name: folder, files, ends, services: services.map((name) => `svc:shop/${name}`) };
}

// The same pods under other policies: what was said of one port is said of another.
const policies = (files) => files.map(({ text }) => text.replaceAll('port: 80', 'port: 81')).join('\n---\n');

function questions([from, to], services, files) {
  const file = files[0].name;
  return [
    { do: 'check' },
    { do: 'check', as: 'text' },
    { do: 'ends' },
    { do: 'can', from, to, port: 80, protocol: 'TCP' },
    { do: 'can', from, to, port: 5432 },
    { do: 'can', from, to, port: 80, as: 'text', color: true },
    ...services.map((service) => ({ do: 'can', from, to: service, port: 80 })),
    { do: 'can', from: 'no/body', to, port: 80 },
    { do: 'verdicts', probes: [[from, to, 80, 'TCP'], [from, 'ip:203.0.113.5', 53, 'UDP']] },
    { do: 'verdicts', probes: [[from, to, 80, 'TCP']], as: 'text' },
    { do: 'grade', expect: `allow ${from} -> ${to} 80\ndeny ${from} -> ${to} 80 # note\nask ${from} -> ${to} 53/udp` },
    ...services.map((service) => ({ do: 'grade', expect: `ask ${from} -> ${service} 80` })),
    { do: 'grade', expect: 'allow nothing' },
    { do: 'words' },
    { do: 'words', as: 'text', color: true },
    { do: 'stored' },
    { do: 'stored', as: 'text', color: true },
    { do: 'stored', file: 'no-such-file' },
    { do: 'matrix', by: 'pod', port: 80, protocol: 'TCP' },
    { do: 'matrix', by: 'workload' },
    { do: 'matrix', by: 'namespace', as: 'md' },
    { do: 'dump', stage: 'objects', file: 'no-such-file' },
    { do: 'dashes' },
    { do: 'flows' },
    { do: 'flows', from, to, snapshot: 'main' },
    { do: 'flows', to, as: 'text' },
    ...services.map((service) => ({ do: 'flows', to: service })),
    { do: 'load', snapshot: 'empty', files: [] },
    { do: 'load', snapshot: 'before', files: [{ name: 'case.yaml', text: policies(files) }] },
    { do: 'changes', since: 'before' },
    { do: 'changes', since: 'empty' },
    { do: 'changes', since: 'never' },
    { do: 'changes', snapshot: 'before', since: 'main' },
    ...CARETS.flatMap((at) => [{ do: 'complete', file, at }, { do: 'hover', file, at }]),
    { do: 'hover', file: 'no-such-file', at: 0 },
    { do: 'format', file },
  ];
}

// No requests by the schema; they still get a reply of its shape.
function badQuestions([from, to]) {
  return [{ do: 'can', from, to, port: 0 }, { do: 'can', from }, { do: 'changes' }, { do: 'flows', from: 7 },
    { do: 'no-such-thing' }, {}, [], 'load', 7, null];
}

// What only the command line answers.
async function checkCommands(suite, shapes) {
  const lab = ['-f', join(CLI_FILES, 'lab')];
  const suites = readdirSync(join(CLI_FILES, 'suites')).map((name) => join(CLI_FILES, 'suites', name));
  const lines = 'deny nobody -> dev/frontend 80\nallow dev/* -> * all\nnonsense\n';
  const commands = [['test', [...suites, ...lab]], ['test', ['-', ...lab], lines], ['test', ['-', ...lab], ''],
    ['snapshot', lab]];
  for (const [verb, args, input] of commands) {
    const { stdout } = await runProcess(NATIVE, [verb, ...args, '-o', 'json'], { input });
    const reply = JSON.parse(stdout);
    suite.check(`${verb} ${input ?? ''}`, shapes(reply, `#/$defs/replies/${reply.error ? 'error' : verb}`));
  }
}

// Inline code of docs/api.md that is a whole request.
function checkExamples(suite, shapes) {
  const found = [...readFileSync(EXAMPLES, 'utf8').matchAll(/`(\{"do": [^`]*\})`/g)].map((match) => match[1]);
  const whole = found.filter((text) => !/\.\.\.|"\|"/.test(text));
  suite.check('docs/api.md has examples', whole.length > 0 ? '' : 'none was found');
  whole.forEach((text) => suite.check(`docs/api.md ${text}`, shapes(JSON.parse(text), '#/$defs/request')));
}

// The test of the test.
function plantedFault(suite, shapes, about) {
  const seen = shapes({ ...about, planted: 1 }, '#/$defs/replies/about');
  suite.check('a planted field is seen', seen === '' ? 'it was not' : '');
}
