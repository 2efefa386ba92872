// hints.js: hints one at a time. The next one is offered when the one before has been opened.

import { write } from './say.js';

/** Stages the <details> inside `box`: "Hint 1 of 3" first, the others as they are asked for. */
export function stageHints(box) {
  const hints = [...(box?.querySelectorAll('details') ?? [])];
  hints.forEach((hint, index) => {
    const numbers = { number: index + 1, all: hints.length };
    write(hint.querySelector('summary'), hints.length > 1 ? 'hint.of' : 'hint', numbers);
    hint.hidden = index > 0;
    hint.addEventListener('toggle', () => {
      if (hint.open && hints[index + 1]) hints[index + 1].hidden = false;
    });
  });
}
