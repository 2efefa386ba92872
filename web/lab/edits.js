// edits.js: what "the last edit" is: everything typed without a pause. The text before it is what the
// text now is compared with, so that a change stays said until the next one begins.
//
//   start()              a new scene: nothing to compare with yet
//   baseline(files)      called at each edit: the files to compare with from now on, or null to keep
//                        those that are compared with already
//   compared             whether there is anything to compare with
//   settled              whether a good text was there before: a mistake may be typing in progress
//   took(files, broken)  the answers now stand for these files

const PAUSE = 1500; // ms

export class Edits {
  #good = null; // the last text without errors that was answered
  #base = null;
  #last = -Infinity;

  start() {
    this.#good = null;
    this.#base = null;
    this.#last = -Infinity;
  }

  baseline() {
    if (!this.#good) return null; // the start itself is no edit: the first one after it need not wait
    const now = performance.now();
    const rested = now - this.#last > PAUSE;
    this.#last = now;
    if (!rested || this.#base === this.#good) return null;
    this.#base = this.#good;
    return this.#base;
  }

  get compared() {
    return this.#base !== null;
  }

  get settled() {
    return this.#good !== null;
  }

  took(files, broken) {
    if (!broken) this.#good = files;
  }
}
