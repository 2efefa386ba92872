// pages.mjs: the HTML of the site's pages, from the templates of web/pages/.
//
//   openPages(root, about) -> pages   about: the engine's reply to "about", and `proven`, how many claims were
//   pages.make(name, values) -> HTML  of web/pages/NAME.html; values are HTML and fill its {{name}}
//
// Every page gives `root`, the way back to the top of the site, as '../../'; `path`, where it lies on it; `title`
// and `description`. It may give `source`, the file it is written in (default: its template), `subject`, what a
// report about it is called (default: its title), and `proven`, a sentence of its own. PARTS are parts of every page;
// NAME.crumbs.html stands in its top. A page without NAME.js has no script.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escape } from './lesson/markdown.mjs';
import { navOf } from './nav.mjs';
import { readRepository } from './repository.mjs';

const PARTS = ['head', 'marks', 'seek', 'top', 'footer']; // each may name those before it

export function openPages(root, { version, kubernetes, proven }) {
  const has = (file) => existsSync(join(root, 'web/pages', file));
  const text = (name) => readFileSync(join(root, 'web/pages', `${name}.html`), 'utf8').trimEnd();
  const repository = readRepository(root);
  const site = {
    version: escape(version), kubernetes: escape(kubernetes),
    proven: `${proven} claims of the lessons were proven when the site was built`,
  };
  const own = (name, { source, subject, title, path, root: up }) => ({
    name,
    nav: navOf(root, name, up),
    edit: escape(repository.edit(source ?? `web/pages/${name}.html`)),
    report: escape(repository.report({ title: subject ?? title, path, version })),
  });
  const script = (name, up) => `\n  <script type="module" src="${up}assets/${name}.js"></script>`;
  return {
    make(name, given) {
      const values = { ...site, ...own(name, given), ...given };
      values.script ??= has(`${name}.js`) ? script(values.name, values.root) : '';
      values.crumbs ??= has(`${name}.crumbs.html`) ? fill(name, text(`${name}.crumbs`), values) : '';
      for (const part of PARTS) values[part] ??= fill(part, text(part), values);
      return `${fill(name, text(name), values)}\n`;
    },
  };
}

function fill(name, template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, key) => {
    if (!(key in values)) throw new Error(`web/pages/${name}.html asks for {{${key}}}, which nobody gives`);
    return values[key];
  });
}
