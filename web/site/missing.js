// missing.js: the page that stands in for one that is not there. A host shows it under any address, however deep,
// so its relative links lead astray. The script that did arrive knows where the site is: it lies in its assets.
//
// The page names this script once for each depth (web/build/missing.mjs); whichever comes first does the work.

const [, top] = /^(.*\/)assets\/[^/]*$/.exec(document.currentScript.src.replace(/[?#].*$/, '')) ?? [];

function lead() {
  for (const link of document.querySelectorAll('a[href], form[action]')) {
    const name = link.localName === 'a' ? 'href' : 'action';
    const path = link.getAttribute(name);
    if (!/^(#|[a-z]+:)/i.test(path)) link.setAttribute(name, top + path);
  }
}

if (top && !document.documentElement.dataset.top) {
  document.documentElement.dataset.top = top;
  lead();
}
