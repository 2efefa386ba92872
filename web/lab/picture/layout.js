// layout.js: where rooms and tiles stand. A pure function of the namespaces, the tiles in their order and the size of
// the stage; it never sees a flow, a verdict or a policy, so nothing jumps while somebody types.
//
// Everything stands on one grid: tiles in columns, gutters between the columns. The gutters go straight through all
// rooms, which is what lets route.js find a way that never crosses a tile. Rooms fill a band from left to right, then
// the next band begins. In a room with pods that listen and pods that do not, those that listen stand to the right, so
// that most pictures read from left to right. Addresses outside have the first column to themselves.

/** Below this width rooms stand below each other and lines run in the gutters beside them. */
export const NARROW = 560;

// From roomy to dense. Pairs are the least and the most of what can be shared out.
const SIZES = [
  { density: 'full', tile: [132, 178], gutter: [70, 150], edge: 42, row: 64, gap: [38, 72], title: 46, foot: 18,
    pad: 24, between: 22 },
  { density: 'middle', tile: [124, 168], gutter: [66, 130], edge: 40, row: 44, gap: [28, 52], title: 44, foot: 16,
    pad: 22, between: 18 },
  { density: 'dense', tile: [112, 150], gutter: [62, 110], edge: 38, row: 30, gap: [24, 40], title: 42, foot: 14,
    pad: 22, between: 16 },
];
const CROWDS = [16, 32]; // where nothing fits, up to so many tiles are drawn in the first and the second size
const ROWS = [2, 3, 4, 5, 6, 8, 10, 14];
const MARGIN = 16; // above the first room and below the last
const CENTERED = 3; // columns of a room this low are centered beside each other

/**
 * arrange({tiles, namespaces}, {width, height}) -> {density, narrow, width, height, needs, tiles, rooms, columns}
 * tiles: [{x, y, w, h, column}] in the order of the tiles; rooms: [{name, labels, x, y, w, h, outside, title}], where
 * title is the box of the heading; columns: [{x, w}]; needs is the least height. All numbers are whole pixels. Width
 * and height may exceed the stage.
 */
export function arrange({ tiles, namespaces = [] }, { width, height }) {
  const rooms = roomsOf(tiles, namespaces);
  const narrow = width < NARROW;
  const plans = SIZES.flatMap((size) => plansOf(rooms, size, width, narrow));
  // A narrow stage grows with its rooms; a wide one is given.
  const fits = narrow ? null : plans.find((plan) => plan.height <= height && plan.width <= width);
  const crowd = CROWDS.filter((most) => tiles.length > most).length;
  const roomy = plans.filter((plan) => plan.size === SIZES[crowd]);
  return place(fits ?? lowest(roomy), tiles, { width, height, narrow });
}

const lowest = (plans) => plans.reduce((best, plan) => (plan.height < best.height ? plan : best));

// Rooms in the order of the namespaces; one without pods is not drawn. Outside comes first.
function roomsOf(tiles, namespaces) {
  const rooms = new Map(namespaces.map((space) => [space.name,
    { name: space.name, labels: labelsOf(space), tiles: [] }]));
  const outside = { name: 'Outside', labels: '', outside: true, tiles: [] };
  tiles.forEach((tile, index) => {
    if (tile.kind === 'outside') outside.tiles.push(index);
    else {
      if (!rooms.has(tile.namespace)) rooms.set(tile.namespace, { name: tile.namespace, labels: '', tiles: [] });
      rooms.get(tile.namespace).tiles.push(index);
    }
  });
  const listens = (index) => (tiles[index].ports ?? []).length > 0;
  return [outside, ...rooms.values()].filter((room) => room.tiles.length).map((room) => ({
    ...room, callers: room.tiles.filter((index) => !listens(index)), listeners: room.tiles.filter(listens),
  }));
}

// The label that every namespace has says nothing.
const labelsOf = ({ labels = {} }) => Object.entries(labels)
  .filter(([key]) => key !== 'kubernetes.io/metadata.name').map(([key, value]) => `${key}=${value}`).join(' ');

function plansOf(rooms, size, width, narrow) {
  const [tile, gutter] = [size.tile[0], size.gutter[0]];
  const most = narrow ? 1 : Math.max(2, Math.floor((width - 2 * size.edge + gutter) / (tile + gutter)));
  return (narrow ? [Infinity] : ROWS).flatMap((rows) => [true, false].map((parted) =>
    measure({ size, ...pack(rooms, { rows, most, narrow, parted }) })));
}

// Fills bands with rooms. A room is a list of columns, a column a list of tiles.
function pack(rooms, { rows, most, narrow, parted }) {
  const outside = narrow ? null : rooms.find((room) => room.outside);
  const first = outside ? 1 : 0;
  const bands = [];
  for (const room of rooms) {
    if (room === outside) continue;
    const columns = columnsOf(room, rows, most - first, parted);
    const last = bands.at(-1);
    const begin = last && last.end + columns.length <= most ? last.end : first;
    if (begin === first) bands.push({ rooms: [], end: first, rows: 0 });
    const band = bands.at(-1);
    band.rooms.push({ room, columns, begin });
    band.end = begin + columns.length;
    band.rows = Math.max(band.rows, ...columns.map((column) => column.length));
  }
  return { bands, outside, columns: Math.max(first, ...bands.map((band) => band.end)) };
}

