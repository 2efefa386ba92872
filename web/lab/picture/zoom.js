// zoom.js: the stage scrolls by itself (bars, wheel, fingers, and nothing is taken from the page); this adds dragging
// with the mouse, and zoom by pinch, by wheel with Ctrl or Command, and by buttons. Text is never made smaller than
// 11 pixels.

const SCALE = { least: 11 / 12, most: 3, step: 1.25 };
const DRAG = 4; // pixels before a press becomes a drag

export class Zoom {
  #stage;
  #svg;
  #size = { width: 1, height: 1 };
  #scale = 1;
  #own = false; // the reader chose a scale; until then it fits
  #dragged = false;

  constructor(stage, svg) {
    this.#stage = stage;
    this.#svg = svg;
    stage.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    stage.addEventListener('pointerdown', (event) => this.#press(event));
    stage.addEventListener('touchstart', (event) => this.#pinch(event), { passive: true });
    // A drag ends in a click, which is not meant for what lies under it.
    stage.addEventListener('click', (event) => {
      if (this.#dragged) event.stopPropagation();
      this.#dragged = false;
    }, true);
  }

  /** The picture's own size: at scale 1 one of its units is one pixel. */
  set size({ width, height }) {
    this.#size = { width, height };
    if (!this.#own) this.#scale = this.#fitting();
    this.#apply();
  }

  get scale() {
    return this.#scale;
  }

  /** +1 zooms in, -1 out, around the middle of what is seen. */
  step(direction) {
    this.#to(this.#scale * SCALE.step ** direction);
  }

  fit() {
    this.#own = false;
    this.#scale = this.#fitting();
    this.#apply();
    this.#stage.scrollTo(0, 0);
  }

  pan(x, y) {
    this.#stage.scrollBy(x, y);
  }

  /** Scrolls the stage, never the page, until the box is seen. */
  show({ x, y, w, h }) {
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.#stage;
    const next = (at, low, high, room) => (low < at ? low - 24 : high > at + room ? high - room + 24 : at);
    const to = [next(scrollLeft, x * this.#scale, (x + w) * this.#scale, clientWidth),
      next(scrollTop, y * this.#scale, (y + h) * this.#scale, clientHeight)];
    if (to[0] !== scrollLeft || to[1] !== scrollTop) this.#stage.scrollTo(...to);
  }

  #fitting() {
    const { clientWidth, clientHeight } = this.#stage;
    return Math.max(SCALE.least, Math.min(1, clientWidth / this.#size.width, clientHeight / this.#size.height));
  }

  #to(scale, point) {
    const next = Math.max(SCALE.least, Math.min(SCALE.most, scale));
    const { left, top, width, height } = this.#stage.getBoundingClientRect();
    const at = point ? { x: point.x - left, y: point.y - top } : { x: width / 2, y: height / 2 };
    const grow = next / this.#scale;
    const to = [(this.#stage.scrollLeft + at.x) * grow - at.x, (this.#stage.scrollTop + at.y) * grow - at.y];
    this.#own = true;
    this.#scale = next;
    this.#apply();
    this.#stage.scrollTo(...to);
  }

  #apply() {
    this.#svg.style.width = `${Math.floor(this.#size.width * this.#scale)}px`;
    this.#svg.style.height = `${Math.floor(this.#size.height * this.#scale)}px`;
  }

  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return; // the page's
    event.preventDefault();
    this.#to(this.#scale * Math.exp(-event.deltaY * 0.004), { x: event.clientX, y: event.clientY });
  }

  #press(event) {
    this.#dragged = false;
    if (event.pointerType === 'touch' || event.button !== 0) return; // fingers scroll
    const begin = { x: event.clientX, y: event.clientY, left: this.#stage.scrollLeft, top: this.#stage.scrollTop };
    const move = (next) => {
      const [x, y] = [next.clientX - begin.x, next.clientY - begin.y];
      if (!this.#dragged && Math.hypot(x, y) < DRAG) return;
      this.#dragged = true;
      this.#stage.scrollTo(begin.left - x, begin.top - y);
    };
    const end = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
  }

  #pinch(event) {
    if (event.touches.length !== 2) return;
    const spread = ({ touches: [a, b] }) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    const begin = { spread: spread(event), scale: this.#scale };
    const move = (next) => {
      if (next.touches.length !== 2) return;
      next.preventDefault();
      const [a, b] = next.touches;
      this.#to(begin.scale * spread(next) / begin.spread,
        { x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 });
    };
    const end = () => {
      this.#stage.removeEventListener('touchmove', move);
      this.#stage.removeEventListener('touchend', end);
      this.#stage.removeEventListener('touchcancel', end);
    };
    this.#stage.addEventListener('touchmove', move, { passive: false });
    this.#stage.addEventListener('touchend', end);
    this.#stage.addEventListener('touchcancel', end);
  }
}
