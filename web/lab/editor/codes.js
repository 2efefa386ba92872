// codes.js: where the page about a code of findings lies.
//
//   pageOf(code) -> address, or null where this is not a page of the site itself
//
// A widget on somebody else's page, or in a frame, names the code and leads nobody away.

import { siteOf } from '../../shared/place.js';

const CODE = /^PW\d{4}$/;
const OWN_PAGE = /^PW4\d{3}$/; // the others stand in the list

export function pageOf(code) {
  const isOurs = window === window.parent && location.href.startsWith(siteOf(''));
  if (!isOurs || !CODE.test(code)) return null;
  return siteOf(OWN_PAGE.test(code) ? `codes/${code}/index.html` : `codes/index.html#${code}`);
}
