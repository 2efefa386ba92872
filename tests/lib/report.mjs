// Counts what the suites say and prints it: one line a suite, failures and skips beneath it.
// Promises: a failure shows its detail (cut at a bound), a skip its reason, and nothing is silent.

const MOST_FAILURES_SHOWN = 20;
const MOST_DETAIL_LINES = 40;
const CLOSING = /^([\s\S]*?)^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\n$/m;

export class Report {
  constructor(print = console.log) {
    this.print = print;
    this.total = { passed: 0, failed: 0, skipped: 0 };
  }

  // Runs one suite; an error it throws is one failure of it.
  async suite(name, run) {
    const started = Date.now();
    const suite = new Suite();
    try {
      await run(suite);
    } catch (error) {
      suite.fail('the suite itself', error.stack ?? String(error));
    }
    this.#show(name, suite, Date.now() - started);
    this.total.passed += suite.passed;
    this.total.failed += suite.failures.length;
    this.total.skipped += suite.skipped;
  }

  // Takes over what the report of one suite printed elsewhere; one that did not come to its closing line has failed.
  add(name, printed, errors = '') {
    const [, lines, ...counts] = CLOSING.exec(printed) ?? [];
    if (lines === undefined) return this.suite(name, (suite) => suite.fail('the suite itself', printed + errors));
    this.print((lines + errors).trimEnd());
    Object.keys(this.total).forEach((key, at) => {
      this.total[key] += Number(counts[at] ?? 0);
    });
  }

  // The closing line that people and CI read.
  closing() {
    const { passed, failed, skipped } = this.total;
    return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  }

  exitCode() {
    const nothingRan = this.total.passed + this.total.failed === 0;
    return this.total.failed > 0 || nothingRan ? 1 : 0;
  }

  #show(name, suite, milliseconds) {
    const mark = suite.failures.length > 0 ? 'FAIL' : suite.passed > 0 ? 'ok' : '--';
    const skips = suite.skipped > 0 ? `, ${suite.skipped} skipped` : '';
    const counts = `${suite.passed} passed, ${suite.failures.length} failed${skips}`;
    this.print(`${mark.padEnd(4)} ${name.padEnd(14)} ${counts}  ${(milliseconds / 1000).toFixed(1)} s`);
    suite.notes.forEach((note) => this.print(`       ${note}`));
    suite.skips.forEach(({ count, reason }) => this.print(`     skipped ${count}: ${reason}`));
    suite.failures.slice(0, MOST_FAILURES_SHOWN).forEach((failure) => this.#showFailure(failure));
    const hidden = suite.failures.length - MOST_FAILURES_SHOWN;
    if (hidden > 0) this.print(`     ... and ${hidden} more failures`);
  }

  #showFailure({ name, detail }) {
    this.print(`     failed: ${name}`);
    const lines = String(detail ?? '').split('\n');
    lines.slice(0, MOST_DETAIL_LINES).forEach((line) => this.print(`       | ${line}`));
    if (lines.length > MOST_DETAIL_LINES) this.print(`       | ... ${lines.length - MOST_DETAIL_LINES} more lines`);
  }
}

// What a suite is handed: it says how each of its cases went.
export class Suite {
  passed = 0;
  skipped = 0;
  failures = [];
  skips = [];
  notes = [];

  pass(count = 1) {
    this.passed += count;
  }

  fail(name, detail) {
    this.failures.push({ name, detail });
  }

  skip(reason, count = 1) {
    this.skipped += count;
    this.skips.push({ reason, count });
  }

  // A line for the reader that is no verdict.
  note(text) {
    this.notes.push(text);
  }

  // Passes when `problem` is empty (undefined, '' or []), else fails with it.
  check(name, problem) {
    const empty = problem === undefined || problem === '' || (Array.isArray(problem) && problem.length === 0);
    if (empty) this.pass();
    else this.fail(name, Array.isArray(problem) ? problem.join('\n') : problem);
  }
}
