// lessons.mjs: the pages of the lessons, in the order of lessons/track.yaml.
//
//   lessonPages(root, engine) -> [{ id, title, lead, minutes, path, values }]
//     path     where the page lies on the site; values: what web/pages/lesson.html is filled with
//
// A lesson that does not hold is not built: the error lists what `make check-lessons` would.

import { posix } from 'node:path';
import { readAll } from './lesson/all.mjs';
import { checkLesson } from './lesson/check.mjs';
import { escape, inline } from './lesson/markdown.mjs';
import { Proof } from './lesson/proof.mjs';
import { renderLesson } from './lesson/render.mjs';

const TOP = '../../';

export function lessonPages(root, engine) {
  const { lessons, track } = readAll(root);
  const byFolder = new Map(lessons.map((lesson) => [lesson.path.split('/')[1], lesson]));
  const ordered = track.map((folder) => byFolder.get(folder)).filter(Boolean);
  const proven = ordered.map((lesson) => ({ lesson, proof: new Proof(engine, lesson) }));
  const problems = proven.flatMap(({ lesson, proof }) => checkLesson(lesson, proof));
  if (problems.length) {
    const lines = problems.map(({ path, line, message }) => `${path}:${line}: ${message}`);
    throw new Error(['a lesson does not hold', ...lines].join('\n'));
  }
  return proven.map(({ lesson, proof }, index) => pageOf({ lesson, proof, after: ordered[index + 1] }, lessons));
}

export const pathOf = ({ meta }) => `lessons/${meta.id}/index.html`;

function pageOf({ lesson, proof, after }, lessons) {
  const { id, title, lead, minutes } = lesson.meta;
  const link = (href) => linkOf(href, lesson, lessons);
  const { article, lab, proven } = renderLesson(lesson, proof, { link });
  const values = {
    id, root: TOP, title: `${escape(title)} – podwall`, description: escape(lead.trim()),
    heading: inline(title, { link }),
    lead: inline(lead, { link }), article, lab, next: next(lesson, after, link),
    proven: `<li>${proven} claims of this lesson were proven when it was built</li>\n      `,
  };
  return { id, title: values.heading, lead: values.lead, minutes, path: pathOf(lesson), values };
}

function next({ meta }, after, link) {
  const words = meta.next ? `${inline(meta.next, { link })} ` : '';
  if (after) return `${words}<a href="../${after.meta.id}/index.html">${inline(after.meta.title, { link })}</a>`;
  return `${words}<a href="${TOP}index.html#lessons">All lessons</a>`;
}

// ../NN-slug/lesson.md#place, as it works among the files, to where that lesson lies on the site.
function linkOf(href, lesson, lessons) {
  const [, target, hash] = /^([^#]*)(#.*)?$/.exec(href);
  const other = target && lessons.find(({ path }) => path === posix.join(posix.dirname(lesson.path), target));
  return other ? `../${other.meta.id}/index.html${hash ?? ''}` : href;
}
