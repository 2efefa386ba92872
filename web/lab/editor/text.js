// text.js: what the editor works out about text alone. Pure functions, no editor and no page.

/** Line ends as the editor keeps them. */
export const withPlainEnds = (text) => text.replace(/\r\n?/g, '\n');

/**
 * The smallest single change that makes `text` of old[from..to]: {from, to, insert}, or null when they
 * are the same. What stays is not touched, so carets and marks in it keep their place.
 */
export function smallestChange(old, { from, to, text }) {
  const end = Math.min(to, old.length);
  const most = Math.min(end - from, text.length);
  let head = 0;
  while (head < most && old[from + head] === text[head]) head++;
  let tail = 0;
  while (tail < most - head && old[end - 1 - tail] === text[text.length - 1 - tail]) tail++;
  const change = { from: from + head, to: end - tail, insert: text.slice(head, text.length - tail) };
  return change.from === change.to && !change.insert ? null : change;
}

/**
 * How many blanks the next line begins with after `before`, the line up to the caret: under a `key:` one
 * step in, beside `- key: value` as deep as its key, else as deep as this line. It looks at this line only
 * and means to save typing; what the text says is the engine's to tell.
 */
export function indentAfter(before) {
  const [, blanks, dashes, rest] = /^( *)((?:- +)*)(.*)$/.exec(before);
  const inner = blanks.length + dashes.length;
  const said = rest.replace(/(^|\s)#.*$/, '').trimEnd();
  if (/:$|(^|:\s+)[|>][+-]?$/.test(said)) return inner + 2;
  return /^[^\s"'{[][^:]*:\s/.test(said) ? inner : blanks.length;
}
