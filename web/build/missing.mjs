// missing.mjs: 404.html, which a host shows under any address of the site.
//
//   missingPage(list) -> { path, values }     list: HTML of the lessons, as the first page has it
//
// Nothing says how deep that address is, and a policy without inline scripts forbids to work it out in the page. So
// the sheet and the script are named once for each depth (the head names the first sheet), and misses do no harm.
// The links are right for the page's own place; web/site/missing.js mends them elsewhere. Without any of it there is
// still the text.

const DEPTHS = ['', '../', '../../', '../../../', '../../../../'];

export const missingPage = (list) => ({
  path: '404.html',
  values: {
    root: '', heading: 'There is no such page', title: 'There is no such page – podwall', subject: 'a missing page',
    description: 'There is no page under this address.',
    lead: 'The address may be mistyped, or the page may have moved. These are here:',
    seek: '', lessons: list,
    ladder: DEPTHS.map((up) => `${up && `<link rel="stylesheet" href="${up}assets/404.css">`}`
      + `<script defer src="${up}assets/missing.js"></script>`).join('\n  '),
  },
});
