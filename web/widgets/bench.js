// bench.js: the lab inside the widget <podwall-lab>. Its engine is the page's one; its links lead to the playground of
// the site that the widget came from.

import { PodwallLab } from '../lab/lab.js';
import '../lab/parts.js';
import { LabClient } from './engine.js';
import { siteOf } from '../shared/place.js';

class PodwallWorkbench extends PodwallLab {
  openClient() {
    return new LabClient();
  }

  get place() {
    return siteOf('playground/index.html');
  }
}

customElements.define('podwall-workbench', PodwallWorkbench);
