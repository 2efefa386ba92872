// Objects as the server stores them: over the corpus the stored text judges as the manifest does and is
// stored as itself, with nothing added; and it is what a real server printed (../shared/kube).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownCases } from '../lib/cases.mjs';
import { openNative } from '../lib/native.mjs';
import { SHARED_SERVER_CASES } from '../lib/paths.mjs';

const FILE = 'manifest.yaml';
const FAST_EVERY = 5;
// What a server counts, draws or writes about the present state is no default.
const ITS_OWN = [/^ {2}generation: \d+\n/gm, /^ {2}clusterIP: 10\.96\..*\n/m, /^ {2}clusterIPs:\n {2}- 10\.96\..*\n/m,
  /^ {4}nodePort: \d+\n/gm, /^status:\n(?: .*\n)*/m];
// A version that was given is replaced by the server's own, which the records leave out.
const KEPT_BY_THE_SERVER = new Set(['md-resourceversion-set']);

export async function run(suite, { fast }) {
  const engine = openNative();
  const cases = ownCases().filter((_, index) => !fast || index % FAST_EVERY === 0);
  for (const entry of cases) suite.check(entry.id, await problemOf(engine, entry.text(), entry.probes()));
  await plantedFault(suite, engine);
  if (existsSync(SHARED_SERVER_CASES)) await compareWithServer(suite, engine);
  else suite.skip('../shared/kube/cases is not here');
  await engine.close();
}

const storedOf = async (engine, text) => (await engine.ask({ do: 'stored', files: [{ name: FILE, text }] })).objects;
const joined = (objects) => objects.map(({ text }) => text).join('---\n');

async function problemOf(engine, manifest, tsv) {
  const judge = async (text) => JSON.stringify(
    (await engine.ask({ do: 'verdicts', files: [{ name: FILE, text }], tsv })).rows);
  const once = await storedOf(engine, manifest);
  const twice = await storedOf(engine, joined(once));
  if (joined(twice) !== joined(once)) return `stored again it is another text:\n${joined(twice)}`;
  const added = twice.flatMap((object) => object.added.map(({ at, why }) => `${object.name} line ${at}: ${why}`));
  if (added.length > 0) return `something is added again:\n${added.join('\n')}`;
  return (await judge(joined(once))) === (await judge(manifest)) ? '' : 'stored it judges differently';
}

// The test of the test: an engine that drops a selector must be seen.
async function plantedFault(suite, engine) {
  const { text, probes } = ownCases(['seeds'])[0];
  const liar = { ask: async (request) => {
    const reply = await engine.ask(request);
    const lie = (object) => ({ ...object, text: object.text.replaceAll('podSelector:', 'other:') });
    return reply.objects ? { ...reply, objects: reply.objects.map(lie) } : reply;
  } };
  suite.check('a planted difference is seen', (await problemOf(liar, text(), probes())) === '' ? 'it was not' : '');
}

async function compareWithServer(suite, engine) {
  for (const folder of ['cases', 'describe'].map((name) => join(SHARED_SERVER_CASES, '..', name))) {
    for (const file of readdirSync(folder).filter((name) => /^[^.]+\.stored\.yaml$/.test(name)).sort()) {
      const name = file.split('.')[0];
      const wanted = withoutItsOwn(objectsOf(readFileSync(join(folder, file), 'utf8')));
      if (KEPT_BY_THE_SERVER.has(name)) continue;
      const got = withoutItsOwn(joined(await storedOf(engine, manifestOf(join(folder, `${name}.yaml`)))));
      suite.check(`server ${name}`, got === wanted ? '' : `want\n${wanted}got\n${got}`);
    }
  }
}

// The items of a List as documents.
function objectsOf(text) {
  if (!text.startsWith('apiVersion: v1\nitems:\n')) return text;
  const items = text.slice(text.indexOf('- '), text.indexOf('\nkind: List') + 1);
  return items.split(/^- /m).slice(1).map((item) => item.replace(/^ {2}/gm, '')).join('---\n');
}

const withoutItsOwn = (text) => ITS_OWN.reduce((left, pattern) => left.replace(pattern, ''), text);

// Requests are text: a file in UTF-16 is decoded here.
function manifestOf(path) {
  const bytes = readFileSync(path);
  return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes);
}
