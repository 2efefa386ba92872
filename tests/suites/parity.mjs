// Native reply == wasm reply, byte for byte, for each kind of request over the corpus sample.
// The requests of a case share one loaded snapshot, as an editor's would.
import { ownCases, readRows } from '../lib/cases.mjs';
import { openNative } from '../lib/native.mjs';
import { openWasm } from '../lib/wasm.mjs';

const CANS = 3; // probes of a case that are asked as `can`
const STAGES = ['tree', 'objects', 'classes', 'index'];
const CARETS = 12;
const FAST_EVERY = 5;

export async function run(suite, { fast }) {
  const native = openNative();
  const wasm = await openWasm();
  const cases = ownCases().filter((_, index) => !fast || index % FAST_EVERY === 0);
  if (fast) suite.note(`--fast: every ${FAST_EVERY}th case`);
  for (const entry of cases) {
    suite.check(entry.id, await firstDifference(requestsOf(entry), native, wasm));
  }
  await plantedDifference(suite, native);
  await native.close();
  await wasm.close();
}

function requestsOf(entry) {
  const file = `${entry.id}.yaml`;
  const rows = readRows(entry.probes()).slice(0, CANS);
  return [
    { do: 'load', files: [{ name: file, text: entry.text() }] },
    { do: 'check' },
    { do: 'ends' },
    { do: 'verdicts', tsv: entry.probes() },
    ...rows.map(({ from, to, port, protocol }) => ({ do: 'can', from, to, port, protocol })),
    ...rows.map(({ from, to, port, protocol }) => ({ do: 'can', from, to, port, protocol, as: 'text' })),
    { do: 'grade', expect: rows.map(({ from, to, port }) => `allow ${from} -> ${to} ${port}`).join('\n') },
    { do: 'stored', file },
    { do: 'stored', as: 'text' },
    { do: 'words' },
    { do: 'words', as: 'text' },
    { do: 'matrix', by: 'pod', port: rows[0]?.port ?? 80, protocol: 'TCP' },
    { do: 'matrix', by: 'namespace' },
    { do: 'matrix', by: 'pod', as: 'md' },
    { do: 'dashes' },
    { do: 'flows' },
    { do: 'load', snapshot: 'before', files: [{ name: file, text: withoutOnePolicy(entry.text()) }] },
    { do: 'changes', since: 'before' },
    ...caretsIn(entry.text()).flatMap((at) => [{ do: 'complete', file, at }, { do: 'hover', file, at }]),
    { do: 'format', file },
    ...STAGES.map((stage) => ({ do: 'dump', stage, file })),
  ];
}

// The first policy becomes a kind that nothing is known about.
const withoutOnePolicy = (text) => text.replace('kind: NetworkPolicy', 'kind: NoPolicy');

// Places all over a text.
const caretsIn = (text) =>
  Array.from({ length: CARETS }, (_, index) => Math.floor((text.length * index) / CARETS));

async function firstDifference(requests, native, wasm) {
  for (const request of requests) {
    const [one, other] = [await native.askText(request), await wasm.askText(request)];
    if (one !== other) return describe(request, one, other);
  }
  return '';
}

function describe(request, one, other) {
  let at = 0;
  while (one[at] === other[at]) at += 1;
  const around = (text) => text.slice(Math.max(at - 60, 0), at + 60);
  const asked = JSON.stringify(request).slice(0, 120);
  return `request ${asked}\nfirst difference at ${at}\nnative ${around(one)}\nwasm   ${around(other)}`;
}

// The test of the test: an engine that changes one byte must be seen.
async function plantedDifference(suite, native) {
  const liar = { askText: async (request) => (await native.askText(request)).replace('1', '2') };
  const seen = await firstDifference([{ do: 'about' }], native, liar);
  suite.check('a planted difference is seen', seen === '' ? 'it was not' : '');
}
