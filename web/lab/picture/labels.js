// labels.js: where the words of the lines stand: on their line, and on nothing else. A pure function.

const HEIGHT = 18;
const PLACES = [0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75, 0.18, 0.82, 0.88, 0.12];
const BESIDE = [[0, -16], [0, 16], [0, -28], [0, 28], [36, -14], [36, 14]];
const CROWD = 30; // with more lines than this, crossing another line is no longer avoided

/**
 * label(items, obstacles, frame) -> [{x, y, w, h} | null] in the order of the items; items: [{points, width, rank}],
 * width 0 for a line without words;
 * obstacles: boxes that must stay free; frame: {width, height}. Low ranks choose first; null: there is no place.
 */
export function label(items, obstacles, frame) {
  const placed = [];
  const tracks = items.length > CROWD ? [] : items.map(({ points }) => along(points));
  const result = new Array(items.length).fill(null);
  const order = items.map((item, i) => i).sort((a, b) => items[a].rank - items[b].rank || a - b);
  for (const i of order) {
    if (!items[i].width) continue;
    const box = best(items[i], i, obstacles, placed, tracks, frame);
    if (box) placed.push(box);
    result[i] = box;
  }
  return result;
}

function best(item, own, obstacles, placed, tracks, frame) {
  let found = null;
  let least = Infinity;
  for (const { x, y, steep } of placesOf(item)) {
    const box = { x: Math.round(x - item.width / 2), y: Math.round(y - HEIGHT / 2), w: item.width, h: HEIGHT };
    if (box.x < 2 || box.x + box.w > frame.width - 2 || box.y < 2 || box.y + box.h > frame.height - 2) continue;
    if (obstacles.some((other) => meets(box, other, 2)) || placed.some((other) => meets(box, other, 3))) continue;
    const crossings = tracks.filter((track, i) => i !== own && track.some((p) => inside(p, box))).length;
    const cost = 2 * crossings + (steep ? 1 : 0);
    if (cost >= least) continue;
    [found, least] = [box, cost];
    if (!cost) break;
  }
  return found;
}

// On the line; words that must not be lost may stand beside it.
function placesOf({ points, rank }) {
  const on = PLACES.map((part) => pointAt(points, part));
  const beside = rank > 1 ? []
    : on.flatMap(({ x, y }) => BESIDE.map((d) => ({ x: x + d[0], y: y + d[1], steep: true })));
  return [...on, ...beside];
}

/** Whether two boxes touch, with a margin. */
export const meets = (a, b, margin = 0) => a.x < b.x + b.w + margin && b.x < a.x + a.w + margin
  && a.y < b.y + b.h + margin && b.y < a.y + a.h + margin;

const inside = (p, box) => p.x > box.x - 2 && p.x < box.x + box.w + 2 && p.y > box.y - 2 && p.y < box.y + box.h + 2;

const distance = (p, q) => Math.hypot(p.x - q.x, p.y - q.y);

/** The point at a part (0 to 1) of a polyline's length, and whether it is steep there. */
export function pointAt(points, part) {
  const lengths = points.slice(1).map((p, i) => distance(p, points[i]));
  let rest = lengths.reduce((sum, length) => sum + length, 0) * part;
  for (let i = 0; i < lengths.length; i++) {
    if (rest <= lengths[i] && lengths[i] > 0) return between(points[i], points[i + 1], rest / lengths[i]);
    rest -= lengths[i];
  }
  return points.at(-1);
}

const between = (p, q, t) => ({
  x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t, steep: Math.abs(q.y - p.y) > 0.15 * Math.abs(q.x - p.x),
});

// Points along a polyline, 8 px apart.
function along(points) {
  return points.slice(1).flatMap((q, i) => {
    const steps = Math.max(1, Math.ceil(distance(points[i], q) / 8));
    return Array.from({ length: steps }, (_, s) => between(points[i], q, s / steps));
  });
}
