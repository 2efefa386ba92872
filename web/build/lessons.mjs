// lessons.mjs: the pages of the lessons, in the order of lessons/track.yaml.
//
//   lessonPages(root, engine, words) -> [{ id, title, lead, minutes, path, isOwn, proven, values, lesson }]
//     words    the language (words.mjs), English where it is not given; isOwn: the lesson is there in it
//     path     where the page lies below its language; values: what web/pages/lesson.html is filled with, if isOwn
//     proven   how many claims of it were proven; lesson: as it was read
//
// A lesson that does not hold is not built: the error lists what `make check-lessons` would.

import { posix } from 'node:path';
import { readAll, readTranslations } from './lesson/all.mjs';
import { checkLesson } from './lesson/check.mjs';
import { escape, inline } from './lesson/markdown.mjs';
import { Proof } from './lesson/proof.mjs';
import { renderLesson } from './lesson/render.mjs';
import { checkTranslation } from './lesson/translation.mjs';
import { inEnglish } from './words.mjs';

const TOP = '../../';

export function lessonPages(root, engine, words = inEnglish) {
  const { lessons, track } = readAll(root);
  const translated = words.isEnglish ? new Map() : readTranslations(root, words.base, words.lang);
  const byFolder = new Map(lessons.map((lesson) => [lesson.path.split('/')[1], lesson]));
  const ordered = track.map((folder) => byFolder.get(folder)).filter(Boolean).map((original) => {
    const own = words.isEnglish ? original : translated.get(original.path);
    return { lesson: own ?? original, original, isOwn: Boolean(own), words };
  });
  const own = ordered.filter(({ isOwn }) => isOwn).map((each) => ({ ...each, proof: new Proof(engine, each.lesson) }));
  const problems = own.flatMap(({ lesson, original, proof }) =>
    [...checkLesson(lesson, proof), ...lesson === original ? [] : checkTranslation(lesson, original)]);
  if (problems.length) {
    const lines = problems.map(({ path, line, message }) => `${path}:${line}: ${message}`);
    throw new Error(['a lesson does not hold', ...lines].join('\n'));
  }
  return ordered.map((each, index) => {
    const { proof } = own.find(({ lesson }) => lesson === each.lesson) ?? {};
    const link = (href) => linkOf(href, each.lesson, ordered);
    const values = proof && valuesOf({ ...each, proof, after: ordered[index + 1], link });
    return entryOf(each, link, values);
  });
}

export const pathOf = ({ meta }) => `lessons/${meta.id}/index.html`;

function entryOf({ lesson, isOwn }, link, values) {
  const { id, title, lead, minutes } = lesson.meta;
  return {
    id, title: inline(title, { link }), lead: inline(lead, { link }), minutes, path: pathOf(lesson), isOwn, lesson,
    proven: values?.claims ?? 0, values,
  };
}

function valuesOf({ lesson, proof, after, words, link }) {
  const { title, lead } = lesson.meta;
  const { article, lab, proven } = renderLesson(lesson, proof, { link, words });
  return {
    id: lesson.meta.id, root: TOP, source: lesson.path, subject: title, claims: proven,
    title: words.attribute('lesson-page.title', { title: escape(title) }), description: escape(lead.trim()),
    heading: inline(title, { link }),
    lead: inline(lead, { link }), article, lab, next: next(lesson, after, { link, words }),
    proven: words.html('page.proven', { count: proven }),
  };
}

function next({ meta }, after, { link, words }) {
  const before = meta.next ? `${inline(meta.next, { link })} ` : '';
  if (!after) return `${before}<a href="${TOP}index.html#lessons">${words.html('lesson-page.all')}</a>`;
  const { title } = after.lesson.meta;
  const lang = after.isOwn ? '' : ' hreflang="en" lang="en" dir="ltr"';
  return `${before}<a href="${addressOf(after)}"${lang}>${inline(title, { link })}</a>`;
}

// From one lesson's page to another's: in the same language, or to the English one.
const addressOf = ({ lesson, isOwn }) => `${isOwn ? '../' : `${TOP}../lessons/`}${lesson.meta.id}/index.html`;

// ../NN-slug/lesson.md#place, as it works among the files, to where that lesson lies on the site.
function linkOf(href, lesson, all) {
  const [, target, hash] = /^([^#]*)(#.*)?$/.exec(href);
  const path = target && posix.join(posix.dirname(lesson.path), target);
  const other = path && all.find(({ original }) => original.path === path);
  return other ? `${addressOf(other)}${hash ?? ''}` : href;
}
