// packet.js: one packet on its way. A dot runs along a line and stays where the line ends: in the destination, or at
// the wall that stops it. With reduced motion it is there at once.

import { pointAt } from './labels.js';
import { put, s } from './svg.js';

const SPEED = 0.45; // pixels in a millisecond
const [LEAST, MOST] = [500, 1800]; // milliseconds

export class Packet {
  #layer;
  #frame = 0;
  #dot = s('circle', { r: 6 });

  constructor(layer) {
    this.#layer = layer;
  }

  /** Runs along points; resolves to true on arrival, false when it was taken away before. tone: 'allow' or 'deny'. */
  run(points, tone, { still }) {
    this.clear();
    put(this.#dot, { class: `packet ${tone}` });
    this.#layer.append(this.#dot);
    if (still) {
      this.#to(points.at(-1));
      return Promise.resolve(true);
    }
    const length = points.slice(1).reduce((sum, p, i) => sum + Math.hypot(p.x - points[i].x, p.y - points[i].y), 0);
    const time = Math.max(LEAST, Math.min(MOST, length / SPEED));
    return new Promise((resolve) => {
      let begin;
      const step = (now) => {
        if (!this.#dot.isConnected) { resolve(false); return; }
        begin ??= now;
        const part = Math.min(1, (now - begin) / time);
        this.#to(pointAt(points, part));
        if (part < 1) this.#frame = requestAnimationFrame(step);
        else resolve(true);
      };
      this.#frame = requestAnimationFrame(step);
      this.#to(points[0]);
    });
  }

  clear() {
    this.#dot.remove();
    cancelAnimationFrame(this.#frame);
    this.#dot = s('circle', { r: 6 });
  }

  #to({ x, y }) {
    put(this.#dot, { cx: Math.round(x * 10) / 10, cy: Math.round(y * 10) / 10 });
  }
}
