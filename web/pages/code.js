// code.js: the script of a page about a finding: its example comes alive.

import '../widgets/podwall.js';
