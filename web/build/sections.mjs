// sections.mjs: a lesson cut at its headings into plain text, as a search reads it and a list of contents names it.
//
//   sectionsOf(lesson) -> [{ place, title, level, text }]
//     place: the heading's id; '' for what stands before the first
//   plain(tokens) -> text of Markdown without its marks
//
// What a reader is to find out alone is left out: hints, solutions, explanations of answers.

import { anchor, parse } from './lesson/markdown.mjs';

export function sectionsOf(lesson) {
  const sections = [{ place: '', title: lesson.meta.title, level: 1, words: [plain(parse(lesson.meta.lead))] }];
  for (const block of lesson.blocks) {
    if (block.kind === 'prose') addProse(sections, block.tokens);
    else sections.at(-1).words.push(...(SHOWN[block.kind]?.(block) ?? []).filter(Boolean).map(unmarked));
  }
  return sections.map(({ words, ...section }) => ({ ...section, text: words.join('\n').trim() }));
}

// The words of a block that stand on the page from the start; a manifest and a terminal are their own words.
const SHOWN = {
  policy: ({ task, hidden, text }) => (task || hidden ? [] : [code(text)]),
  probes: ({ task, text }) => (task ? [] : [code(text)]),
  console: ({ text }) => [code(text)],
  terminal: ({ text }) => [code(text)],
  task: ({ title, goal }) => [title, goal],
  quiz: ({ question, options }) => [question, ...(options ?? []).map(String)],
  checklist: ({ title, goal, conditions }) => [title, goal, ...conditions.map(({ text }) => text)],
};
const code = (text) => ({ code: text.trim() });
const unmarked = (words) => words.code ?? plain(parse(words));

function addProse(sections, tokens) {
  let from = 0;
  tokens.forEach((token, at) => {
    if (token.type !== 'heading_open') return;
    sections.at(-1).words.push(plain(tokens.slice(from, at)));
    const { content } = tokens[at + 1];
    const level = Number(token.tag.slice(1));
    sections.push({ place: anchor(content), title: plain([tokens[at + 1]]), level, words: [] });
    from = at + 3;
  });
  sections.at(-1).words.push(plain(tokens.slice(from)));
}

export function plain(tokens) {
  const lines = tokens.map(({ type, content, children }) => {
    if (type === 'fence' || type === 'code_block') return content.trim();
    return (children ?? []).map((child) => (child.type.endsWith('break') ? ' ' : child.content)).join('');
  });
  return lines.filter(Boolean).join('\n');
}
