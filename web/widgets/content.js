// content.js: what a widget is about, read from the HTML inside it or fetched from `src`.
//
//   readContent(element) -> null | {text, written, files: [{name, label, text}]}   null: nothing is inside yet
//     text      JSON as text, of a quiz
//     written   the same, written as HTML: as an object
//     files     of manifests
//
// Manifests are a <script type="application/yaml">, or anything with data-file="policy.yaml" data-label="Policy"; JSON
// is a <script type="application/json">; or a fenced block, <pre><code>, is whichever of them `plain` says. A question
// as HTML is a paragraph, a list with `data-right` on what is right, and <details> with paragraphs.

const YAML = '[data-file], script[type="application/yaml"]';

/** plain: what a text without a type is, 'json' or 'yaml'. */
export async function readContent(element, plain) {
  const src = element.getAttribute('src');
  if (src) return typed(await fetched(new URL(src, document.baseURI)), /\.json$/.test(src) ? 'json' : plain, src);
  const files = [...element.querySelectorAll(YAML)].map((part, at) => ({
    name: part.dataset.file ?? (at ? `manifests-${at + 1}.yaml` : 'manifests.yaml'),
    label: part.dataset.label ?? part.dataset.file ?? 'Manifests',
    text: clean(part.textContent),
  }));
  const json = element.querySelector('script[type="application/json"]')?.textContent;
  if (json !== undefined) return { text: json, files };
  if (plain === 'json' && element.querySelector('li')) return { written: questionIn(element), files };
  if (files.length) return { files };
  const block = element.querySelector('pre');
  return block && typed(block.textContent, plain);
}

function questionIn(element) {
  const options = [...element.querySelectorAll('li')];
  const right = options.flatMap(({ dataset }, at) => ('right' in dataset ? [at] : []));
  return {
    question: textOf(element.querySelector('p')), options: options.map(textOf),
    answer: right.length === 1 ? right[0] : right,
    explain: [...element.querySelectorAll('details p')].map(textOf).join(' '),
  };
}

// As JSON has it: `words` in backquotes for <code>.
function textOf(node) {
  if (!node) return undefined;
  const parts = [...node.childNodes].map(({ localName, textContent }) =>
    (localName === 'code' ? `\`${textContent}\`` : textContent));
  return parts.join('').replace(/\s+/g, ' ').trim();
}

function typed(text, type, src = '') {
  if (type === 'json') return { text, files: [] };
  const name = src.split('/').pop().replace(/[?#].*$/, '') || 'manifests.yaml';
  return { files: [{ name, label: 'Manifests', text: clean(text) }] };
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname} came back as ${response.status}`);
  return response.text();
}

// As it stands in an indented page: without the empty line in front and the margin that all lines share.
export function clean(text) {
  const lines = text.replace(/^(?:[ \t]*\r?\n)+/, '').trimEnd().split('\n');
  const margin = Math.min(...lines.filter((line) => line.trim()).map((line) => /^ */.exec(line)[0].length));
  return `${lines.map((line) => line.slice(Number.isFinite(margin) ? margin : 0)).join('\n')}\n`;
}

/** "dev/frontend prod/database 8080/TCP" as a question of the API; undefined where there is none. */
export function questionOf(text) {
  const [from, to, port = ''] = (text ?? '').trim().split(/\s+/);
  if (!from || !to) return undefined;
  const [number, protocol = 'TCP'] = port.split('/');
  return { from, to, ...number && { port: /^\d+$/.test(number) ? Number(number) : number }, protocol };
}
