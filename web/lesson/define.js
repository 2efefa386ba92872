// define.js: what makes a lesson page live, in one import: its elements, then the page around them.

import '../quiz/define.js';
import { startPage } from './page.js';

startPage();
