// define.js: what a page without a lesson keeps: the lab it has, by `data-lab="NAME"` of its <body>, links that
// carry a lab, and <podwall-progress>.

import { keepLab } from './lab.js';
import { openLinks } from './link.js';
import { PodwallProgress } from './progress.js';
import { storeOf } from './store.js';

customElements.define('podwall-progress', PodwallProgress);

const lab = document.querySelector('podwall-lab');
const { lab: name } = document.body.dataset;
const kept = name && { store: storeOf(), name: `lab:${name}` };
if (lab && kept) keepLab(lab, kept);
openLinks(lab, kept);
