// podwall.js: the one script of a page that is not ours. It names the widgets, upgrades fenced blocks (fences.js), and
// listens to frames of the same site (host.js).
//
//   <script type="module" src="https://SITE/assets/podwall.js"></script>

import { upgrade } from './fences.js';
import { listenToFrames } from './host.js';
import { PodwallLab } from './lab.js';
import { PodwallQuiz } from './quiz.js';
import { PodwallDiagram, PodwallMatrix } from './shown.js';

const WIDGETS = {
  'podwall-quiz': PodwallQuiz, 'podwall-lab': PodwallLab, 'podwall-diagram': PodwallDiagram,
  'podwall-matrix': PodwallMatrix,
};

for (const [name, widget] of Object.entries(WIDGETS)) {
  if (!customElements.get(name)) customElements.define(name, widget);
}

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => upgrade(document), { once: true });
else upgrade(document);

listenToFrames();

export { upgrade };
