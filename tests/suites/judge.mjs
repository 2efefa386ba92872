// Proves the naive judge of tests/judge on the corpus, so that the differential suite may trust it.
import { allCases, kindsNotEvaluated, ownCases, readRows, rowLine, sayWhatIsMissing } from '../lib/cases.mjs';
import { judge } from '../judge/judge.mjs';

const FOLDERS = ['edge', 'seeds', 'random', 'cyclonus'];

export async function run(suite, { fast }) {
  if (!fast) sayWhatIsMissing(suite);
  const cases = fast ? ownCases(FOLDERS) : allCases(FOLDERS);
  for (const entry of cases.filter((each) => kindsNotEvaluated(each.text()).length === 0)) {
    suite.check(entry.id, problemOf(entry));
  }
}

function problemOf(entry) {
  const ask = judge(entry.text());
  return readRows(entry.probes()).flatMap((row) => {
    const got = rowLine({ ...row, ...ask(row.from, row.to, row.port, row.protocol) });
    return got === rowLine(row) ? [] : [`want ${rowLine(row)}\ngot  ${got}`];
  });
}
