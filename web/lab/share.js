// share.js: <podwall-share>, a link to what the lab holds: made here, copied where the browser allows it, and
// shown for those who copy themselves. What a link cannot carry is saved as a file of manifests instead. "Embed this"
// gives the lab as HTML for other pages (embed.js).
//
// It stands in the shadow root of a <podwall-lab> and reads its `shared` (web/state/share.js packs that).

import { h } from '../shared/dom.js';
import { snippets } from './embed.js';
import { say, words, write } from './say.js';
import css from './share.css';

const FILE = 'podwall.yaml';
const EDGE = 8; // pixels between the sheet and the lab's own edge

export class PodwallShare extends HTMLElement {
  static styles = css;
  #button = h('button', { type: 'button', class: 'share', 'aria-expanded': 'false', title: say('share.name'),
    onclick: () => (this.#sheet.hidden ? this.#open() : this.#close()) }, words('share'));
  #field = h('input', { readonly: true, 'aria-label': say('share.link'), onfocus: ({ target }) => target.select() });
  #copy = h('button', { type: 'button', onclick: () => this.#share() }, words('share.copy'));
  #embed = h('div', { class: 'embed', hidden: true });
  #more = h('button', { type: 'button', class: 'quiet', 'aria-expanded': 'false', onclick: () => this.#unfold() },
    words('share.embed'));
  #said = h('p', { role: 'status' });
  #making = Promise.resolve({}); // the link to what the lab held when the sheet was opened
  #sheet = h('div', { class: 'sheet', hidden: true },
    h('div', { class: 'link' }, this.#field, this.#copy), this.#embed, this.#said,
    h('p', { class: 'acts' }, this.#more,
      h('button', { type: 'button', class: 'quiet', onclick: () => this.#save() }, words('share.save')),
      h('button', { type: 'button', class: 'quiet', onclick: () => this.#close() }, words('lab.close'))));

  connectedCallback() {
    if (this.childElementCount) return;
    this.append(this.#button, this.#sheet);
    this.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#close());
    new ResizeObserver(() => this.#sheet.hidden || this.#fit()).observe(this.#sheet);
  }

  get #lab() {
    return this.getRootNode().host;
  }

  #open() {
    this.#sheet.hidden = false;
    this.#button.setAttribute('aria-expanded', 'true');
    this.#share();
  }

  #close() {
    if (this.#sheet.hidden) return;
    const inside = this.#sheet.matches(':focus-within');
    this.#sheet.hidden = true;
    this.#button.setAttribute('aria-expanded', 'false');
    this.#said.textContent = '';
    this.#fold();
    if (inside) this.#button.focus();
  }

  async #share() {
    if (this.#lab.place === null) return this.#offer(false); // no site that a link could lead to
    this.#making = linkTo(this.#lab.shared, this.#lab.place);
    const [{ link, length }, copied] = await Promise.all([this.#making, copy(this.#making)]);
    const fits = link && length !== 'too-long';
    this.#field.value = fits ? link : '';
    this.#offer(fits);
    if (!fits) return write(this.#said, link ? 'share.too-long' : 'share.failed');
    const said = words(copied ? 'share.copied' : 'share.shown');
    return this.#said.replaceChildren(...said, ...(length === 'long' ? [' ', ...words('share.long')] : []));
  }

  #offer(link) {
    this.#field.parentElement.hidden = !link;
    this.#more.hidden = !link || !snippets;
  }

  // Over what is below the button, or higher up where that is too little: what leaves the lab cannot be seen.
  #fit() {
    const { top, bottom, height } = this.#lab.getBoundingClientRect();
    const { style } = this.#sheet;
    style.maxHeight = `${height - 2 * EDGE}px`;
    style.translate = '';
    const sheet = this.#sheet.getBoundingClientRect();
    const up = Math.min(sheet.bottom - (bottom - EDGE), sheet.top - (top + EDGE));
    style.translate = up > 0 ? `0 ${-up}px` : '';
  }

  #fold() {
    this.#embed.hidden = true;
    this.#more.setAttribute('aria-expanded', 'false');
  }

  async #unfold() {
    if (!this.#embed.hidden) return this.#fold();
    const { lab, link, length } = await this.#making;
    if (!link || length === 'too-long') return undefined; // which is said by now
    const { script, frame } = snippets(lab, new URL(link).hash);
    this.#embed.replaceChildren(...this.#snippet('share.script', script), ...this.#snippet('share.frame', frame));
    this.#embed.hidden = false;
    this.#said.textContent = '';
    return this.#more.setAttribute('aria-expanded', 'true');
  }

  #snippet(code, html) {
    const field = h('textarea', { readonly: true, rows: 3, spellcheck: 'false', 'aria-label': say(code),
      onfocus: ({ target }) => target.select() });
    field.value = html;
    const take = () => navigator.clipboard.writeText(html)
      .then(() => write(this.#said, 'share.embed-copied'), () => write(this.#said, 'share.embed-shown'));
    return [h('p', { class: 'head' }, h('span', {}, words(code)),
      h('button', { type: 'button', 'aria-label': `${say('share.copy')}: ${say(code)}`, onclick: take },
        words('share.copy'))), field];
  }

  #save() {
    const parts = this.#lab.files.map(({ blob, text }) => [blob ?? text.replace(/\n*$/, ''), '\n']);
    download(FILE, parts.flatMap((part, at) => (at ? ['---\n', ...part] : part)), 'application/yaml');
    this.#said.replaceChildren(...words('share.saved'));
  }
}

async function linkTo(lab, place = location.href) {
  if (lab.files.some(({ blob }) => blob)) return { link: place, length: 'too-long' }; // not even in the editor
  try {
    const { encode, verdictOn } = await import('../state/share.js');
    const fragment = await encode(lab);
    return { lab, link: place.replace(/#.*$/s, '') + fragment, length: verdictOn(fragment) };
  } catch {
    return {};
  }
}

// Some browsers want the copying begun while the press of the button is fresh, so they get a promise.
async function copy(making) {
  const text = making.then(({ link, length }) => {
    if (!link || length === 'too-long') throw new RangeError('nothing to copy');
    return link;
  });
  const blob = text.then((link) => new Blob([link], { type: 'text/plain' }));
  blob.catch(() => {}); // a browser that refuses at once does not look at it
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
    return true;
  } catch {
    return text.then((link) => navigator.clipboard.writeText(link)).then(() => true, () => false);
  }
}

function download(name, parts, type) {
  const href = URL.createObjectURL(new Blob(parts, { type }));
  h('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href));
}
