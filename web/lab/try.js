// try.js: <podwall-try line="20" before="    podSelector:" after="  - podSelector:">, one thing to
// try, with a button for hands that cannot type just now.
//
//   editor   the <podwall-editor> whose line it is about
//   look()   to be called after each edit
//
// Compares two texts of one line, no more: when the reader's line is neither, the button steps back.

export class PodwallTry extends HTMLElement {
  editor = null;

  connectedCallback() {
    this.querySelector('button').addEventListener('click', () => {
      const wanted = this.#done() ? 'before' : 'after';
      this.editor.replaceLine(this.#line(), this.getAttribute(wanted));
    });
  }

  look() {
    const done = this.#done();
    const button = this.querySelector('button');
    button.disabled = !done && this.editor.line(this.#line()) !== this.getAttribute('before');
    button.textContent = button.dataset[done ? 'undo' : 'do'];
    this.querySelector('.task').hidden = done;
    this.querySelector('.done').hidden = !done;
  }

  #line() {
    return Number(this.getAttribute('line'));
  }

  #done() {
    return this.editor.line(this.#line()) === this.getAttribute('after');
  }
}
