// page.js: the playground around its lab: a start that takes what is pasted, dropped, chosen or an example, and the
// lab once there is something in it.
//
// What replaces another text can be taken back. Nothing is sent: examples come from the site's own folder, all else
// stays in the page, and large files go as they are to the engine's worker.
//
// The address opens an example, #example=NAME, or a lab that was shared (web/state/share.js). Other fragments are
// left alone.

import { sizeOf } from '../lab/editor/source.js';
import { h } from '../shared/dom.js';
import { exampleText } from './example.js';
import { entriesOf, intake, LARGEST_TEXT, manifestsOf, pasted } from './intake.js';
import { say, words, write } from './say.js';

const LINK = /^#s\d/;
const EXAMPLE = /^#example=([a-z0-9-]+)$/;
const EDITABLE = 'input, textarea, select, [contenteditable="true"]';

export function startPlayground() {
  new Playground().start();
}

class Playground {
  #lab = document.querySelector('podwall-lab');
  #rooms = { start: document.querySelector('#start'), lab: document.querySelector('#lab') };
  #said = document.querySelector('.heard');
  #title = document.querySelector('.opened');
  #before = null; // what was in the lab before: {scene, title: [code, values], hash}
  #now = null;
  #most = null;
  #turn = 0;

  start() {
    document.body.classList.add('live');
    this.#listenForFiles();
    this.#listenForButtons();
    addEventListener('hashchange', () => this.#openByAddress());
    this.#openByAddress();
  }

  // ---- ways in

  #listenForFiles() {
    // Before the editor hears of it: it would take files as text, and a text of any size.
    document.addEventListener('paste', (event) => this.#pasted(event), true);
    const over = (on) => document.body.classList.toggle('dropping', on);
    addEventListener('dragover', (event) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      over(true);
    });
    addEventListener('dragleave', ({ relatedTarget }) => relatedTarget || over(false));
    addEventListener('drop', async (event) => {
      over(false);
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      event.stopPropagation();
      const { given, said } = await entriesOf(event.dataTransfer);
      this.#take(given, said);
    }, true);
  }

