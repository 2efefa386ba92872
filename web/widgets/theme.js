// theme.js: the sheets of a widget. The colours, sizes and faces of the site are its own variables, each of which the
// page may set: --accent is what the page says for --podwall-accent, else ours.
//
//   sheetsOf(theme, ...texts) -> sheets to adopt; theme: 'light', 'dark', or anything else for that of the system

import base from '../styles/base.css';
import tokens from '../styles/tokens.css';

const DARK = /@media screen and \(prefers-color-scheme: ?dark\)/;
const ours = tokens.replaceAll(':root', ':host').replace(/--([\w-]+): ?([^;}]+)/g, '--$1:var(--podwall-$1,$2)');
const THEMES = {
  light: `${ours.replace(DARK, '@media not all')}:host{color-scheme:light}`,
  dark: `${ours.replace(DARK, '@media screen')}@media screen{:host{color-scheme:dark}}`,
};
const made = new Map(); // text -> its sheet, one for all widgets of a page

export function sheetsOf(theme, ...texts) {
  return [THEMES[theme] ?? ours, base, ...texts].map((text) => {
    if (!made.has(text)) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      made.set(text, sheet);
    }
    return made.get(text);
  });
}
