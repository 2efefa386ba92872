// say.js: the words of this folder, in English: say, words and the rest of shared/words.js with these learnt.

import own from '../words/en/widgets.json';
import { learn } from '../shared/words.js';

learn(own);

export * from '../shared/words.js';
