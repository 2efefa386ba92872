// save.js: the picture as a file that stands alone, for a slide or a page on paper: light colours whatever the theme,
// every style written into the elements, a title, and nothing that differs from one day to the next.

const LIGHT = {
  '--bg': '#f7f7f4', '--paper': '#fff', '--room': '#fbfbf9', '--ink': '#1b2230', '--soft': '#566070',
  '--line': '#dcdfe5', '--edge': '#868f9e', '--accent': '#1f5fd0', '--allow': '#1f5fd0', '--allow-bg': '#e9f0fd',
  '--deny': '#a84a09', '--deny-bg': '#fdf0e4', '--other-bg': '#eff0f2',
};
const WRITTEN = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity',
  'font-family', 'font-size', 'font-weight', 'paint-order'];
const USUAL = {
  stroke: 'none', 'stroke-width': '1px', 'stroke-dasharray': 'none', 'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter', opacity: '1', 'paint-order': 'normal',
}; // what an element has when nothing is written
const DROPPED = ['class', 'role', 'tabindex', 'style', 'aria-label', 'aria-hidden', 'aria-pressed', 'aria-describedby'];
const ONLY_ON_SCREEN = '.hit, .packets';
const STATES = ['lit', 'dim', 'fresh', 'pending', 'pointed', 'new'];

/** The part of the picture that x, y, width and height frame, as the text of an SVG file. */
export function asSvg(svg, { x, y, width, height, title }) {
  const copy = svg.cloneNode(true);
  for (const element of copy.querySelectorAll(ONLY_ON_SCREEN)) element.remove();
  for (const element of copy.querySelectorAll('[class]')) element.classList.remove(...STATES);
  const corner = document.createElement('div');
  corner.className = 'saving';
  for (const [name, value] of Object.entries(LIGHT)) corner.style.setProperty(name, value);
  corner.append(copy);
  svg.parentNode.append(corner);
  for (const element of copy.querySelectorAll('*')) write(element, getComputedStyle(element));
  corner.remove();
  for (const element of copy.querySelectorAll('*')) strip(element);
  strip(copy);
  copy.removeAttribute('id');
  for (const [name, value] of Object.entries({
    xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `${x} ${y} ${width} ${height}`, role: 'img',
  })) copy.setAttribute(name, value);
  copy.prepend(headed('title', title), paper({ x, y, width, height }));
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}

function write(element, style) {
  if (['title', 'g'].includes(element.localName)) {
    if (style.opacity !== '1') element.setAttribute('opacity', style.opacity);
    return;
  }
  const text = element.localName === 'text';
  for (const name of WRITTEN) {
    const value = style.getPropertyValue(name);
    if (value && value !== USUAL[name] && (text || !name.startsWith('font'))) element.setAttribute(name, value);
  }
}

function strip(element) {
  for (const name of DROPPED) element.removeAttribute(name);
  for (const name of element.getAttributeNames()) if (name.startsWith('data-')) element.removeAttribute(name);
}

function headed(tag, text) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  element.textContent = text;
  return element;
}

function paper(frame) {
  const rect = headed('rect', '');
  for (const [name, value] of Object.entries({ ...frame, fill: LIGHT['--paper'] })) rect.setAttribute(name, value);
  return rect;
}

/** The text of an SVG file -> Promise of a PNG, with twice the pixels for sharp print. */
export async function asPng(text, { width, height }) {
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: 2 * width, height: 2 * height });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Hands a file to the reader. */
export function download(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
