// Objects as block YAML, as kubectl would print them. A writer of its own: a library takes minutes
// for the largest size.

const PLAIN = /^[A-Za-z][A-Za-z0-9./_-]*$|^[0-9]+(\.[0-9]+){3}(\/[0-9]+)?$/;
const WORDS = /^(true|false|yes|no|on|off|null|y|n)$/i;

export const writeObject = (object) => `---\n${writeMap(object, '')}`;

function writeMap(map, indent) {
  return Object.entries(map).map(([key, value]) => `${indent}${key}:${writeValue(value, indent)}`).join('');
}

function writeValue(value, indent) {
  if (Array.isArray(value)) return `\n${value.map((item) => writeItem(item, indent)).join('')}`;
  if (typeof value !== 'object') return ` ${scalar(value)}\n`;
  return Object.keys(value).length === 0 ? ' {}\n' : `\n${writeMap(value, `${indent}  `)}`;
}

function writeItem(item, indent) {
  if (typeof item !== 'object') return `${indent}- ${scalar(item)}\n`;
  if (Object.keys(item).length === 0) return `${indent}- {}\n`;
  return `${indent}- ${writeMap(item, `${indent}  `).slice(indent.length + 2)}`;
}

function scalar(value) {
  if (typeof value === 'number') return String(value);
  return PLAIN.test(value) && !WORDS.test(value) ? value : JSON.stringify(value);
}
