// define.js: gives the elements of a lesson page their names, and their engine.

import { PodwallChecklist } from './checklist.js';
import { PodwallClaims } from './claims.js';
import { PodwallQuiz } from './quiz.js';
import { PodwallTask } from './task.js';
import './page-engine.js';

customElements.define('podwall-checklist', PodwallChecklist);
customElements.define('podwall-claims', PodwallClaims);
customElements.define('podwall-quiz', PodwallQuiz);
customElements.define('podwall-task', PodwallTask);
