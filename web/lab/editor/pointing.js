// pointing.js: where the mouse rests in the text. Looking up the place costs a layout, so it is done once
// the pointer is still, and only a new line counts.
//
//   new Pointing(say)      say(at) for each line the pointer comes to rest on, say(null) when it left
//   over(view, event), left(), stop()

const REST_MS = 90;

export class Pointing {
  #timer = 0;
  #line = 0;

  constructor(say) {
    this.say = say;
  }

  over(view, { clientX, clientY, buttons }) {
    clearTimeout(this.#timer);
    if (buttons) return; // a selection is being drawn
    this.#timer = setTimeout(() => {
      const at = view.dom.isConnected ? view.posAtCoords({ x: clientX, y: clientY }) : null;
      const line = at === null ? 0 : view.state.doc.lineAt(at).number;
      if (line === this.#line) return;
      this.#line = line;
      this.say(at);
    }, REST_MS);
  }

  left() {
    this.stop();
    if (this.#line) this.say(null);
    this.#line = 0;
  }

  stop() {
    clearTimeout(this.#timer);
  }
}
