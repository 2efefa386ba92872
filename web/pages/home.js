// home.js: the script of the first page: the lab, and what is kept.

import '../lab/define.js';
import '../state/define.js';
