// svg.js: small helpers for drawing: elements, attributes that are only written when they change, and the width of
// text.

const SPACE = 'http://www.w3.org/2000/svg';
const written = new WeakMap(); // element -> Map of what stands in its attributes

/** Makes an SVG element: s('path', {d: 'M0 0'}, child). */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SPACE, tag);
  put(element, attributes);
  element.append(...children);
  return element;
}

/** Writes attributes where they differ from what was written; null, undefined and false take one away. */
export function put(element, attributes) {
  if (!written.has(element)) written.set(element, new Map());
  const now = written.get(element);
  for (const [name, value] of Object.entries(attributes)) {
    const text = value === null || value === undefined || value === false ? null : String(value);
    if ((now.get(name) ?? null) === text) continue;
    now.set(name, text);
    if (text === null) element.removeAttribute(name);
    else element.setAttribute(name, text);
  }
  return element;
}

/** Writes text where it differs. */
export function inscribe(element, text) {
  if (element.textContent !== text) element.textContent = text;
  return element;
}

/**
 * Keeps the children of a parent equal to a list, by key: makes those that are new, takes away those that are gone,
 * leaves the others where they are, so that focus and animations survive. make(item) -> element, update(element,
 * item).
 */
export function keep(parent, known, items, { key, make, update }) {
  const wanted = new Set(items.map(key));
  for (const [name, element] of known) {
    if (wanted.has(name)) continue;
    element.remove();
    known.delete(name);
  }
  let next = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    if (!known.has(name)) known.set(name, make(item));
    const element = known.get(name);
    if (element === next) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
    update(element, item);
  }
}

/** A ruler: width(text, font) and fit(text, room, font), which shortens with an ellipsis. It remembers what it
 * measured. */
export function ruler() {
  const pen = document.createElement('canvas').getContext('2d');
  const widths = new Map();
  function width(text, font) {
    const key = `${font} ${text}`;
    if (!widths.has(key)) {
      if (widths.size > 5000) widths.clear();
      pen.font = font;
      widths.set(key, pen.measureText(text).width);
    }
    return widths.get(key);
  }
  function fit(text, room, font) {
    if (width(text, font) <= room) return text;
    let [low, high] = [0, text.length - 1];
    while (low < high) {
      const half = Math.ceil((low + high) / 2);
      if (width(`${text.slice(0, half).trimEnd()}…`, font) <= room) low = half;
      else high = half - 1;
    }
    return `${text.slice(0, low).trimEnd()}…`;
  }
  return { width, fit };
}
