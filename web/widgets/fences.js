// fences.js: makes widgets of fenced blocks, for pages that are written in Markdown:
//
//   ```podwall-lab
//   # ask: dev/frontend prod/database 8080/TCP
//   ...
//
//   upgrade(root)   all blocks in it that are none yet
//
// Generators mark the language of a block on <code> or on what is around it, as language-podwall-lab or podwall-lab.
// The block stays inside the widget: it is what can be read until the widget is ready.

const KINDS = ['quiz', 'lab', 'diagram', 'matrix'];

export function upgrade(root) {
  for (const kind of KINDS) {
    const named = `:is(.language-podwall-${kind}, .podwall-${kind}, [data-language="podwall-${kind}"])`;
    const blocks = [...root.querySelectorAll(`pre${named}, ${named} pre, pre:has(> code${named})`)];
    for (const block of blocks) if (!block.closest(`podwall-${kind}`)) dress(block, kind);
  }
}

function dress(block, kind) {
  const widget = document.createElement(`podwall-${kind}`);
  const asked = /^\s*# ask: *(\S+ +\S+(?: +\S+)?)[ \t]*$/m.exec(block.textContent);
  if (asked && kind !== 'quiz') widget.setAttribute('question', asked[1]);
  block.replaceWith(widget);
  widget.append(block);
}
