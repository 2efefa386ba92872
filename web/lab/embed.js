// embed.js: a lab as HTML for the pages of others, to be copied.
//
//   snippets(lab, fragment) -> {script, frame}   lab: its `shared`; fragment: that of its link (web/state/share.js)

import { siteOf } from '../shared/place.js';

const escaped = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const attribute = (name, value) => (value ? ` ${name}="${escaped(value)}"` : '');

export function snippets({ files, question, front }, fragment) {
  const { from, to, port, protocol = 'TCP' } = question ?? {};
  const asked = from && to && `${from} ${to} ${port === undefined ? '' : `${port}/${protocol}`}`.trim();
  const texts = files.map(({ name, label, text }) =>
    `<pre${attribute('data-file', name)}${attribute('data-label', label)}>\n${escaped(text.trimEnd())}\n</pre>`);
  return {
    script: [`<script type="module"${attribute('src', siteOf('assets/podwall.js'))}></script>`,
      `<podwall-lab${attribute('question', asked)}${attribute('front', files.length > 1 && front)}>`,
      ...texts, '</podwall-lab>', ''].join('\n'),
    frame: `<iframe title="podwall"${attribute('src', siteOf(`embed/index.html${fragment}`))} `
      + `width="100%" height="810" loading="lazy"></iframe>\n`,
  };
}
