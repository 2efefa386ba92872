// Reads the text of a connection set, as `matrix` without a port prints it: "none", "all",
// "TCP 80, 443-445, UDP 53", "UDP all".

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