  #pasted(event) {
    const text = event.clipboardData.getData('text/plain');
    const files = [...event.clipboardData.files];
    const inText = event.composedPath()[0].closest?.(EDITABLE);
    if (inText && !files.length && text.length <= LARGEST_TEXT) return;
    event.preventDefault();
    event.stopPropagation();
    if (files.length) this.#take(files.map((file) => ({ name: file.name, blob: file })));
    else this.#takeText(text);
  }

  #takeText(text) {
    if (text.trim()) this.#take([pasted(text, this.#names())]);
    else this.#say(words('playground.nothing'));
  }

  #listenForButtons() {
    const on = (name, act) => {
      for (const button of document.querySelectorAll(`[data-act="${name}"]`)) {
        button.hidden = false;
        button.addEventListener('click', act);
      }
    };
    const [files, folder] = ['files', 'folder'].map((name) => document.querySelector(`input[name="${name}"]`));
    on('files', () => files.click());
    if ('webkitdirectory' in folder && matchMedia('(pointer: fine)').matches) on('folder', () => folder.click());
    files.addEventListener('change', () => {
      this.#take([...files.files].map((file) => ({ name: file.name, blob: file })));
      files.value = '';
    });
    folder.addEventListener('change', () => {
      const { given, said } = manifestsOf(folder.files);
      this.#take(given, said);
      folder.value = '';
    });
    on('copy', () => this.#copy());
    if (navigator.clipboard?.readText) on('paste', () => this.#readClipboard());
    on('write', () => this.#write());
    on('again', () => this.#startOver());
    document.addEventListener('podwall-write', () => this.#write());
  }

  async #copy() {
    const command = document.querySelector('.command code').textContent;
    const copied = await navigator.clipboard.writeText(command).then(() => true, () => false);
    this.#say(words(copied ? 'playground.copied' : 'playground.not-copied'));
  }

  async #readClipboard() {
    const text = await navigator.clipboard.readText().catch(() => null);
    if (text === null) this.#say(words('playground.not-pasted'));
    else this.#takeText(text);
  }

  // ---- into the lab

  async #take(given, already = []) {
    const turn = ++this.#turn;
    this.#say(words('playground.reading'));
    this.#most ??= await this.#lab.request({ do: 'about' }).then(({ limits }) => limits.fileBytes, () => Infinity);
    const { files, said } = await intake(given, { most: this.#most, taken: this.#names() });
    if (turn !== this.#turn) return;
    const news = sentences([...already, ...said]);
    if (!files.length) return void this.#say(news.length ? news : words('playground.nothing'));
    const own = this.#now?.own ? this.#files().filter(({ name }) => files.every((file) => file.name !== name)) : [];
    const all = [...own, ...files];
    history.replaceState(null, '', location.pathname + location.search);
    this.#open({ scene: { files: all, question: own.length ? this.#lab.question : null, front: files[0].name },
      title: titleOf(all), own: true }, { news, replaces: !this.#now?.own });
  }

  // A text beside those that are open, or the first one.
  #write() {
    const files = this.#rooms.lab.hidden ? [] : this.#files();
    let name = 'policy.yaml';
    for (let number = 2; files.some((file) => file.name === name); number += 1) name = `policy-${number}.yaml`;
    const about = say(files.length ? 'playground.own-text' : 'playground.empty-text');
    const all = [...files, { name, label: name, text: `# ${about}\n` }];
    this.#open({ scene: { files: all, question: files.length ? this.#lab.question : null, front: name },
      title: files.length ? this.#now.title : ['playground.own'], own: true });
    this.#lab.goto({ file: name, from: Infinity });
  }

  async #openByAddress() {
    if (LINK.test(location.hash)) return void this.#openLink();
    const [, name] = EXAMPLE.exec(location.hash) ?? [];
    if (!name) return;
    const turn = ++this.#turn;
    const link = document.querySelector(`a[data-example="${name}"]`);
    if (!link) return void this.#say(words('playground.no-example', { name }));
    const title = link.textContent;
    const text = await exampleText(name);
    if (turn !== this.#turn) return;
    if (text === null) return void this.#say(words('playground.not-fetched', { title }));
    const [from, to, port] = link.dataset.ask.split(' ');
    const [number, protocol] = port.split('/');
    const question = { from, to, port: /^\d+$/.test(number) ? Number(number) : number, protocol };
    const file = { name: `${name}.yaml`, label: `${name}.yaml`, text };
    const next = { scene: { files: [file], question }, title: ['playground.example', { title }] };
    this.#open({ ...next, hash: location.hash }, { replaces: true });
  }

  // A lab that somebody shared. What was open can be taken back, as with all that replaces a text.
  async #openLink() {
    const turn = ++this.#turn;
    const { hash } = location;
    const { decode } = await import('../state/share.js');
    const { lab, problem } = await decode(hash) ?? {};
    if (turn !== this.#turn || !(lab || problem)) return;
    if (problem) return void this.#say(words(`playground.link.${problem}`));
    const { files, question, front, view = 'picture' } = lab;
    const labelled = files.map(({ name, label = name, text }) => ({ name, label, text }));
    this.#open({ scene: { files: labelled, question, front }, title: ['playground.link'], own: true, hash },
      { replaces: Boolean(this.#now) });
    this.#lab.show(view);
  }

  #open(next, { news = [], replaces = false } = {}) {
    if (replaces) this.#before = this.#now && { ...this.#now, scene: this.#sceneNow() };
    this.#now = next;
    this.#show('lab');
    this.#lab.scene = next.scene;
    write(this.#title, ...next.title);
    this.#say(news, replaces && this.#before);
  }

  #startOver() {
    this.#before = { ...this.#now, scene: this.#sceneNow() };
    this.#now = null;
    history.replaceState(null, '', location.pathname + location.search);
    this.#show('start');
    this.#say([], true);
    document.querySelector('#start h1').focus();
  }

  #takeBack() {
    const back = this.#before;
    this.#before = null;
    this.#now = null;
    history.replaceState(null, '', location.pathname + location.search + (back.hash ?? ''));
    this.#open(back);
  }

  #sceneNow() {
    return { files: this.#files(), question: this.#lab.question };
  }

  #files() {
    const labels = new Map(this.#now?.scene.files.map(({ name, label }) => [name, label]));
    return this.#lab.files.map((file) => ({ ...file, label: labels.get(file.name) ?? file.name }));
  }

  #names() {
    return this.#now?.own ? this.#lab.files.map(({ name }) => name) : [];
  }

  #show(room) {
    for (const [name, element] of Object.entries(this.#rooms)) element.hidden = name !== room;
    document.body.dataset.room = room;
  }

  #say(news, back = false) {
    const take = () => h('button', { type: 'button', class: 'link', onclick: () => this.#takeBack() },
      words('playground.back'));
    this.#said.replaceChildren(...news, ...(news.length && back ? [' '] : []), ...(back ? [take()] : []));
  }
}

const sentences = (said) => said.flatMap(([code, values], at) => [...(at ? [' '] : []), ...words(code, values)]);

// [code, values]
function titleOf(files) {
  const size = sizeOf(bytesOf(files));
  return files.length === 1 ? ['playground.file', { name: files[0].label, size }]
    : ['playground.files', { count: files.length, size }];
}

const bytesOf = (files) => files.reduce((sum, { blob, text }) => sum + (blob?.size ?? text.length), 0);
