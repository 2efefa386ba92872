// dashes.js: the places of one file where a single dash splits or joins peers, as the engine listed them,
// with a small button at the end of each such line. They move along with edits; one whose text was edited
// is gone until the engine lists it again.
//
//   dashesFor(choose)      the extension; choose(dash) is called when a line's button is pressed
//   setDashes              effect: dashes of this file
//   dashesAt(state, pos)   those around `pos`, the narrowest first; else those of its line
//   changeOf(state, dash)  its edit as a change of the text as it is now, or null

import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, WidgetType } from '@codemirror/view';
import { h } from '../../shared/dom.js';
import { say, words } from './say.js';

export const setDashes = StateEffect.define();

/** What a dash does, in a few words: "Split peer 2". */
export const nameOf = ({ action, peer }) => say(`editor.dash.${action}`, { peer, next: peer + 1 });

class DashButton extends WidgetType {
  constructor(dash, choose) {
    super();
    this.dash = dash;
    this.choose = choose;
  }

  eq({ dash }) {
    return dash.action === this.dash.action && dash.text === this.dash.text;
  }

  // The toolbar has the same button for keyboards and screen readers, so this one stays out of their way.
  // It is told apart by its place: equal ones may stand for each other.
  toDOM(view) {
    const { action, text } = this.dash;
    const press = () => {
      const found = dashStarting(view.state, view.posAtDOM(button), action);
      if (found) this.choose(found);
    };
    const button = h('button', {
      type: 'button', class: 'dash', tabindex: -1, 'aria-hidden': 'true', title: text,
      onmousedown: (event) => event.preventDefault(), onclick: press,
    }, words(`editor.dash.${action}.short`));
    return button;
  }

  ignoreEvent() {
    return true;
  }
}

const field = StateField.define({
  create: () => [],
  update(list, { docChanged, changes, effects, state }) {
    let now = docChanged ? list.flatMap((item) => moved(item, changes)) : list;
    for (const effect of effects) {
      if (effect.is(setDashes)) now = effect.value.map((dash) => placed(state.doc, dash));
    }
    return now;
  },
});

export function dashesFor(choose) {
  const buttons = (state) => Decoration.set(state.field(field).map(({ dash, editFrom }) =>
    Decoration.widget({ widget: new DashButton(dash, choose), side: 1 }).range(state.doc.lineAt(editFrom).to)), true);
  return [field, EditorView.decorations.compute([field], buttons)];
}

export function dashesAt(state, pos) {
  const list = state.field(field);
  const around = list.filter(({ from, to }) => from <= pos && pos <= to);
  if (around.length) return around.sort((a, b) => (a.to - a.from) - (b.to - b.from)).map(({ dash }) => dash);
  const line = state.doc.lineAt(pos);
  return list.filter(({ from, to }) => from <= line.to && to > line.from).map(({ dash }) => dash);
}

export function changeOf(state, dash) {
  const item = state.field(field).find((one) => one.dash === dash);
  return item ? { from: item.editFrom, to: item.editTo, insert: dash.edit.text } : null;
}

function dashStarting(state, pos, action) {
  const line = state.doc.lineAt(pos);
  const here = ({ dash, editFrom }) => dash.action === action && editFrom >= line.from && editFrom <= line.to;
  return state.field(field).find(here)?.dash;
}

function placed(doc, dash) {
  const [from, to, editFrom, editTo] = [dash.from, dash.to, dash.edit.from, dash.edit.to]
    .map((at) => Math.min(at, doc.length));
  return { dash, from, to, editFrom, editTo };
}

function moved(item, changes) {
  if (changes.touchesRange(item.editFrom, item.editTo)) return [];
  return [{
    ...item,
    from: changes.mapPos(item.from, -1),
    to: changes.mapPos(item.to, 1),
    editFrom: changes.mapPos(item.editFrom, 1),
    editTo: changes.mapPos(item.editTo, 1),
  }];
}
