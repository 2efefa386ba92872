// caption.js: the words under the picture: how to read it, or the sentence of what is pointed at, and beside it where
// the packet got to.
// The sentences are the engine's; the line they speak of becomes a link.

import { h } from '../../shared/dom.js';
import { say, words } from './say.js';
import { s } from './svg.js';

/** Sentence -> nodes, its line as a button that goes there. go(place) */
export function sentenceNodes(sentence, place, go) {
  if (!place) return [sentence];
  const link = (text) => h('button', { type: 'button', class: 'link', onclick: () => go(place) }, text);
  const said = sentence.match(/\bline \d+\b/);
  if (!said) return [`${sentence} `, link(`line ${place.line}`)];
  return [sentence.slice(0, said.index), link(said[0]), sentence.slice(said.index + said[0].length)];
}

/** How to read the picture, with the marks themselves, and a word on what to do. */
export function legend(advice) {
  const sign = (name, ...parts) => {
    const svg = s('svg', { class: `sign ${name}`, width: 34, height: 14, viewBox: '0 0 34 14', 'aria-hidden': 'true' });
    svg.append(...parts);
    return svg;
  };
  const way = (to) => s('path', { class: 'way', d: `M1 7H${to}` });
  const entry = (mark, code) => h('span', { class: 'entry' }, mark, words(code));
  return h('p', { class: 'legend' },
    entry(sign('line allow', way(26), s('path', { class: 'end arrow', d: 'M24 2L33 7L24 12Z' })),
      'verdict-within.allow'),
    entry(sign('line deny', way(29), s('path', { class: 'end bar', d: 'M31 1V13' })), 'verdict-within.deny'),
    entry(sign('walls', s('path', { d: 'M15 0h5v14h-5z' })), 'picture.wall'),
    h('span', { class: 'entry how' }, advice));
}

/** Where a packet ended, and the engine's sentence: {head, sentence}. at: the end that stopped it. */
export function endOfWay({ answer, at, from, to }) {
  const { sentence, verdict } = answer;
  if (verdict === 'deny' && at) {
    const known = `Denied at ${at}: `;
    return { head: say('picture.stopped', { at }),
      sentence: sentence.startsWith(known) ? sentence.slice(known.length) : sentence };
  }
  return { head: verdict === 'allow' ? say('picture.arrived', { from, to }) : '', sentence };
}
