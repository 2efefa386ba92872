// dom.js: three small helpers for drawing. Text always goes in as text, never as markup.

/** Makes an element: h('button', {type: 'button', onclick: f}, 'Ask', child). */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** The picture of a verdict: a line that arrives, or one that ends at a wall. Decoration only. */
export function mark(tone) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', `mark ${tone}`);
  svg.setAttribute('aria-hidden', 'true');
  const use = svg.appendChild(document.createElementNS(space, 'use'));
  use.setAttribute('href', `#mark-${tone}`);
  return svg;
}

/** Says something to whoever holds the element. */
export function tell(element, name, detail) {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
