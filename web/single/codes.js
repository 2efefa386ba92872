// codes.js: in the place of web/lab/editor/codes.js: where there is no site, there are no pages of findings.

export const pageOf = () => null;
