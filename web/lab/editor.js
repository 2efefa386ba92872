// editor.js: <podwall-editor>, the manifests as text: a tab for each file, CodeMirror under them, tools and
// findings around it. What is typed lives here and outlives every failure of the engine; undo and redo
// are kept for each file. It knows no rule of Kubernetes and reads no YAML: completion, meaning, form
// and findings are the engine's.
//
//   files        [{name, label, text}]: sets a new start, without saying so; reads what is there now. One too large for
//                the editor is {name, label, blob}: it stands there with its name and its findings (editor/source.js)
//   read         counts of the reply to "load", which such a file shows
//   front        name of the file shown
//   ask          function(request) -> Promise<reply>: asks the engine about what the editor last said
//   marks        [{file, line, tone, label}]: lines to tint, tone "allow" "deny" "error" "warning"
//   findings     findings of the reply to "load"
//   dashes       dashes of the reply to "dashes"
//   text(name), setText(name, text), replace(name, [{from, to, text}])     an edit is one step of undo
//   reset(name)                back to the start, as an edit; all files without a name
//   goto(place, {focus})       shows the place of a reply and selects it
//   reveal(place)              scrolls to it, if its file is in front and nobody is typing
//   light({places} | null)     lights the lines of these places
//
// Says, each at most once a frame: podwall-edit {files: [{name, text}], file} after every change of a text,
// podwall-caret {file, at} when the caret moves or the pointer rests on a line, podwall-light null when the
// text is left. And podwall-dash {dash} just before the edit of a chosen dash is made.
//
// Tab: someone who walks the page with Tab walks on through the editor, and whoever types or clicks
// into the text indents with it, until Esc. The text under the editor says which holds (WCAG 2.1.2).
// It must be mounted in a shadow root: CodeMirror then adds its styles as adopted sheets, which a strict
// CSP allows. Whoever sets the root's adoptedStyleSheets must keep those that are there.

import { isolateHistory, redo, redoDepth, undo, undoDepth } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import css from './editor.css';
import { Tabs, Tools } from './editor/bar.js';
import { extensionsFor } from './editor/code.js';
import { changeOf, dashesAt, setDashes } from './editor/dashes.js';
import { Foot, nearest, sentenceNodes } from './editor/foot.js';
import { Pointing } from './editor/pointing.js';
import sourceCss from './editor/source.css';
import { Source } from './editor/source.js';
import { findingsOf, setFindings, setLit, setMarks } from './editor/signs.js';
import { say, words } from './editor/say.js';
import { smallestChange, withPlainEnds } from './editor/text.js';
import { h, tell } from '../shared/dom.js';

const FAR = 66; // from the border of the view to a place that is shown, at least; three rows
let count = 0;

export class PodwallEditor extends HTMLElement {
  static styles = css + sourceCss;

  /** Asks the engine; the lab gives it. */
  ask = async () => null;

  #id = `podwall-editor-${++count}`;
  #files = new Map(); // name -> {name, label, start, state, scroll, unseen}, or {name, label, blob}
  #front = '';
  #view = null;
  #tabs;
  #tools;
  #foot;
  #panel;
  #source = new Source();
  #counts = null;
  #pointing = new Pointing((at) => this.#point(at));
  #frame = 0;
  #edited = null; // the file that changed since the last frame
  #moved = false;
  #waiting = false; // a dash was chosen and the engine has not listed the dashes since
  #given = { marks: [], findings: [], dashes: [], lit: [] };
  #effects = new Map(); // file -> what its looks have still to be given
  #leaves = null; // whether Tab leaves the text now
  #pointed = false; // the text was entered by a pointer
  #away = false; // the whole window was left while the text had the focus

