// parts.js: gives the parts of a lab their names. A page that shows a part alone may have named it before.

import { PodwallAsk } from './ask.js';
import { PodwallChanges } from './changes.js';
import { PodwallEditor } from './editor.js';
import { PodwallList } from './list.js';
import { PodwallMatrix } from './matrix.js';
import { PodwallPanel } from './panel.js';
import { PodwallPaper } from './paper.js';
import { PodwallPicture } from './picture.js';
import { PodwallRooms } from './rooms.js';
import { PodwallShare } from './share.js';
import { PodwallStored } from './stored.js';
import { PodwallTrail } from './trail.js';
import { PodwallWords } from './words.js';

const PARTS = {
  'podwall-ask': PodwallAsk,
  'podwall-trail': PodwallTrail,
  'podwall-table': PodwallMatrix,
  'podwall-list': PodwallList,
  'podwall-words': PodwallWords,
  'podwall-stored': PodwallStored,
  'podwall-changes': PodwallChanges,
  'podwall-panel': PodwallPanel,
  'podwall-paper': PodwallPaper,
  'podwall-picture': PodwallPicture,
  'podwall-rooms': PodwallRooms,
  'podwall-editor': PodwallEditor,
  'podwall-share': PodwallShare,
};

for (const [name, element] of Object.entries(PARTS)) {
  if (!customElements.get(name)) customElements.define(name, element);
}
