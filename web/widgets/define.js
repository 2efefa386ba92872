// define.js: gives the widgets their names, on a page that may have them already.

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
