// The picture's layout, routes and labels, as pure functions: nothing overlaps, nothing moves without need, and no line
// runs through a tile, over many random clusters.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { label, meets } from '../../web/lab/picture/labels.js';
import { arrange } from '../../web/lab/picture/layout.js';
import { choose, doorsOf, linesOf, MOST_LINES, portsText } from '../../web/lab/picture/lines.js';
import { route } from '../../web/lab/picture/route.js';

const STAGES = [{ width: 900, height: 320 }, { width: 390, height: 560 }, { width: 1400, height: 700 },
  { width: 600, height: 300 }];

// A small generator with a seed: the same clusters in every run.
function random(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

function cluster(seed) {
  const pick = random(seed);
  const namespaces = Array.from({ length: 1 + pick(seed % 3 ? 4 : 12) },
    (_, i) => ({ name: `ns${i}`, labels: { env: `e${i}` } }));
  const tiles = namespaces.flatMap(({ name }) => Array.from({ length: pick(7) },
    (_, i) => tile(name, `p${i}`, pick(2) === 1, pick)));
  for (let i = pick(4); i > 0; i--) tiles.unshift({ ...tile('', `ip:10.${i}`, false, pick), kind: 'outside' });
  const flows = [];
  for (let i = 0; i < Math.min(60, tiles.length * 2) && tiles.length > 1; i++) {
    const from = pick(tiles.length);
    const verdict = ['allow', 'deny', 'partly'][pick(3)];
    const stop = verdict === 'deny' ? ['egress', 'ingress'][pick(2)] : '';
    flows.push({ from, to: (from + 1 + pick(tiles.length - 1)) % tiles.length, port: 80 + pick(3), protocol: 'TCP',
      verdict, stop });
  }
  return { namespaces, tiles, flows };
}

const tile = (namespace, label, listens, pick) => ({
  name: `${namespace}/${label}`, namespace, label, kind: 'pod', count: 1,
  ports: listens ? [{ port: 80, protocol: 'TCP' }] : [],
  isolated: { ingress: pick(2) === 1, egress: pick(2) === 1 },
});

const wallsOf = (data) => doorsOf(data).map((doors, i) => ({
  ...data.tiles[i].isolated, ingressDoor: doors.ingress, egressDoor: doors.egress,
}));

function everyCluster(act) {
  for (let seed = 1; seed <= 80; seed++) {
    const data = cluster(seed);
    for (const stage of STAGES) act(data, arrange(data, stage), `seed ${seed}, ${stage.width} px`);
  }
}

test('no tile, room or heading lies on another, and all lie inside the picture', () => {
  everyCluster(({ tiles }, layout, name) => {
    assert.equal(layout.tiles.filter(Boolean).length, tiles.length, name);
    for (const list of [layout.tiles, layout.rooms, layout.rooms.map(({ title }) => title)]) {
      list.forEach((a, i) => {
        assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.w <= layout.width && a.y + a.h <= layout.height, `${name}: inside`);
        list.slice(i + 1).forEach((b) => assert.ok(!meets(a, b), `${name}: apart`));
      });
    }
    for (const { title } of layout.rooms) {
      assert.ok(layout.tiles.every((box) => !meets(box, title)), `${name}: heading free`);
    }
  });
});

test('a tile stands in the room of its namespace', () => {
  everyCluster(({ tiles }, layout, name) => tiles.forEach(({ namespace, kind }, i) => {
    const room = layout.rooms.find((each) => (kind === 'outside' ? each.outside : each.name === namespace));
    const box = layout.tiles[i];
    assert.ok(box.x >= room.x && box.y >= room.y && box.x + box.w <= room.x + room.w
      && box.y + box.h <= room.y + room.h, name);
  }));
});

test('positions depend on namespaces and tiles only', () => {
  everyCluster((data, layout) => {
    const other = data.tiles.map((each) => ({ ...each, labels: ['a=b'], isolated: { ingress: true, egress: true } }));
    assert.deepEqual(arrange({ ...data, tiles: other, flows: [] }, STAGES[0]), arrange(data, STAGES[0]));
    assert.ok(layout);
  });
});

test('another pod in a room that has a place free moves no other tile', () => {
  const pick = random(1);
  const namespaces = ['a', 'b'].map((name) => ({ name }));
  const four = [['a', 'x'], ['a', 'y'], ['b', 'x']].map(([space, name]) => tile(space, name, false, pick));
  const before = arrange({ namespaces, tiles: four }, STAGES[0]);
  const after = arrange({ namespaces, tiles: [...four, tile('b', 'y', false, pick)] }, STAGES[0]);
  assert.deepEqual(after.tiles.slice(0, 2), before.tiles.slice(0, 2));
  assert.deepEqual(after.rooms[0], before.rooms[0]);
});

test('a narrow stage has one column, as wide as the stage or less', () => {
  everyCluster((data, layout, name) => {
    if (!layout.narrow) return;
    assert.ok(layout.columns.length <= 1, name);
    assert.equal(layout.width, 390, name);
  });
});