function columnsOf({ tiles, callers, listeners }, rows, most, parted) {
  const both = callers.length && listeners.length && most > 1;
  const columns = parted && both ? [...chunks(callers, rows), ...chunks(listeners, rows)] : chunks(tiles, rows);
  return columns.length <= most ? columns : chunks(tiles, Math.ceil(tiles.length / most));
}

function chunks(list, length) {
  if (!(length < list.length)) return [list];
  return Array.from({ length: Math.ceil(list.length / length) }, (_, i) => list.slice(i * length, (i + 1) * length));
}

// The least a plan needs.
function measure(plan) {
  const { size, columns, bands, outside } = plan;
  const inner = bands.reduce((sum, band) => sum + band.rows - 1, 0);
  const inside = bands.reduce((sum, band) => sum + size.title + band.rows * size.row + size.foot, 0)
    + Math.max(0, bands.length - 1) * size.between + inner * size.gap[0];
  const beside = outside ? size.title + outside.tiles.length * (size.row + size.gap[0]) : 0;
  return {
    ...plan, gaps: Math.max(inner, outside?.tiles.length ?? 0),
    width: 2 * size.edge + columns * size.tile[0] + (columns - 1) * size.gutter[0],
    height: 2 * MARGIN + Math.max(inside, beside),
  };
}

// Shares out what the stage has to spare, and turns rows and columns into pixels.
function place(plan, tiles, stage) {
  const { size, bands, outside } = plan;
  const grid = columnsIn(plan, stage);
  const gap = Math.min(size.gap[1], size.gap[0] + Math.max(0, stage.height - plan.height) / Math.max(1, plan.gaps));
  const gapped = Math.floor(gap);
  const used = plan.height + plan.gaps * (gapped - size.gap[0]);
  const spot = { size, tiles, grid, gap: gapped, placed: new Array(tiles.length), rooms: [] };
  let y = MARGIN + Math.max(0, Math.floor((stage.height - used) / 2));
  if (outside) {
    placeRoom(spot, { room: outside, columns: [outside.tiles], begin: 0 }, y, outside.tiles.length);
  }
  for (const band of bands) {
    for (const entry of band.rooms) placeRoom(spot, entry, y, band.rows);
    y += size.title + band.rows * size.row + (band.rows - 1) * gapped + size.foot + size.between;
  }
  return {
    density: size.density, narrow: stage.narrow, tiles: spot.placed, rooms: spot.rooms,
    columns: grid, needs: plan.height, width: Math.max(stage.width, plan.width), height: Math.max(stage.height, used),
  };
}

function columnsIn({ size, columns, width: least }, { width, narrow }) {
  const spare = Math.max(0, width - least);
  const most = narrow ? 280 : size.tile[1];
  const w = Math.floor(Math.min(most, size.tile[0] + spare * (narrow ? 0.8 : 0.3) / Math.max(1, columns)));
  const left = Math.max(0, spare - columns * (w - size.tile[0]));
  const gutter = Math.floor(Math.min(size.gutter[1], size.gutter[0] + left / Math.max(1, columns)));
  const used = columns * w + (columns - 1) * gutter;
  const x = Math.floor(Math.max(size.edge, (Math.max(width, least) - used) / 2));
  return Array.from({ length: columns }, (_, i) => ({ x: x + i * (w + gutter), w }));
}

function placeRoom({ size, tiles, grid, gap, placed, rooms }, { room, columns, begin }, y, rows) {
  const first = grid[begin];
  const last = grid[begin + columns.length - 1];
  const pitch = size.row + gap;
  const top = y + size.title;
  columns.forEach((column, i) => {
    const lower = rows <= CENTERED && !room.outside ? Math.floor((rows - column.length) * pitch / 2) : 0;
    column.forEach((index, row) => {
      const h = size.density !== 'full' || (tiles[index].ports ?? []).length ? size.row : 48;
      const { x, w } = grid[begin + i];
      placed[index] = { x, w, h, y: top + lower + row * pitch + Math.floor((size.row - h) / 2), column: begin + i };
    });
  });
  const w = last.x + last.w - first.x;
  const words = room.name.length * 7.8 + room.labels.length * 6.7 + 12;
  rooms.push({
    name: room.name, labels: room.labels, outside: Boolean(room.outside),
    x: first.x - size.pad, y, w: w + 2 * size.pad, h: size.title + rows * size.row + (rows - 1) * gap + size.foot,
    title: { x: first.x, y: y + 9, w: Math.min(w, Math.ceil(words)), h: 16, most: w },
  });
}
