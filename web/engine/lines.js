// lines.js: a few lines out of a file that is too large for the page.
//
//   linesAround(blob, line, {before, after}) -> {first, lines}: the lines beside `line` (from 1), and the number of
//     the first of them; no lines where the file has fewer, or can no longer be read
//
// The file goes by in chunks and only what is shown becomes text.

const CHUNK = 1 << 20; // bytes
const MOST = 1 << 16; // bytes that become text
const LONGEST = 400; // characters of a line
const LINE_END = 10;

export async function linesAround(blob, line, { before = 3, after = 6 } = {}) {
  const first = Math.max(1, line - before);
  try {
    const start = await startOf(blob, first);
    if (start === null) return { first, lines: [] };
    const text = await blob.slice(start, start + MOST).text();
    const lines = text.split('\n', line - first + after + 1).map((each) => each.replace(/\r$/, '').slice(0, LONGEST));
    return { first, lines };
  } catch {
    return { first, lines: [] };
  }
}

// The byte at which a line begins; null beyond the end.
async function startOf(blob, line) {
  let left = line - 1;
  for (let at = 0; at < blob.size; at += CHUNK) {
    if (left === 0) return at;
    const bytes = new Uint8Array(await blob.slice(at, at + CHUNK).arrayBuffer());
    for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, end + 1)) {
      left -= 1;
      if (left === 0) return at + end + 1;
    }
  }
  return left === 0 && blob.size === 0 ? 0 : null;
}
