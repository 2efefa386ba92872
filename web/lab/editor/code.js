// code.js: how one file is edited: its colours, its keys, Enter and Tab.
//
//   extensionsFor(host)    everything a file's state needs; host = {name, label, hint (id of the text that
//                          tells what Tab does), ask, announce, choose(dash), next(step), mend(), leave(),
//                          update(update)}
//   KEYS                   what keys that are worth telling do: codes of words

import { history, historyKeymap, indentLess, indentMore, standardKeymap, toggleComment } from '@codemirror/commands';
import { HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { yamlLanguage } from '@codemirror/lang-yaml';
import { EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { dashesFor } from './dashes.js';
import { helpFor, hideHelp, showHelp } from './help.js';
import { say } from './say.js';
import { signs } from './signs.js';
import { indentAfter } from './text.js';

export const KEYS = ['complete', 'meaning', 'findings', 'mend', 'undo', 'comment', 'indent', 'leave'];

const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), class: 'tok-key' },
  { tag: tags.propertyName, class: 'tok-key' },
  { tag: tags.string, class: 'tok-text' },
  { tag: tags.comment, class: 'tok-comment' },
  { tag: [tags.separator, tags.squareBracket, tags.brace, tags.punctuation], class: 'tok-mark' },
  { tag: [tags.meta, tags.keyword, tags.labelName, tags.typeName], class: 'tok-meta' },
]);

export function extensionsFor(host) {
  return [
    signs,
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    yamlLanguage,
    syntaxHighlighting(colours),
    indentUnit.of('  '),
    EditorState.tabSize.of(2),
    EditorState.phrases.of({
      Completions: say('editor.completions'), 'Selection deleted': say('editor.deleted'),
    }),
    helpFor(host),
    dashesFor(host.choose),
    keymap.of([...ownKeys(host), ...historyKeymap, ...standardKeymap]),
    EditorView.contentAttributes.of({
      tabindex: '0', // what can be edited has the focus by itself; said for those who look at the markup
      'aria-label': say('editor.text', { name: host.label }), 'aria-describedby': host.hint,
    }),
    EditorView.updateListener.of(host.update),
    EditorView.domEventHandlers({ beforeinput: typeOver }),
  ];
}

// Left to the browser, what is typed over coloured text would keep the colour by a style attribute, which
// the page's policy refuses with a complaint.
function typeOver(event, view) {
  const { state } = view;
  const isTyped = event.inputType === 'insertText' && event.data && !event.isComposing;
  if (!isTyped || state.selection.main.empty || state.readOnly) return false;
  view.dispatch(state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
  event.preventDefault();
  return true;
}

// Tab indents whole lines. The element turns these off (setTabFocusMode) while Tab is to leave.
function ownKeys(host) {
  const next = (step) => () => host.next(step);
  return [
    { key: 'Escape', run: (view) => hideHelp(view) || host.leave() },
    { key: 'Tab', run: indentMore, shift: indentLess },
    { key: 'Enter', run: enter },
    { key: 'Mod-/', run: toggleComment },
    { key: 'Mod-i', run: showHelp(host), preventDefault: true },
    { key: 'F1', run: showHelp(host), preventDefault: true },
    { key: 'F8', run: next(1), shift: next(-1), preventDefault: true },
    { key: 'Mod-Shift-m', run: next(1), preventDefault: true },
    { key: 'Mod-.', run: () => host.mend(), preventDefault: true },
  ];
}

// Ends the line and begins the next where YAML most likely goes on.
function enter({ state, dispatch }) {
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(from);
  const insert = `\n${' '.repeat(indentAfter(line.text.slice(0, from - line.from)))}`;
  dispatch(state.update({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    scrollIntoView: true,
    userEvent: 'input',
  }));
  return true;
}
