// terminal.mjs: what a terminal shows of a connection fits what the engine says of it.
//
//   checkTerminal(block, proof, say)   a block with ask: a packet that is dropped ends in a timeout, and
//     only then does a client say so

const TYPED = /^(\$|\/ #|>) /;
const TIMEOUT = /\btimed out\b|\btimeout was reached\b/i;

export function checkTerminal({ ask, scene, text, line }, proof, say) {
  const { rows: [row], problem } = proof.rows(scene, `ask ${ask}`);
  if (problem) return say(line, `ask: ${problem.replace(/^line \d+: /, '')}`);
  const printed = text.split('\n').filter((words) => words.trim() && !TYPED.test(words));
  const late = printed.some((words) => TIMEOUT.test(words));
  const wrong = {
    allow: late && `${ask} is allowed on ${scene}, but a timeout is shown`,
    deny: !late && `${ask} is denied on ${scene}, so what is shown ends in a timeout`,
  }[row.verdict] ?? `ask: a call is allowed or denied, and this one is neither: ${row.sentence}`;
  return wrong && say(line, wrong);
}
