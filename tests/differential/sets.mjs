// Reads the text of a connection set, as `matrix` without a port prints it: "none", "all",
// "TCP 80, 443-445, UDP 53", "UDP all".
import { PORTS, PROTOCOLS } from './vocabulary.mjs';

// A port of each piece that the rules of a random cluster can cut: at their borders (a range ends
// 0, 1, 10 or 5000 above a port) and beyond them.
const BORDERS = PORTS.flatMap((port) => [0, 1, 10, 5000].flatMap((size) => [port, port + size + 1]));
const NUMBERS = [...new Set([1, ...BORDERS])].filter((port) => port <= 65535).sort((one, other) => one - other);
export const CUTS = PROTOCOLS.flatMap((protocol) => NUMBERS.map((port) => ({ port, protocol })));

// -> { includes(protocol, port) }; throws on a text it does not understand.
export function portsOfSet(text) {
  if (text === 'none') return { includes: () => false };
  if (text === 'all') return { includes: () => true };
  const ranges = [];
  let protocol = '';
  for (const word of text.split(/[\s,;]+/)) {
    if (/^(TCP|UDP|SCTP)$/.test(word)) protocol = word;
    else ranges.push({ protocol, ...rangeOf(word, text) });
  }
  const holds = (range, port) => range.low <= port && port <= range.high;
  return { includes: (wanted, port) => ranges.some((range) => range.protocol === wanted && holds(range, port)) };
}

function rangeOf(word, text) {
  if (word === 'all') return { low: 1, high: 65535 };
  const match = /^([0-9]+)(?:-([0-9]+))?$/.exec(word);
  if (!match) throw new Error(`not a connection set: ${text}`);
  return { low: Number(match[1]), high: Number(match[2] ?? match[1]) };
}
