// route.js: the way of each line from tile to tile. A pure function of the layout and the lines.
//
// A line leaves its source on the right and enters its destination on the left, where the walls stand. Between them it
// runs in the gutters between columns and, where it has to pass a column, through a free corridor of that column: it
// never crosses a tile or the heading of a room. Lines that would lie on each other take lanes beside each other while
// there is room. Corners are round; a line between neighbouring columns is one soft curve.

// distance from the tile to the far side of the wall
export const WALL = { thick: 5, ingress: 11, egress: 20, over: 4 };
export const BAR = { ingress: 16, egress: 11 }; // distance from the tile to the bar of a denied line

const LANE = 7;
const CLEAR = { tile: 8, title: 4, door: 18 }; // what a corridor keeps away from
const CORNER = 34;

/**
 * route(layout, lines, walls) -> Map from key of line to
 *   {d, points, end: {x, y, kind: 'arrow'|'bar'|'partly'}, ghost: d of the way it would have gone, or ''}
 * walls: [{ingress: bool, egress: bool, ingressDoor: text, egressDoor: text}] by tile.
 * points is the line as a polyline, for labels and for the packet's way.
 */
export function route(layout, lines, walls) {
  const ways = lines.map((line) => ({ line, ...columnsOf(layout, line) }));
  for (const way of ways) way.run = way.near ? null : corridorOf(layout, way, walls);
  const ends = attach(layout, ways, walls);
  const lanes = { rows: [], gutters: [] };
  const routed = new Map();
  // Short ways first: they have the least choice.
  const order = ways.map((way, i) => i).sort((a, b) => ways[a].span - ways[b].span || a - b);
  for (const i of order) routed.set(ways[i].line.key, wayOf(layout, ways[i], ends[i], lanes, walls));
  return routed;
}

function columnsOf(layout, { from, to }) {
  const [a, b] = [layout.tiles[from], layout.tiles[to]];
  const [leave, enter] = [a.column + 1, b.column]; // the gutters: gutter i is left of column i
  return { leave, enter, near: leave === enter, a, b, span: Math.abs(leave - enter) };
}

// The free stretch through the columns between the gutters that costs the shortest way.
function corridorOf(layout, { leave, enter, a, b }, walls) {
  const [first, last] = leave < enter ? [leave, enter - 1] : [enter, leave - 1];
  const blocked = [];
  layout.tiles.forEach((tile, index) => {
    if (tile.column < first || tile.column > last) return;
    const wall = walls[index] ?? {};
    const above = wall.ingressDoor || wall.egressDoor ? CLEAR.door : CLEAR.tile;
    blocked.push([tile.y - above, tile.y + tile.h + CLEAR.tile]);
  });
  const [x0, x1] = [layout.columns[first].x, layout.columns[last].x + layout.columns[last].w];
  for (const { title } of layout.rooms) {
    if (title.x < x1 && title.x + title.w > x0) blocked.push([title.y - CLEAR.title, title.y + title.h + CLEAR.title]);
  }
  return nearest(gapsIn(blocked, layout.height), middle(a), middle(b));
}

const middle = ({ y, h }) => y + h / 2;

function gapsIn(blocked, height) {
  const gaps = [];
  let free = 3;
  for (const [top, bottom] of blocked.sort((a, b) => a[0] - b[0])) {
    if (top - free >= 4) gaps.push([free, top]);
    free = Math.max(free, bottom);
  }
  gaps.push([free, Math.max(free + 4, height - 3)]);
  return gaps;
}

function nearest(gaps, y0, y1) {
  const priced = gaps.map(([low, high]) => {
    const y = Math.max(low, Math.min(high, y1));
    return { low, high, cost: Math.abs(y - y0) + Math.abs(y - y1) };
  });
  return priced.reduce((best, gap) => (gap.cost < best.cost ? gap : best));
}

// ---- where lines touch their tiles

// -> [{y0, y1}] for each way. Lines of a side stand in the order they come from, those that pass apart from those that
// are stopped: the former in the door.
function attach(layout, ways, walls) {
  const ends = ways.map(() => ({}));
  const sides = new Map();
  const add = (tile, side, i, toward) => {
    const key = `${tile} ${side}`;
    if (!sides.has(key)) sides.set(key, { tile, side, list: [] });
    sides.get(key).list.push({ i, toward, stopped: ways[i].line.stop === side && ways[i].line.verdict === 'deny' });
  };
  ways.forEach(({ line, run, a, b }, i) => {
    add(line.from, 'egress', i, run ? (run.low + run.high) / 2 : middle(b));
    add(line.to, 'ingress', i, run ? (run.low + run.high) / 2 : middle(a));
  });
  for (const { tile, side, list } of sides.values()) {
    list.sort((p, q) => p.toward - q.toward || p.i - q.i);
    const wall = walls[tile] ?? {};
    const at = spots(layout.tiles[tile], wall[`${side}Door`], list);
    list.forEach(({ i }, n) => { ends[i][side === 'egress' ? 'y0' : 'y1'] = at[n]; });
  }
  return ends;
}

