// place.js: addresses of the site that this script came from. It lies in assets/ there.

const here = import.meta.url;

export const siteOf = (path) => new URL(`../${path}`, here).href;
