// IP addresses and CIDR blocks as a family and a number. Promises: same family or no match;
// host bits of a block are masked away (S10, S22). Knows nothing about Kubernetes.

const WIDTH = { 4: 32n, 6: 128n };

// "10.0.0.1" or "fd00::1" -> { family, number }; throws when it is neither.
export function parseAddress(text) {
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

function parseV4(text) {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^[0-9]{1,3}$/.test(part) && Number(part) <= 255)) {
    throw new Error(`not an IPv4 address: ${text}`);
  }
  return { family: 4, number: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
}

function parseV6(text) {
  const halves = text.split('::');
  if (halves.length > 2) throw new Error(`not an IPv6 address: ${text}`);
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':').flatMap(groupsOf)));
  const missing = 8 - head.length - (tail?.length ?? 0);
  const groups = tail ? [...head, ...Array(Math.max(missing, 0)).fill(0n), ...tail] : head;
  if (groups.length !== 8) throw new Error(`not an IPv6 address: ${text}`);
  return { family: 6, number: groups.reduce((sum, group) => sum * 65536n + group, 0n) };
}

// One colon-separated part: a group of hex digits, or a dotted IPv4 tail that is two groups.
function groupsOf(part) {
  if (part.includes('.')) {
    const { number } = parseV4(part);
    return [number >> 16n, number & 0xffffn];
  }
  if (!/^[0-9a-fA-F]{1,4}$/.test(part)) throw new Error(`not an IPv6 group: ${part}`);
  return [BigInt(`0x${part}`)];
}

export function sameAddress(a, b) {
  return a.family === b.family && a.number === b.number;
}

// Is `address` inside "base/length"?
export function inBlock(address, block) {
  const { family, number, length } = parseBlock(block);
  if (family !== address.family) return false;
  const hostBits = WIDTH[family] - BigInt(length);
  return address.number >> hostBits === number >> hostBits;
}

// A v4-mapped block (::ffff:10.0.0.0/104) is the IPv4 block that it maps (S22).
function parseBlock(block) {
  const [base, digits] = block.split('/');
  const { family, number } = parseAddress(base);
  const length = Number(digits);
  const isMapped = family === 6 && number >> 32n === 0xffffn && length >= 96;
  return isMapped ? { family: 4, number: number & 0xffffffffn, length: length - 96 } : { family, number, length };
}
