// tone.js: which of the three tones a verdict is painted in, and its word when it stands alone.
// The verdicts are the engine's (docs/api.md); nothing is decided here.

const TONES = { allow: 'allow', deny: 'deny', 'no-endpoints': 'deny', 'no-such-port': 'deny' };

const WORDS = {
  allow: 'Allowed',
  deny: 'Denied',
  partly: 'Partly',
  'no-endpoints': 'No endpoints',
  'no-such-port': 'No such port',
  'external-name': 'External name',
};

export const toneOf = (verdict) => TONES[verdict] ?? 'other';
export const wordOf = (verdict) => WORDS[verdict] ?? verdict;
