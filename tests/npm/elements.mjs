// The elements in a project's own bundle. What they say is noted where the test reads it.
import 'podwall/elements';

const { dataset } = document.documentElement;
const note = (word) => {
  dataset.heard = `${dataset.heard ?? ''} ${word}`.trim();
};
addEventListener('podwall-answer', ({ detail }) => note(detail.result.success));
addEventListener('podwall-verdict', ({ detail }) => note(detail.verdict));
