// embedding.mjs: docs/embedding.md to its page, each snippet beside the widget it makes.
//
//   embeddingPage(root) -> { path, values }
//
// A block of HTML in the guide is a whole page for somebody else. Here it stands twice: as text, in which the page's
// script puts the site's own address (`.address`), and alive, without its script tag, for the page has one.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escape, html, inline, parse } from './lesson/markdown.mjs';
import { plain } from './sections.mjs';

const SOURCE = 'docs/embedding.md';
const SITE = 'https://podwall.example/'; // in the guide, whichever it is
const SCRIPT_TAG = /^<script type="module".*<\/script>\n/;
const UP = '../';

export function embeddingPage(root) {
  const [, title, lead, rest] = /^# (.*)\n\n([^]*?)\n\n([^]*)$/.exec(readFileSync(join(root, SOURCE), 'utf8'));
  return {
    path: 'embedding/index.html',
    values: {
      root: UP, source: SOURCE, heading: escape(title), title: `${escape(title)} – podwall`, subject: title,
      description: escape(plain(parse(lead))), lead: inline(lead), guide: guideOf(parse(rest)),
    },
  };
}

function guideOf(tokens) {
  const isSnippet = ({ type, info }) => type === 'fence' && info === 'html';
  const parts = tokens.reduce((found, token) => {
    if (isSnippet(token)) found.push(snippet(token.content), []);
    else found.at(-1).push(token);
    return found;
  }, [[]]);
  const guide = parts.map((part) => (typeof part === 'string' ? part : html(part, {}))).join('');
  return guide.replaceAll(SITE, `<span class="address">${SITE}</span>`);
}

const snippet = (text) => `<div class="snippet">
<pre tabindex="0"><code>${escape(text)}</code></pre>
<div class="live">
${text.replace(SCRIPT_TAG, '').replaceAll(SITE, UP)}</div>
</div>
`;
