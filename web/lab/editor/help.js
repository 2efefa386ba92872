// help.js: what the engine knows about the place in the text: completion while typing, and what a field
// means, under a resting pointer or at the caret. Replies that come after the text changed are dropped.
//
//   helpFor(host)          the extension; host = {name, ask(request), announce(text)}
//   showHelp(host)         a command: the meaning of what is at the caret, shown and announced
//   hideHelp               a command: closes it; false when nothing was open

import { acceptCompletion, autocompletion } from '@codemirror/autocomplete';
import { Prec, StateEffect, StateField } from '@codemirror/state';
import { closeHoverTooltips, hasHoverTooltips, hoverTooltip, keymap, showTooltip } from '@codemirror/view';
import { h } from '../../shared/dom.js';
import { say, theirs, words } from './say.js';
import { findingsOf } from './signs.js';

// After these something is offered without being asked for: within a word, and where a value begins.
const OFFER = /[\w./-]$|: $/;
const STILL_FITS = /^[\w./-]*$/;
const setHelp = StateEffect.define();

const help = StateField.define({
  create: () => null,
  update(value, { docChanged, selection, effects }) {
    const set = effects.find((effect) => effect.is(setHelp));
    if (set) return set.value;
    return docChanged || selection ? null : value;
  },
  provide: (own) => showTooltip.from(own),
});

export function helpFor(host) {
  return [
    help,
    autocompletion({ override: [(context) => complete(host, context)], icons: false }),
    Prec.highest(keymap.of([{ key: 'Tab', run: acceptCompletion }])),
    hoverTooltip((view, pos) => about(host, view, pos), { hoverTime: 400 }),
  ];
}

export const showHelp = (host) => (view) => {
  const { head } = view.state.selection.main;
  about(host, view, head).then((tooltip) => {
    const shown = tooltip && { ...tooltip, pos: head, end: undefined };
    view.dispatch({ effects: setHelp.of(shown) });
    host.announce(tooltip ? theirs(tooltip.text) : words('editor.nothing-to-say'));
  });
  return true;
};

export function hideHelp(view) {
  const open = view.state.field(help);
  if (!open && !hasHoverTooltips(view.state)) return false;
  view.dispatch({ effects: [setHelp.of(null), closeHoverTooltips] });
  return true;
}

// A failure of the engine is told by the lab; here it only means that there is nothing to show.
async function asked(host, request) {
  try {
    const reply = await host.ask(request);
    return reply?.ok === false ? null : reply;
  } catch {
    return null;
  }
}

async function complete(host, context) {
  if (!context.explicit && !context.matchBefore(OFFER)) return null;
  const reply = await asked(host, { do: 'complete', file: host.name, at: context.pos });
  if (!reply?.options?.length || context.aborted) return null;
  const options = reply.options.map(({ label, insert, kind, detail, info }, index) => ({
    label, apply: insert ?? label, type: kind, detail: detail || undefined, info: info || undefined,
    boost: -index / 100, // the engine's order, among equals
  }));
  return { from: reply.from, to: reply.to, options, validFor: STILL_FITS };
}

async function about(host, view, pos) {
  const { doc } = view.state;
  const found = findingsOf(view.state)
    .filter(({ from, to, finding }) => finding.line && from <= pos && pos <= Math.max(to, from + 1))
    .map(({ finding }) => finding);
  const reply = await asked(host, { do: 'hover', file: host.name, at: pos });
  if (view.state.doc !== doc || (!reply?.found && !found.length)) return null;
  const said = found.map(({ severity, message, hint }) =>
    `${say(`severity.${severity}`)}: ${message}${hint ? `; ${hint}` : ''}`);
  if (reply?.found) said.push(`${reply.title}: ${reply.text}`);
  return {
    pos: reply?.found ? Math.min(reply.from, pos) : pos,
    end: reply?.found ? Math.min(Math.max(reply.to, pos), doc.length) : undefined,
    above: true,
    text: said.join('. '),
    create: () => ({ dom: card(found, reply) }),
  };
}

function card(found, reply) {
  return h('div', { class: 'help' },
    found.map(({ severity, message, hint, server }) => [
      h('p', { class: severity }, h('b', {}, words(`severity.${severity}`)), ' ', theirs(message),
        hint ? h('span', {}, ' ', theirs(hint)) : null),
      server ? h('p', { class: 'server' }, words('editor.server'), ' ', h('code', {}, server)) : null,
    ]),
    reply?.found ? [h('p', { class: 'title' }, reply.title), h('p', {}, theirs(reply.text))] : null);
}