// The two tiles of a line may be touched where it begins and ends, and nowhere else.
function crossed(points, box) {
  for (let i = 1; i < points.length; i++) {
    for (let t = 0; t <= 1; t += 0.1) {
      const x = points[i - 1].x + (points[i].x - points[i - 1].x) * t;
      const y = points[i - 1].y + (points[i].y - points[i - 1].y) * t;
      if (x > box.x + 0.5 && x < box.x + box.w - 0.5 && y > box.y + 0.5 && y < box.y + box.h - 0.5) return true;
    }
  }
  return false;
}

test('no line runs through a tile or a heading, and each begins at its source', () => {
  everyCluster((data, layout, name) => {
    const lines = linesOf(data, null);
    const routes = route(layout, lines, wallsOf(data));
    for (const line of lines) {
      const { points, ghostPoints = [], end } = routes.get(line.key);
      const [a, b] = [layout.tiles[line.from], layout.tiles[line.to]];
      assert.equal(points[0].x, a.x + a.w, name);
      assert.ok(points[0].y >= a.y && points[0].y <= a.y + a.h, `${name}: begins at the side`);
      for (const box of [...layout.tiles, ...layout.rooms.map(({ title }) => title)]) {
        assert.ok(!crossed(points, box) && !crossed(ghostPoints, box), `${name}: ${line.key}`);
      }
      if (line.stop === 'egress') assert.ok(end.x > a.x + a.w && end.x < a.x + a.w + 20,
        `${name}: at the source's wall`);
      else assert.ok(end.x <= b.x && end.x > b.x - 20 && end.y >= b.y && end.y <= b.y + b.h,
        `${name}: at the other's wall`);
    }
  });
});

test('the check of crossings catches a line through a tile', () => {
  assert.ok(crossed([{ x: 0, y: 5 }, { x: 100, y: 5 }], { x: 40, y: 0, w: 20, h: 10 }));
});

test('labels meet neither each other nor a tile', () => {
  everyCluster((data, layout, name) => {
    const routes = [...route(layout, linesOf(data, null), wallsOf(data)).values()];
    const items = routes.map(({ points }, rank) => ({ points, width: 44, rank }));
    const boxes = label(items, layout.tiles, layout).filter(Boolean);
    boxes.forEach((a, i) => {
      assert.ok(!layout.tiles.some((box) => meets(a, box)), name);
      assert.ok(!boxes.slice(i + 1).some((b) => meets(a, b)), name);
    });
  });
});

test('equal flows are one line with the ports joined', () => {
  const flow = (port, verdict, stop = '') =>
    ({ from: 0, to: 1, port, protocol: 'TCP', ports: `${port}/TCP`, verdict, stop });
  const data = { tiles: [{ name: 'a/x' }, { name: 'a/y' }],
    flows: [flow(80, 'allow'), flow(443, 'allow'), flow(22, 'deny', 'ingress')] };
  const lines = linesOf(data, { opened: [{ from: 'a/x', to: 'a/y', port: 443 }], closed: [] });
  assert.deepEqual(lines.map(({ label: text, flows, change }) => [text, flows, change]),
    [['80, 443', [0, 1], 'opened'], ['22', [2], '']]);
  const other = { from: 'a/x', to: 'a/y', port: 0, ports: 'every other port' };
  const others = linesOf(data, { opened: [other], closed: [] });
  assert.deepEqual(others.map(({ change }) => change), ['', '']);
  assert.equal(portsText([53, 80, 443, 8080, 9090].map((port) => flow(port, 'allow'))), '53, 80, 443 + 2');
  assert.equal(portsText([{ port: 53, protocol: 'UDP' }]), '53/UDP');
  assert.equal(portsText([{ port: 0, ports: 'every port' }]), 'every port');
});

test('a view shows what it says, and beyond the limit says how many more', () => {
  const tiles = Array.from({ length: 12 }, (_, i) => ({ name: `a/${i}` }));
  const flows = tiles.flatMap((_, from) => tiles.flatMap((__, to) =>
    (from === to ? [] : [{ from, to, port: 80, protocol: 'TCP', verdict: 'allow', stop: '' }])));
  const lines = linesOf({ tiles, flows }, null);
  const asked = { from: 3, to: 5, port: 80 };
  assert.ok(choose(lines, 'to', asked).lines.every(({ to }) => to === 5));
  assert.ok(choose(lines, 'from', asked).lines.every(({ from }) => from === 3));
  assert.ok(choose(lines, 'question', asked).lines.every(({ to }) => to === 5));
  const opened = lines.map((line) => ({ ...line, change: line.from === 7 && line.to === 8 ? 'opened' : '' }));
  assert.equal(choose(opened, 'question', asked).lines.length, 12);
  assert.equal(choose(lines, 'changed', asked).lines.length, 0);
  const all = choose(lines, 'everything', asked);
  assert.equal(all.lines.length, MOST_LINES);
  assert.equal(all.more, 132 - MOST_LINES);
  assert.equal(all.lines.filter(({ emphasis }) => emphasis === 'asked').length, 1);
});

test('a wall has a door where something passes it', () => {
  const isolated = { ingress: true, egress: false };
  const tiles = [{ name: 'a/x' }, { name: 'a/y', isolated }, { name: 'a/z', isolated }];
  const flow = (to, verdict) => ({ from: 0, to, port: 80, protocol: 'TCP', verdict });
  assert.deepEqual(doorsOf({ tiles, flows: [flow(1, 'allow'), flow(2, 'deny')] }).map(({ ingress }) => ingress),
    ['', '80', '']);
});
