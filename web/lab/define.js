// define.js: gives the lab its name, and its parts theirs. The parts first, so that the lab finds them alive.

import './parts.js';
import { PodwallLab } from './lab.js';

customElements.define('podwall-lab', PodwallLab);
