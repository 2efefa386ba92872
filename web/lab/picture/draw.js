// draw.js: the picture as SVG, updated in place. Each thing is known by its name, so that nothing flickers, focus stays
// where it is, and only what is new fades in. What to draw is decided elsewhere: this file only paints it.
//
// Layers, from the back: rooms, lines, tiles (opaque: a line never hides their text), walls, labels, packet.

import { BAR, WALL, doorAt } from './route.js';
import { portsIn } from '../ports.js';
import { say } from './say.js';
import { inscribe, keep, put, s } from './svg.js';

const SIZE = { name: 13, note: 11 };
const INSET = 12; // of text in a tile
const NOTES = { full: 2, middle: 1, dense: 0 }; // lines under the name

export class Drawing {
  #ruler;
  #fonts = {};
  #known = { rooms: new Map(), tiles: new Map(), lines: new Map(), walls: new Map(), labels: new Map() };
  #layers;
  #fresh = true; // the first drawing does not fade in

  constructor(svg, ruler) {
    this.#ruler = ruler;
    this.#layers = {
      rooms: s('g', { class: 'rooms', 'aria-hidden': 'true' }),
      lines: s('g', { class: 'lines', role: 'list', 'aria-label': say('picture.connections') }),
      tiles: s('g', { class: 'tiles', role: 'list', 'aria-label': say('picture.pods') }),
      walls: s('g', { class: 'walls', 'aria-hidden': 'true' }),
      labels: s('g', { class: 'labels', 'aria-hidden': 'true' }),
      packet: s('g', { class: 'packets', 'aria-hidden': 'true' }),
    };
    svg.append(...Object.values(this.#layers));
  }

  get packetLayer() {
    return this.#layers.packet;
  }

  /** The focusable element of a tile or line by its key. */
  find(key) {
    return (this.#known.tiles.get(key) ?? this.#known.lines.get(key))?.firstElementChild ?? null;
  }

  set fonts({ text, mono }) {
    this.#fonts = {
      name: `600 ${SIZE.name}px ${text}`, note: `${SIZE.note}px ${mono}`, label: `600 ${SIZE.note}px ${text}`,
    };
  }

  /** The width a label needs. */
  labelWidth(text) {
    return Math.ceil(this.#ruler.width(text, this.#fonts.label)) + 14;
  }

  /** The box of the words above a door, which lines' labels keep away from. */
  doorBoxes(layout, walls) {
    return walls.flatMap((wall, i) => this.#doorsOf(layout.tiles[i], wall)
      .map(({ side, x, y, text }) => {
        const w = this.#ruler.width(text, this.#fonts.note);
        return { x: side === 'ingress' ? x : x - w, y: y - 11, w, h: 14 };
      }));
  }

  /** update({layout, tiles, walls, lines, routes, boxes}): see picture.js for how these are made. */
  update(scene) {
    const { layout, tiles, walls, lines } = scene;
    const by = (known, items, parts) => keep(this.#layers[known], this.#known[known], items, parts);
    by('rooms', layout.rooms,
      { key: (room) => room.name, make: () => this.#newRoom(), update: (g, room) => this.#room(g, room) });
    by('tiles', tiles, {
      key: (tile) => tile.name, make: (tile) => this.#newTile(tile),
      update: (g, tile) => this.#tile(g, tile, layout.tiles[tile.index], layout.density),
    });
    by('walls', tiles.filter(({ index }) => walls[index].ingress || walls[index].egress), {
      key: (tile) => tile.name, make: (tile) => s('g', { 'data-key': tile.name }),
      update: (g, tile) => this.#wall(g, layout.tiles[tile.index], walls[tile.index]),
    });
    by('lines', lines, {
      key: (line) => line.key, make: (line) => newLine(line),
      update: (g, line) => drawLine(g, line, scene.routes.get(line.key)),
    });
    const labelled = lines.map((line, i) => ({ ...line, box: scene.boxes[i] })).filter(({ box }) => box);
    by('labels', labelled, {
      key: (line) => line.key, make: (line) => newLabel(line), update: (g, line) => drawLabel(g, line),
    });
    this.#fresh = false;
  }

  // ---- rooms

  #newRoom() {
    return s('g', {}, s('rect', { rx: 10 }), s('text', { class: 'name' }), s('text', { class: 'note' }), s('title'));
  }

  #room(g, { name, labels, x, y, w, h, title, outside }) {
    const [rect, heading, note, full] = g.children;
    put(g, { class: outside ? 'room outside' : 'room', 'data-key': name });
    put(rect, { x, y, width: w, height: h });
    const shown = this.#ruler.fit(outside ? say('picture.outside') : name, title.most, this.#fonts.name);
    const used = Math.ceil(this.#ruler.width(shown, this.#fonts.name)) + 9;
    inscribe(put(heading, { x: title.x, y: title.y + 13 }), shown);
    const rest = title.most - used;
    inscribe(put(note, { x: title.x + used, y: title.y + 13 }),
      rest > 30 ? this.#ruler.fit(labels, rest, this.#fonts.note) : '');
    inscribe(full, labels ? say('picture.namespace', { name, labels }) : shown);
  }

  // ---- tiles

  // The words stand beside the button, not in it: its name is a whole sentence.
  #newTile(tile) {
    const words = s('g', { class: 'words', 'aria-hidden': 'true' }, s('text', { class: 'name' }),
      s('text', { class: 'note' }),
      s('text', { class: 'note' }), s('text', { class: 'count' }));
    const button = s('g', { role: 'button', class: 'tile', tabindex: -1, 'data-tile': tile.name },
      s('rect', { class: 'box', rx: 8 }), s('title'));
    return s('g', { role: 'listitem', class: this.#fresh ? '' : 'new', 'data-key': tile.name }, button, words);
  }

  #tile(g, tile, { x, y, w, h }, density) {
    const [button, words] = g.children;
    const [box, full] = button.children;
    put(g, { transform: `translate(${x} ${y})` });
    put(button, {
      'aria-label': tile.sentence, 'aria-pressed': String(Boolean(tile.pending)),
      class: ['tile', tile.kind, tile.mark, tile.pending && 'pending'].filter(Boolean).join(' '),
    });
    put(box, { width: w, height: h });
    inscribe(full, tile.full);
    this.#words(words.children, tile, { w, h }, density);
  }

  #words([name, labels, ports, count], tile, { w, h }, density) {
    const number = tile.count > 1 ? `× ${tile.count}` : '';
    const room = w - 2 * INSET - (number ? this.#ruler.width(number, this.#fonts.note) + 8 : 0);
    const notes = this.#notesOf(tile, w - 2 * INSET).slice(0, NOTES[density]);
    const top = h / 2 + 4.5 - notes.length * 8;
    inscribe(put(name, { x: INSET, y: top }), this.#ruler.fit(tile.label, room, this.#fonts.name));
    inscribe(put(count, { x: w - INSET, y: top, 'text-anchor': 'end' }), number);
    inscribe(put(labels, { x: INSET, y: top + 16 }), notes[0] ?? '');
    inscribe(put(ports, { x: INSET, y: top + 31 }), notes[1] ?? '');
  }

  #notesOf({ labels = [], ports = [], kind, name }, room) {
    const fit = (text) => this.#ruler.fit(text, room, this.#fonts.note);
    if (kind === 'outside') return [fit(say('picture.such-as', { address: name.replace(/^ip:/, '') }))];
    return [labels.join(' ') && fit(labels.join(' ')), ports.length ? this.#portsOf(ports, room) : ''].filter(Boolean);
  }

  // The longest way to say the ports that has room.
  #portsOf(ports, room) {
    const said = ports.map(({ port, protocol }) => `${port}/${protocol}`);
    const bare = ports.map(({ port, protocol }) => (protocol === 'TCP' ? `${port}` : `${port}/${protocol}`));
    const less = bare.slice(1).map((_, i) => `${bare.slice(0, bare.length - 1 - i).join(' ')} + ${i + 1}`);
    const ways = [say('picture.listens', { ports: said.join(' ') }), said.join(' '), bare.join(' '), ...less];
    return ways.find((way) => this.#ruler.width(way, this.#fonts.note) <= room) ?? ways.at(-1);
  }

  // ---- walls

  #doorsOf(box, wall) {
    const room = box.w / 2 + 4;
    return ['ingress', 'egress'].filter((side) => wall[side] && wall[`${side}Door`]).map((side) => ({
      side, y: box.y - 9, x: side === 'ingress' ? box.x - WALL.ingress : box.x + box.w + WALL.egress,
      text: this.#doorWords(wall[`${side}Door`], room),
    }));
  }

  #doorWords(ports, room) {
    const words = say('picture.door', { ports: portsIn(ports) });
    return this.#ruler.width(words, this.#fonts.note) <= room ? words : this.#ruler.fit(ports, room, this.#fonts.note);
  }

  #wall(g, box, wall) {
    if (!g.firstChild) g.append(s('path'), s('text'), s('text'));
    const [path, ...texts] = g.children;
    const sides = ['ingress', 'egress'].filter((side) => wall[side]);
    put(path, { d: sides.map((side) => wallPath(box, side, wall[`${side}Door`])).join('') });
    const doors = this.#doorsOf(box, wall);
    texts.forEach((text, i) => {
      const door = doors[i];
      const anchor = door?.side === 'egress' ? 'end' : 'start';
      inscribe(put(text, { x: door?.x ?? 0, y: door?.y ?? 0, 'text-anchor': anchor }), door?.text ?? '');
    });
  }
}

function wallPath(box, side, door) {
  const x = side === 'ingress' ? box.x - WALL.ingress : box.x + box.w + WALL.egress - WALL.thick;
  const [top, bottom] = [box.y - WALL.over, box.y + box.h + WALL.over];
  const piece = (from, to) => `M${x} ${from}h${WALL.thick}V${to}h${-WALL.thick}z`;
  if (!door) return piece(top, bottom);
  const { y, half } = doorAt(box);
  return (y - half > top + 2 ? piece(top, y - half) : '') + piece(y + half, bottom);
}

/** The boxes of the walls of a tile. */
export const wallBoxes = (box, wall) => [
  wall.ingress && { x: box.x - BAR.ingress - 2, y: box.y - WALL.over, w: BAR.ingress, h: box.h + 2 * WALL.over },
  wall.egress && { x: box.x + box.w, y: box.y - WALL.over, w: WALL.egress, h: box.h + 2 * WALL.over },
].filter(Boolean);

// ---- lines

function newLine(line) {
  const parts = ['hit', 'ghost', 'way', 'end'].map((name) => s('path', { class: name }));
  const button = s('g', { role: 'button', class: 'line', tabindex: -1, 'data-line': line.key }, ...parts);
  return s('g', { role: 'listitem', 'data-key': line.key }, button);
}

const classOf = ({ verdict, emphasis, change, fresh, lit }) =>
  ['line', verdict, emphasis, change && 'changed', fresh && 'fresh', lit].filter(Boolean).join(' ');

function drawLine(g, line, { d, end, ghost }) {
  const button = g.firstElementChild;
  const [hit, ghostly, way, mark] = button.children;
  put(button, { class: classOf(line), 'aria-label': line.name });
  put(hit, { d: ghost || d });
  put(ghostly, { d: ghost || null });
  put(way, { d });
  put(mark, { d: endMark(end), class: `end ${end.kind}` });
}

function endMark({ x, y, kind }) {
  if (kind === 'bar') return `M${x} ${y - 6.5}V${y + 6.5}`;
  return `M${x - 9.5} ${y - 5}L${x} ${y}L${x - 9.5} ${y + 5}${kind === 'arrow' ? 'Z' : ''}`;
}

function newLabel(line) {
  return s('g', { 'data-key': line.key, 'data-line': line.key }, s('rect', { rx: 9 }),
    s('text', { 'text-anchor': 'middle' }));
}

function drawLabel(g, line) {
  const [rect, text] = g.children;
  const { x, y, w, h } = line.box;
  put(g, { class: classOf(line).replace('line', 'label') });
  put(rect, { x, y, width: w, height: h });
  inscribe(put(text, { x: x + w / 2, y: y + 13 }), line.words);
}