/** The middle of a tile's door and half its height. */
export const doorAt = ({ y, h }) => (h > 40 ? { y: y + Math.round(h * 0.34), half: 9 } : { y: y + 10, half: 6 });

function spots(tile, door, list) {
  if (!door) return spread(list.length, middle(tile), tile.h - 18, 11);
  const { y, half } = doorAt(tile);
  const passing = list.filter(({ stopped }) => !stopped);
  const inDoor = spread(passing.length, y, 2 * half - 7, 8);
  const low = y + half + 5;
  const high = tile.y + tile.h - 3;
  const stopped = spread(list.length - passing.length, (low + high) / 2, high - low - 4, 12);
  let [p, s] = [0, 0];
  return list.map((entry) => (entry.stopped ? stopped[s++] : inDoor[p++]));
}

function spread(count, center, room, most) {
  const step = count > 1 ? Math.min(most, room / (count - 1)) : 0;
  return Array.from({ length: count }, (_, i) => Math.round((center + (i - (count - 1) / 2) * step) * 2) / 2);
}

// ---- the way itself

function wayOf(layout, way, { y0, y1 }, lanes, walls) {
  const { line, a, b } = way;
  const from = { x: a.x + a.w, y: y0 };
  const stopped = line.verdict === 'deny' && line.stop === 'egress';
  const end = endOf(line, from, { x: b.x, y: y1 });
  const goal = stopped ? { x: b.x - 2, y: y1 } : { x: end.kind === 'arrow' ? end.x - 6 : end.x, y: y1 };
  const straight = { from: walls[line.from]?.egress ? WALL.egress + 3 : 6, to: (end.kind === 'bar' ? 4 : 12) };
  const full = way.near ? crossing(layout, way.enter, from, goal, straight, lanes)
    : way.leave < way.enter ? forward(layout, way, from, goal, straight, lanes)
      : cornered([from, ...turns(layout, way, from, goal, lanes), goal]);
  if (!stopped) return { ...full, end, ghost: '' };
  const stub = [from, { x: end.x, y: y0 }];
  return { ...cornered(stub), end, ghost: full.d, ghostPoints: full.points };
}

function endOf({ verdict, stop }, from, to) {
  if (verdict === 'deny' && stop === 'egress') return { x: from.x + BAR.egress, y: from.y, kind: 'bar' };
  if (verdict === 'deny') return { x: to.x - (stop ? BAR.ingress : 4), y: to.y, kind: 'bar' };
  return { x: to.x - 1, y: to.y, kind: verdict === 'partly' ? 'partly' : 'arrow' };
}

function turns(layout, { leave, enter, run }, from, goal, lanes) {
  const y = laneIn(lanes.rows, { low: run.low + 3, high: run.high - 3, wish: goal.y }, from.x, goal.x);
  const x0 = gutterLane(layout, lanes, leave, 'near', from.y, y);
  const x1 = gutterLane(layout, lanes, enter, 'far', y, goal.y);
  return [{ x: x0, y: from.y }, { x: x0, y }, { x: x1, y }, { x: x1, y: goal.y }];
}

// The lane nearest to the wish among those that the fewest others are in.
function laneIn(taken, { low, high, wish }, from, to) {
  const [begin, end] = [Math.min(from, to), Math.max(from, to)];
  const start = Math.max(low, Math.min(high, wish));
  const near = taken.filter((lane) => lane.begin < end && lane.end > begin);
  let [best, least] = [start, Infinity];
  for (let step = 0; step < 40 && least > 0; step++) {
    const at = start + (step % 2 ? 1 : -1) * Math.ceil(step / 2) * LANE;
    if (at < low || at > high) continue;
    const others = near.filter((lane) => Math.abs(lane.at - at) < LANE - 1).length;
    if (others < least) [best, least] = [at, others];
  }
  taken.push({ at: best, begin, end });
  return best;
}

