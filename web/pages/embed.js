// embed.js: the page for frames.

import '../widgets/podwall.js';
import { startFrame } from '../widgets/frame.js';

startFrame(document.querySelector('#place'));
