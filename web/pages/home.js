// home.js: the script of the first page: the lab.

import '../lab/define.js';