/** The stretch of a gutter in which lines may run up and down. */
export function gutterOf(layout, index) {
  const left = layout.columns[index - 1];
  const right = layout.columns[index];
  const low = left ? left.x + left.w + WALL.egress + 6 : 4;
  const high = right ? right.x - BAR.ingress - 8 : left.x + left.w + (layout.narrow ? 42 : 36);
  return { low: Math.min(low, high), high };
}

function gutterLane(layout, { gutters }, index, side, y0, y1) {
  if (Math.abs(y0 - y1) < 1) return sideOf(layout, index, side);
  const taken = (gutters[index] ??= []);
  return laneIn(taken, { ...gutterOf(layout, index), wish: sideOf(layout, index, side) }, y0, y1);
}

function sideOf(layout, index, side) {
  const { low, high } = gutterOf(layout, index);
  const inset = Math.min(10, (high - low) / 3);
  return Math.round(side === 'near' ? low + inset : high - inset);
}

// To the right: across a gutter, along the corridor, across the last gutter.
function forward(layout, { leave, enter, run }, from, goal, straight, lanes) {
  const last = layout.columns[enter - 1];
  const begin = layout.columns[leave].x - 4;
  const end = last.x + last.w + 4;
  const y = laneIn(lanes.rows, { low: run.low + 3, high: run.high - 3, wish: goal.y }, begin, end);
  const first = crossing(layout, leave, from, { x: begin, y }, { from: straight.from, to: 0 }, lanes);
  const second = crossing(layout, enter, { x: end, y }, goal, { from: 0, to: straight.to }, lanes);
  return { d: `${first.d}${second.d.replace('M', 'L')}`, points: [...first.points, ...second.points] };
}

// Across one gutter: a soft curve, or, where it would be steep, a way with corners.
function crossing(layout, index, from, goal, straight, lanes) {
  const start = { x: from.x + straight.from, y: from.y };
  const stop = { x: goal.x - straight.to, y: goal.y };
  if (Math.abs(goal.y - from.y) > 2.2 * (stop.x - start.x)) {
    const x = gutterLane(layout, lanes, index, 'near', from.y, goal.y);
    return cornered([from, { x, y: from.y }, { x, y: goal.y }, goal]);
  }
  const half = (start.x + stop.x) / 2;
  const curve = [start, { x: half, y: start.y }, { x: half, y: stop.y }, stop];
  return {
    d: `M${n(from.x)} ${n(from.y)}H${n(start.x)}C${curve.slice(1).map(xy).join(' ')}H${n(goal.x)}`,
    points: [from, ...flatten(curve), goal],
  };
}

const n = (value) => Math.round(value * 10) / 10;
const xy = ({ x, y }) => `${n(x)} ${n(y)}`;

function flatten([p, q, r, s], steps = 12) {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const [t, u] = [i / steps, 1 - i / steps];
    const at = (axis) => u ** 3 * p[axis] + 3 * u * u * t * q[axis] + 3 * u * t * t * r[axis] + t ** 3 * s[axis];
    return { x: at('x'), y: at('y') };
  });
}

// A polyline with round corners.
function cornered(raw) {
  const corners = raw.filter((p, i) => i === 0 || Math.abs(p.x - raw[i - 1].x) + Math.abs(p.y - raw[i - 1].y) > 0.4);
  let d = `M${xy(corners[0])}`;
  const points = [corners[0]];
  corners.slice(1, -1).forEach((corner, i) => {
    const [before, after] = [corners[i], corners[i + 2]];
    const reach = Math.min(CORNER, share(before, corner, i === 0), share(corner, after, i + 2 === corners.length - 1));
    const [enter, leave] = [toward(corner, before, reach), toward(corner, after, reach)];
    const soft = [enter, toward(corner, before, reach * 0.4), toward(corner, after, reach * 0.4), leave];
    d += `L${xy(enter)}C${soft.slice(1).map(xy).join(' ')}`;
    points.push(...flatten(soft, 6));
  });
  points.push(corners.at(-1));
  return { d: `${d}L${xy(corners.at(-1))}`, points };
}

// A corner takes half of a stretch it shares with another corner, nearly all of one that it has alone.
const share = (p, q, alone) => Math.hypot(p.x - q.x, p.y - q.y) * (alone ? 0.85 : 0.5);

function toward(p, q, reach) {
  const length = Math.hypot(q.x - p.x, q.y - p.y) || 1;
  return { x: p.x + (q.x - p.x) * reach / length, y: p.y + (q.y - p.y) * reach / length };
}
