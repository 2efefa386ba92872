// index.js: the script of the page: it names the elements, which do the rest.

import '../lab/define.js';
