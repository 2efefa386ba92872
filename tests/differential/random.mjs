// Chance that can be repeated: the same seed gives the same choices on every machine.

const STEP = 0x6d2b79f5;

export class Random {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  // A number in [0, 1); the mulberry32 generator.
  next() {
    this.state = (this.state + STEP) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  // A whole number from `low` to `high`, both included.
  between(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[this.between(0, list.length - 1)];
  }

  // `count` different items, fewer when the list is shorter.
  some(list, count) {
    const left = [...list];
    const taken = [];
    while (left.length > 0 && taken.length < count) taken.push(...left.splice(this.between(0, left.length - 1), 1));
    return taken;
  }

  // A list of `low` to `high` things made by `make(index)`.
  list(low, high, make) {
    return Array.from({ length: this.between(low, high) }, (_, index) => make(index));
  }
}
