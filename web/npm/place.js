// place.js: in the place of web/shared/place.js: a package is no site, so nothing leads to one.

export const siteOf = () => null;
