// dom.js: small helpers for drawing. Text always goes in as text, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** Makes an element: h('button', {type: 'button', onclick: f}, 'Ask', child). */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function s(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

/** The picture of a verdict: a line that arrives, or one that ends at a wall. Decoration only. */
export function mark(tone) {
  const line = (to, dash) => s('path', { d: `M1 6h${to}`, fill: 'none', stroke: 'currentColor', 'stroke-width': 2,
    'stroke-dasharray': dash });
  const shapes = {
    allow: () => [line(22), s('path', { d: 'm21 1 8 5-8 5z', fill: 'currentColor' })],
    deny: () => [line(23, '5 3'), s('path', { d: 'M25 0h4v12h-4z', fill: 'currentColor' })],
    other: () => [line(28, '2 4')],
  };
  return s('svg', { class: `mark ${tone}`, viewBox: '0 0 30 12', 'aria-hidden': 'true' }, shapes[tone]());
}

/** Words that lead to a line of the manifests. */
export function placeLink(words, place) {
  const go = ({ target }) => tell(target, 'podwall-goto', { place });
  return h('button', { type: 'button', class: 'link', onclick: go }, words);
}

/** Attributes of an element that lights a place while it is pointed at or holds the focus. */
export function lights(place) {
  const on = ({ currentTarget }) => tell(currentTarget, 'podwall-light', { places: [place] });
  const off = ({ currentTarget }) => tell(currentTarget, 'podwall-light', null);
  return { onmouseenter: on, onmouseleave: off, onfocusin: on, onfocusout: off };
}

/** Says something to whoever holds the element. */
export function tell(element, name, detail) {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
