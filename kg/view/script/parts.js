// The picture of only some kinds of events, laid out anew: each connected part by itself, then the
// parts in rows, the largest first, as layout.py packs them. On the places of the whole graph those
// who met would be dots on a heap.

const NARROWED = 600; // items at most: every part needs all distances within it
const ALLEY = 36; // free pixels between two parts

function connectedParts(ids, edges) {
  const near = new Map(ids.map((id) => [id, []]));
  for (const edge of edges.values()) {
    near.get(edge.from).push(edge.to);
    near.get(edge.to).push(edge.from);
  }
  const seen = new Set();
  const parts = [];
  for (const id of ids) {
    if (seen.has(id)) continue;
    seen.add(id);
    const part = [id];
    for (let i = 0; i < part.length; i += 1)
      for (const next of near.get(part[i]))
        if (!seen.has(next)) {
          seen.add(next);
          part.push(next);
        }
    parts.push(part);
  }
  return parts.sort((a, b) => b.length - a.length); // stable: equal ones stay in order
}

// Room of an item. Of many, names are written as room allows, and each needs little more than its shape.
function roomOf(item, many) {
  if (!item.caption || !many) return boxOf(item);
  return [2 * item.size + 40, 2 * item.size + 30];
}

// Beside and below each other in rows; [{ part, x, y, boxes }] become places of all nodes.
function pack(laid, nodes) {
  const areas = laid.map((one) => {
    const across = (side) => one.x.map((x, i) => x + (side * one.boxes[i][0]) / 2);
    const down = (side) => one.y.map((y, i) => y + (side * one.boxes[i][1]) / 2);
    const [left, top] = [Math.min(...across(-1)), Math.min(...down(-1))];
    const [wide, tall] = [Math.max(...across(1)) - left, Math.max(...down(1)) - top];
    return { ...one, left, top, wide, tall };
  });
  const room = areas.reduce((sum, one) => sum + (one.wide + ALLEY) * (one.tall + ALLEY), 0);
  const { clientWidth, clientHeight } = $("stage");
  const shape = Math.max(clientWidth - 60, 100) / Math.max(clientHeight - 80, 60);
  const width = Math.max(Math.sqrt(room * shape * 1.1), ...areas.map((one) => one.wide));
  let [x, y, row] = [0, 0, 0];
  for (const one of areas) {
    if (x && x + one.wide > width) [x, y, row] = [0, y + row + ALLEY, 0];
    one.part.forEach((id, i) =>
      Object.assign(nodes.get(id), {
        x: Math.round(one.x[i] - one.left + x),
        y: Math.round(one.y[i] - one.top + y),
      }),
    );
    x += one.wide + ALLEY;
    row = Math.max(row, one.tall);
  }
}

// No wider than the room that its boxes need, as in layout.py.
function shrink(x, y, boxes) {
  const middle = (list) => list.reduce((sum, at) => sum + at, 0) / list.length;
  const [mx, my] = [middle(x), middle(y)];
  const reach = Math.sqrt(middle(x.map((at, i) => (at - mx) ** 2 + (y[i] - my) ** 2))) || 1;
  const room = Math.sqrt(boxes.reduce((sum, [wide, tall]) => sum + (wide + 12) * (tall + 12), 0));
  const factor = Math.min(1, (room / reach) * 0.6);
  for (let i = 0; i < x.length; i += 1) {
    x[i] *= factor;
    y[i] *= factor;
  }
}

function arrangeParts(nodes, edges) {
  if (!nodes.size || nodes.size > NARROWED) return;
  const laid = connectedParts([...nodes.keys()], edges).map((part) => {
    const inside = new Set(part);
    const own = new Map([...edges].filter(([, edge]) => inside.has(edge.from)));
    const boxes = part.map((id) => roomOf(nodes.get(id), nodes.size > 40));
    const [x, y] = part.length > 1 ? stress(part, nodes, own) : [[0], [0]];
    shrink(x, y, boxes);
    apart(boxes, x, y);
    return { part, x, y, boxes };
  });
  pack(laid, nodes);
}
