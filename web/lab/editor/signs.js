// signs.js: what is shown on top of the text of one file and never changes it: lines marked (a verdict's,
// a finding's), squiggles under findings, and the lines that are lit. Everything moves along with edits
// until it is set anew.
//
//   signs              the extension, with the gutter left of the line numbers
//   setMarks, setFindings, setLit    effects; lists of marks, findings, places of this file
//   findingsOf(state)  [{from, to, finding, fix}] in the order of the text; fix is what mends it, as changes of
//                      the text as it is now, or null
import { RangeSet, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, gutter } from '@codemirror/view';

export const setMarks = StateEffect.define();
export const setFindings = StateEffect.define();
export const setLit = StateEffect.define();

const SHAPES = {
  allow: 'M1 6h7M7 2.5 12 6 7 9.5z',
  deny: 'M1 6h2.5M5.5 6h2M11 1v10',
  error: 'M6.5 1v6M6.5 9v2',
  warning: 'M6.5 1v6M6.5 9v2',
};
// Where several want one line, the first of these has it.
const STRENGTH = ['error', 'deny', 'allow', 'warning'];
const SQUIGGLED = new Set(['error', 'warning']);
const NOTHING = {
  marks: [], findings: [], lit: [], lines: Decoration.none, ranges: Decoration.none, gutter: RangeSet.empty,
};

class Sign extends GutterMarker {
  constructor(tone, label) {
    super();
    this.tone = tone;
    this.label = label;
  }

  eq(other) {
    return other.tone === this.tone && other.label === this.label;
  }

  toDOM(view) {
    const space = 'http://www.w3.org/2000/svg';
    const { ownerDocument } = view.dom;
    const svg = ownerDocument.createElementNS(space, 'svg');
    svg.setAttribute('viewBox', '0 0 13 12');
    svg.setAttribute('class', `sign ${this.tone}`);
    const path = svg.appendChild(ownerDocument.createElementNS(space, 'path'));
    path.setAttribute('d', SHAPES[this.tone]);
    if (this.label) svg.appendChild(ownerDocument.createElementNS(space, 'title')).textContent = this.label;
    return svg;
  }
}

const field = StateField.define({
  create: () => NOTHING,
  update(value, { docChanged, changes, effects, state }) {
    let now = docChanged ? moved(value, changes) : value;
    const { doc } = state;
    for (const effect of effects) {
      if (effect.is(setMarks)) now = { ...now, marks: effect.value.flatMap((mark) => placedMark(doc, mark)) };
      if (effect.is(setFindings)) now = { ...now, findings: effect.value.map((finding) => placed(doc, finding)) };
      if (effect.is(setLit)) now = { ...now, lit: effect.value.map((place) => placed(doc, place)) };
    }
    const set = effects.some((effect) => effect.is(setMarks) || effect.is(setFindings) || effect.is(setLit));
    return set ? drawn(now, doc) : now;
  },
  provide: (own) => [
    EditorView.decorations.from(own, ({ lines }) => lines),
    EditorView.decorations.from(own, ({ ranges }) => ranges),
  ],
});

export const signs = [field, gutter({ class: 'cm-signs', markers: (view) => view.state.field(field).gutter })];

export const findingsOf = (state) => state.field(field).findings;

function placedMark(doc, { line, tone, label }) {
  return line >= 1 && line <= doc.lines ? [{ from: doc.line(line).from, tone, label }] : [];
}

// A place of a reply may be older than the text, so it is kept inside.
function placed(doc, finding) {
  const inside = ({ from = 0, to = from }) => {
    const start = Math.min(from, doc.length);
    return { from: start, to: Math.max(start, Math.min(to, doc.length)) };
  };
  const fix = finding.fix?.map((edit) => ({ ...inside(edit), insert: edit.text })) ?? null;
  return { ...inside(finding), finding, fix };
}

function moved(value, changes) {
  const along = (list) => list.map((item) => ({
    ...item,
    from: changes.mapPos(item.from, 1),
    to: item.to === undefined ? undefined : Math.max(changes.mapPos(item.from, 1), changes.mapPos(item.to, -1)),
  }));
  // A repair of a place that was edited is no repair any more.
  const mended = (item) => (item.fix?.some(({ from, to }) => changes.touchesRange(from, to)) ? { ...item, fix: null }
    : { ...item, fix: item.fix && along(item.fix) });
  return {
    marks: along(value.marks),
    findings: along(value.findings.map(mended)),
    lit: along(value.lit),
    lines: value.lines.map(changes),
    ranges: value.ranges.map(changes),
    gutter: value.gutter.map(changes),
  };
}

function drawn(value, doc) {
  const lines = linesOf(value, doc);
  const ranges = [
    ...value.lit.filter(({ from, to }) => to > from && doc.lineAt(from).to >= to)
      .map(({ from, to }) => Decoration.mark({ class: 'lit-part' }).range(from, to)),
    ...value.findings.flatMap((item) => squiggle(doc, item)),
  ];
  return { ...value, ...lines, ranges: Decoration.set(ranges, true) };
}

// One line has one tone and one sign, and may be lit as well.
function linesOf({ marks, findings, lit }, doc) {
  const shown = new Map();
  const at = (from) => {
    const start = doc.lineAt(from).from;
    if (!shown.has(start)) shown.set(start, { labels: [] });
    return shown.get(start);
  };
  const noted = findings.filter(({ finding }) => finding.line && SQUIGGLED.has(finding.severity))
    .map(({ from, finding }) => ({ from, tone: finding.severity, label: finding.message }));
  for (const { from, tone, label } of [...marks, ...noted]) {
    const line = at(from);
    if (!line.tone || STRENGTH.indexOf(tone) < STRENGTH.indexOf(line.tone)) line.tone = tone;
    if (label && !line.labels.includes(label)) line.labels.push(label);
  }
  for (const { from, to } of lit) {
    const last = doc.lineAt(to).number;
    for (let number = doc.lineAt(from).number; number <= last; number++) at(doc.line(number).from).lit = true;
  }
  const decorations = new RangeSetBuilder();
  const gutters = new RangeSetBuilder();
  for (const [start, { tone, labels, lit: isLit }] of [...shown].sort(([a], [b]) => a - b)) {
    const name = [tone && `toned ${tone}`, isLit && 'lit'].filter(Boolean).join(' ');
    decorations.add(start, start, Decoration.line({ class: name }));
    if (tone) gutters.add(start, start, new Sign(tone, labels.join('\n')));
  }
  return { lines: decorations.finish(), gutter: gutters.finish() };
}

// A squiggle stays on the line where it begins; an empty place takes a neighbour along, to be seen.
function squiggle(doc, { from, to, finding }) {
  if (!finding.line || !SQUIGGLED.has(finding.severity)) return [];
  const line = doc.lineAt(from);
  const end = Math.min(Math.max(to, from + 1), line.to);
  const start = end > from ? from : Math.max(line.from, from - 1);
  return end > start ? [Decoration.mark({ class: `squiggle ${finding.severity}` }).range(start, end)] : [];
}
