// content.js: what a widget is about, read from the HTML inside it or fetched from `src`.
//
//   readContent(element) -> null | {text, files: [{name, label, text}]}   null: nothing is inside yet
//     text    JSON as text, of a quiz
//     files   of manifests
//
// Manifests are a <script type="application/yaml">, or anything with data-file="policy.yaml" data-label="Policy"; JSON
// is a <script type="application/json">; or a fenced block, <pre><code>, is whichever of them `plain` says.

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
  if (json !== undefined || files.length) return { text: json, files };
  const block = element.querySelector('pre');
  return block && typed(block.textContent, plain);
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
