// playground.js: the script of the playground: the lab, and what fills it.

import '../lab/define.js';
import { startPlayground } from '../playground/page.js';

startPlayground();