  connectedCallback() {
    if (!this.#panel) this.#build();
    if (this.#files.size) this.#mount();
  }

  disconnectedCallback() {
    this.#unmount();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#pointing.stop();
  }

  set files(list) {
    const { isConnected } = this;
    this.#unmount();
    this.#files = new Map(list.map((file) => [file.name, this.#begin(file)]));
    if (!this.#files.has(this.#front)) this.#front = list[0]?.name ?? '';
    this.#given = { marks: [], findings: [], dashes: [], lit: [] };
    this.#counts = null;
    this.#effects.clear();
    this.#edited = null;
    this.#waiting = false;
    if (isConnected && this.#files.size) this.#mount();
  }

  get files() {
    return [...this.#files.values()].map(({ name, label, blob }) =>
      (blob ? { name, label, blob } : { name, label, text: this.text(name) }));
  }

  get front() {
    return this.#front;
  }

  set front(name) {
    if (name === this.#front || !this.#files.has(name)) return;
    const inText = this.#view?.hasFocus;
    this.#unmount();
    this.#front = name;
    if (!this.isConnected) return;
    this.#mount();
    if (inText) this.#view?.focus();
    this.#later({ moved: true });
  }

  text(name) {
    const file = this.#files.get(name);
    if (file.blob) return '';
    const { doc } = this.#state(file);
    if (file.said?.doc !== doc) file.said = { doc, text: doc.toString() };
    return file.said.text;
  }

  setText(name, text) {
    this.replace(name, [{ from: 0, to: this.text(name).length, text }]);
  }

  replace(name, edits) {
    if (this.#files.get(name).blob) return;
    const old = this.text(name);
    const smallest = (edit) => smallestChange(old, { ...edit, text: withPlainEnds(edit.text) });
    const changes = edits.map(smallest).filter(Boolean);
    if (changes.length) this.#apply(name, { changes, annotations: isolateHistory.of('full') });
  }

  reset(name) {
    const names = name === undefined ? [...this.#files.keys()] : [name];
    for (const one of names) this.setText(one, this.#files.get(one).start ?? '');
  }

  goto(place, { focus = true } = {}) {
    if (!this.#files.has(place.file)) return;
    this.front = place.file;
    if (this.#files.get(place.file).blob) this.#source.goto(place);
    if (!this.#view) return;
    const { length } = this.#view.state.doc;
    const from = Math.min(place.from ?? 0, length);
    const to = Math.min(place.to ?? from, length);
    this.#view.dispatch({
      selection: { anchor: to, head: from }, // the caret's line is where the place begins
      effects: EditorView.scrollIntoView(from, { y: 'nearest', yMargin: FAR }),
    });
    if (focus) this.#view.focus();
  }

  /** Brings a place of the file in front into sight, while nobody is at work in the text. The page stays. */
  reveal(place) {
    const view = this.#view;
    if (!view || place.file !== this.#front || view.hasFocus) return;
    view.requestMeasure({
      read: () => {
        const { top, bottom } = view.lineBlockAt(Math.min(place.from ?? 0, view.state.doc.length));
        const { scrollTop, clientHeight } = view.scrollDOM;
        const margin = Math.min(FAR, clientHeight / 3);
        return { low: bottom + margin - clientHeight, high: top - margin, scrollTop };
      },
      write: ({ low, high, scrollTop }) => {
        const to = Math.max(0, Math.min(Math.max(scrollTop, low), high));
        if (to !== scrollTop) view.scrollDOM.scrollTop = to;
      },
    });
  }

  light(lit) {
    this.#give('lit', setLit, lit?.places ?? []);
  }

  set marks(marks) {
    this.#give('marks', setMarks, marks);
  }

  get marks() {
    return this.#given.marks;
  }

  set findings(findings) {
    this.#give('findings', setFindings, findings);
    this.#later({});
  }

  get findings() {
    return this.#given.findings;
  }

  set read(counts) {
    this.#counts = counts;
    this.#later({});
  }

  set dashes(dashes) {
    this.#waiting = false;
    this.#give('dashes', setDashes, dashes);
    this.#later({});
  }

  get dashes() {
    return this.#given.dashes;
  }

  #build() {
    this.#panel = h('div', { role: 'tabpanel', class: 'sheet-of-text', id: `${this.#id}-panel` });
    this.#tabs = new Tabs(this.#panel, (name) => {
      this.front = name;
    });
    this.#tools = new Tools((name, dash) => this.#act(name, dash));
    this.#foot = new Foot(`${this.#id}-hint`, (item) => this.#visit(item), () => this.#mend());
    this.#panel.addEventListener('mousemove', (event) => this.#view && this.#pointing.over(this.#view, event));
    this.#panel.addEventListener('mouseleave', () => this.#pointing.left());
    this.#panel.addEventListener('pointerdown', () => {
      this.#pointed = true;
      this.#tabLeaves(false);
    });
    this.#panel.addEventListener('focusin', () => this.#entered());
    this.#panel.addEventListener('focusout', () => this.#leftText());
    this.replaceChildren(
      h('div', { class: 'bar' }, this.#tabs.element, this.#tools.element), this.#panel, this.#foot.element);
    this.#tabLeaves(true);
  }

  #begin({ name, label = name, text: given, blob }) {
    if (blob) return { name, label, blob, unseen: false };
    const text = withPlainEnds(given);
    const extensions = extensionsFor({
      name,
      label,
      hint: `${this.#id}-hint`,
      ask: (request) => this.#ask(request),
      announce: (said) => this.#foot.tell(said, { aloud: true }),
      choose: (dash) => this.#choose(dash),
      next: (step) => this.#nextFinding(step),
      mend: () => this.#mend(),
      leave: () => this.#tabLeaves(true),
      update: (update) => this.#updated(name, update),
    });
    return { name, label, start: text, state: EditorState.create({ doc: text, extensions }), unseen: false };
  }

  #mount() {
    const file = this.#files.get(this.#front);
    file.unseen = false;
    for (const part of [this.#tools, this.#foot]) part.element.hidden = Boolean(file.blob);
    if (file.blob) {
      this.#panel.append(this.#source.element);
      return this.#draw();
    }
    const { state, scroll } = file;
    this.#view = new EditorView({ state, root: this.getRootNode(), parent: this.#panel, scrollTo: scroll });
    this.#view.setTabFocusMode(this.#leaves);
    return this.#draw();
  }

  #unmount() {
    this.#source.element.remove();
    if (!this.#view) return;
    const file = this.#files.get(this.#front);
    Object.assign(file, { state: this.#view.state, scroll: this.#view.scrollSnapshot() });
    this.#view.destroy();
    this.#view = null;
  }

  #state({ name, state }) {
    return this.#view && name === this.#front ? this.#view.state : state;
  }

  #apply(name, spec) {
    if (spec.changes) this.#giveAll(); // their places are those of the text before
    if (this.#view && name === this.#front) return this.#view.dispatch(spec);
    const file = this.#files.get(name);
    const { state, docChanged } = file.state.update(spec);
    file.state = state;
    if (!docChanged) return undefined;
    file.unseen = name !== this.#front;
    return this.#later({ edited: name });
  }

  // What belongs to no file belongs to each.
  #give(key, effect, list) {
    const before = this.#given[key];
    this.#given[key] = list;
    for (const name of this.#files.keys()) {
      const mine = (item) => (item.edit?.file || item.file || name) === name;
      const own = list.filter(mine);
      if (own.length || before.some(mine)) this.#effect(name, effect.of(own));
    }
  }

  // Facts come several at once and change a text's looks in one go, for each such step costs a layout: after what
  // others do with these facts, and before any key, since their places are those of the text as it is now.
  #effect(name, effect) {
    if (this.#files.get(name).blob) return this.#later({});
    if (!this.#effects.size) queueMicrotask(() => queueMicrotask(() => this.#giveAll()));
    this.#effects.set(name, [...this.#effects.get(name) ?? [], effect]);
  }

  #giveAll() {
    const all = [...this.#effects];
    this.#effects.clear();
    for (const [name, effects] of all) this.#apply(name, { effects });
  }

  #updated(name, { docChanged, selectionSet, transactions }) {
    if (transactions.some((one) => one.isUserEvent('input') || one.isUserEvent('delete'))) this.#tabLeaves(false);
    if (docChanged) this.#later({ edited: name, moved: true });
    else if (selectionSet) this.#later({ moved: true });
  }

  // Everything that follows from a change is gathered to the next frame; only the first edit of a frame is told
  // at once, so that its answer can come in the same one.
  #later({ edited, moved }) {
    this.#edited = edited ?? this.#edited;
    this.#moved ||= Boolean(moved);
    if (this.#frame || !this.isConnected) return;
    this.#frame = requestAnimationFrame(() => this.#say());
    if (edited !== undefined) queueMicrotask(() => this.#sayEdit());
  }

  #say() {
    cancelAnimationFrame(this.#frame);
    const moved = this.#moved;
    [this.#frame, this.#moved] = [0, false];
    this.#sayEdit();
    if (moved && this.#view?.hasFocus) this.#sayCaret();
    if (this.#view || this.#source.element.isConnected) this.#draw();
  }

  #sayEdit() {
    const file = this.#edited;
    this.#edited = null;
    if (file === null) return;
    tell(this, 'podwall-edit', { files: this.files.map(({ label, ...rest }) => rest), file });
  }

  #sayCaret() {
    tell(this, 'podwall-caret', { file: this.#front, at: this.#view.state.selection.main.head });
  }

  #point(at) {
    if (at !== null) tell(this, 'podwall-caret', { file: this.#front, at });
    else if (this.#view?.hasFocus) this.#sayCaret();
    else tell(this, 'podwall-light', null);
  }

  #draw() {
    this.#tabs.show([...this.#files.values()].map((file) => ({
      name: file.name,
      label: file.label,
      changed: file.unseen,
      findings: this.#found(file).filter(({ finding }) => finding.severity !== 'info').length,
    })), this.#front);
    if (this.#view) return this.#drawText(this.#view);
    const file = this.#files.get(this.#front);
    const findings = this.#found(file).map(({ finding }) => finding);
    return this.#source.show({ ...file, counts: this.#counts, findings });
  }

  #drawText({ state }) {
    const at = state.selection.main.head;
    const kept = this.#tools.show({
      undo: undoDepth(state) > 0,
      redo: redoDepth(state) > 0,
      reset: this.text(this.#front) !== this.#files.get(this.#front).start,
      dashes: this.#waiting ? null : dashesAt(state, at),
    });
    if (!kept) this.#view.focus();
    this.#foot.show(findingsOf(state), at);
  }

  // [{from, to, finding}] of a file; only in a text they move along while it is edited.
  #found(file) {
    if (!file.blob) return findingsOf(this.#state(file));
    return this.#given.findings.filter((finding) => finding.file === file.name)
      .map((finding) => ({ from: finding.from, to: finding.to, finding }));
  }

  // The engine must know the text it is asked about, so what was typed is said first.
  #ask(request) {
    if (this.#edited !== null) this.#say();
    return this.ask(request);
  }

  #act(name, dash) {
    if (name === 'undo') undo(this.#view);
    if (name === 'redo') redo(this.#view);
    if (name === 'format') this.#format();
    if (name === 'dash') this.#choose(dash);
    if (name === 'reset') {
      this.reset(this.#front);
      this.#foot.tell(words('editor.reset-done'));
    }
  }

  async #format() {
    const file = this.#files.get(this.#front);
    const { doc } = this.#state(file);
    const reply = await this.#ask({ do: 'format', file: file.name }).catch(() => null);
    if (!reply?.edits) return this.#foot.tell(words('editor.no-answer'));
    if (this.#files.get(file.name) !== file || this.#state(file).doc !== doc) {
      return this.#foot.tell(words('editor.changed-meanwhile'));
    }
    this.replace(file.name, reply.edits);
    return this.#foot.tell(words(reply.edits.length ? 'editor.formatted' : 'editor.nothing-to-format'));
  }

  #choose(dash) {
    const name = dash.edit.file || dash.file;
    const changes = changeOf(this.#state(this.#files.get(name)), dash);
    if (!changes) return;
    tell(this, 'podwall-dash', { dash });
    this.#waiting = true;
    this.#apply(name, { changes, annotations: isolateHistory.of('full') });
  }

  #nextFinding(step) {
    const names = [...this.#files.keys()];
    const at = names.indexOf(this.#front);
    const order = names.map((_, index) => names[(at + index) % names.length]);
    const name = order.find((one) => this.#placedIn(one).length);
    const caret = name === this.#front ? this.#view.state.selection.main.head : -1;
    if (name) this.#visit(beside(this.#placedIn(name), caret, step));
    else this.#foot.tell(words('editor.no-findings'));
    return true;
  }

  // What the foot says is mended, as one step back for undo.
  #mend() {
    const { state } = this.#view;
    const found = nearest(findingsOf(state), state.selection.main.head);
    if (!found?.fix) {
      this.#foot.tell(words('editor.nothing-to-fix'));
      return true;
    }
    this.#apply(this.#front, { changes: found.fix, userEvent: 'input.mend', annotations: isolateHistory.of('full') });
    this.#view.focus();
    this.#foot.tell(words('editor.fixed'));
    return true;
  }

  #placedIn(name) {
    return this.#found(this.#files.get(name)).filter(({ finding }) => finding.line);
  }

  #visit({ from, to, finding }) {
    this.goto({ file: finding.file || this.#front, from, to });
    this.#foot.tell(sentenceNodes(finding), { aloud: true });
  }

  #tabLeaves(leaves) {
    if (leaves === this.#leaves) return false;
    this.#leaves = leaves;
    this.#view?.setTabFocusMode(leaves);
    this.#foot.leaves = leaves;
    return true;
  }

  #entered() {
    if (!this.#pointed && !this.#away) this.#tabLeaves(true);
    this.#away = false;
    this.#later({ moved: true });
  }

  #leftText() {
    this.#pointed = false;
    this.#away = !this.ownerDocument.hasFocus();
    tell(this, 'podwall-light', null);
  }
}

// The finding after (step 1) or before the caret, around the ends of the list.
function beside(findings, at, step) {
  if (step > 0) return findings.find(({ from }) => from > at) ?? findings[0];
  return findings.findLast(({ from }) => from < at) ?? findings.at(-1);
}
