// define.js: gives the elements their names. The parts first, so that the lab finds them alive.

import { PodwallAsk } from './ask.js';
import { PodwallEditor } from './editor.js';
import { PodwallFindings } from './findings.js';
import { PodwallLab } from './lab.js';
import { PodwallMatrix } from './matrix.js';
import { PodwallTabs } from './tabs.js';
import { PodwallTrail } from './trail.js';
import { PodwallTry } from './try.js';

customElements.define('podwall-ask', PodwallAsk);
customElements.define('podwall-editor', PodwallEditor);
customElements.define('podwall-findings', PodwallFindings);
customElements.define('podwall-matrix', PodwallMatrix);
customElements.define('podwall-tabs', PodwallTabs);
customElements.define('podwall-trail', PodwallTrail);
customElements.define('podwall-try', PodwallTry);
customElements.define('podwall-lab', PodwallLab);
