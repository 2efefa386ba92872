// podwall.js: the one script of a page that is not ours. It names the widgets, upgrades fenced blocks (fences.js), and
// listens to frames of the same site (host.js).
//
//   <script type="module" src="https://SITE/assets/podwall.js"></script>

import './define.js';
import { upgrade } from './fences.js';
import { listenToFrames } from './host.js';

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => upgrade(document), { once: true });
else upgrade(document);

listenToFrames();

export { upgrade };
