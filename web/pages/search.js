// search.js: the script of the search page.

import { startSearch } from '../site/search.js';

startSearch();
