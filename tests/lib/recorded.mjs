// Recorded answers of kubectl and a real server: tests/server/recorded/*.txt, many cases to a file.
//   @@@ NAME                    the manifest follows, up to the next line that begins with @@@
//   @@@ NAME (no line end)      its last line has none
//   @@@ NAME (escaped)          it follows as one JSON string, a character for each byte
//   @@@ exit N                  kubectl's exit code; what it printed follows
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TESTS } from './paths.mjs';

const FOLDER = join(TESTS, 'server', 'recorded');
const CASE = /^@@@ (\S+)(?: \(([a-z ]+)\))?\n([\s\S]*?)^@@@ exit (\d+)\n([\s\S]*?)(?=^@@@ |(?![\s\S]))/gm;

/** [{name, group, bytes, exit, printed}] */
export const recordedCases = () => readdirSync(FOLDER).sort().flatMap((file) =>
  casesIn(readFileSync(join(FOLDER, file), 'utf8')).map((one) => ({ ...one, group: file.replace('.txt', '') })));

export function casesIn(text) {
  return [...text.matchAll(CASE)].map(([, name, form, body, exit, printed]) => ({
    name, bytes: bytesOf(body, form), exit: Number(exit), printed,
  }));
}

function bytesOf(body, form) {
  if (form === 'escaped') return Buffer.from(JSON.parse(body), 'latin1');
  return Buffer.from(form === 'no line end' ? body.slice(0, -1) : body);
}

// What differs from one recording to the next: see the patterns.
const WILD = [
  [/pkg\/runtime\/scheme\.go:\d+/g, 'pkg/runtime/scheme.go:N'], // a place in the server's own text
  [/\b10\.96\.\d+\.\d+\b/g, '10.96.N.N'], // an address that the server drew
];

/** Both as text in which wildcards are alike; where causes come in any order, their lines are sorted. */
export function sameAnswer(one, other) {
  const plain = (text) => WILD.reduce((all, [pattern, name]) => all.replace(pattern, name), text);
  const sorted = (text) => plain(text).split('\n').sort().join('\n');
  return plain(one) === plain(other) || (severalLabels(one) && sorted(one) === sorted(other));
}

// The server goes through labels and annotations in no order.
const severalLabels = (text) => (text.match(/^\* \S*(matchLabels|labels|annotations): /gm) ?? []).length > 1;
