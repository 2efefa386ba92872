// markdown.mjs: prose to HTML, and text to what may stand in HTML.
//
//   parse(text)            tokens of markdown-it, each with its lines
//   html(tokens, env)      their HTML; env.link(href) gives the address a link has on the page
//   block(text, env), inline(text, env)   Markdown of a field, as paragraphs or within one
//   escape(text)           for an element or an attribute; data(value): for a script of JSON
//   anchor(text)           the id of a heading
// HTML in Markdown stays text; quotes and dashes become real ones.

import MarkdownIt from 'markdown-it';

const md = new MarkdownIt({ html: false, linkify: false, typographer: true });
const { rules } = md.renderer;

rules.heading_open = (tokens, at, options, env, self) => {
  tokens[at].attrSet('id', anchor(tokens[at + 1].content));
  return self.renderToken(tokens, at, options);
};
rules.link_open = (tokens, at, options, env, self) => {
  tokens[at].attrSet('href', env.link(tokens[at].attrGet('href')));
  return self.renderToken(tokens, at, options);
};
rules.fence = rules.code_block = (tokens, at) => `<pre tabindex="0"><code>${escape(tokens[at].content)}</code></pre>\n`;
rules.table_open = () => '<div class="wide"><table>\n';
rules.table_close = () => '</table></div>\n';

export const parse = (text) => md.parse(text, {});
export const html = (tokens, env) => md.renderer.render(tokens, md.options, env);
export const block = (text, env) => md.render(text ?? '', env).trim();
export const inline = (text, env) => md.renderInline(text ?? '', env);

const MARKS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escape = (text) => String(text).replace(/[&<>"]/g, (mark) => MARKS[mark]);
export const data = (value) =>
  `<script type="application/json">${JSON.stringify(value).replace(/</g, '\\u003c')}</script>`;

export function anchor(text) {
  return text.toLowerCase().replace(/[`*_]/g, '').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
}
