// host.js: the page around a frame of the site. It gives the frame the height of what is in it, and says the events of
// the widgets inside as the frame's own.
//
// Only messages of this script's own origin, from a frame of this page, and of the right shape (messages.js) count.

import { tell } from '../shared/dom.js';
import { fromFrame } from './messages.js';
import { siteOf } from '../shared/place.js';

export function listenToFrames() {
  const { origin } = new URL(siteOf(''));
  addEventListener('message', ({ origin: from, source, data }) => {
    if (from !== origin || !fromFrame(data)) return;
    const frame = [...document.querySelectorAll('iframe')].find(({ contentWindow }) => contentWindow === source);
    if (!frame) return;
    if (data.type === 'height') frame.style.height = `${data.height}px`;
    else tell(frame, data.name, data.detail);
  });
}
