// tone.js: which of the three tones a verdict is painted in, and its word when it stands alone.
// The verdicts are the engine's (docs/api.md); nothing is decided here.

import { knows, say, words } from './words.js';

const TONES = { allow: 'allow', deny: 'deny', 'no-endpoints': 'deny', 'no-such-port': 'deny' };

export const toneOf = (verdict) => TONES[verdict] ?? 'other';
export const wordOf = (verdict) => (knows(`verdict.${verdict}`) ? say(`verdict.${verdict}`) : verdict);

/** The same as nodes, for h(). */
export const verdictWords = (verdict) => (knows(`verdict.${verdict}`) ? words(`verdict.${verdict}`) : [verdict]);

/** The same within a sentence: "allowed". */
export const smallWordOf = (verdict) =>
  (knows(`verdict-within.${verdict}`) ? say(`verdict-within.${verdict}`) : verdict);
