// say.js: the words of this folder, in English: say, words and the rest of shared/words.js with these learnt.

import shared from '../words/en/shared.json';
import own from '../words/en/lesson.json';
import { learn } from '../shared/words.js';

learn(shared);
learn(own);

export * from '../shared/words.js';
