// A picture of its own for a small part (an article, a focus, a path): the places that suit the
// whole would leave its nodes on a heap. Stress majorization, as in layout.py, from those places.

const STAGE = 220; // items at most

const ofPart = () => Boolean(S.focus || S.path || S.view === "article");
const staging = () => ofPart() || onlySomeEvents();

function hops(ids, edges) {
  const row = new Map(ids.map((id, i) => [id, i]));
  const near = ids.map(() => []);
  for (const edge of edges.values()) {
    near[row.get(edge.from)].push(row.get(edge.to));
    near[row.get(edge.to)].push(row.get(edge.from));
  }
  const table = ids.map((_, start) => {
    const far = new Float64Array(ids.length).fill(-1);
    far[start] = 0;
    const queue = [start];
    for (let i = 0; i < queue.length; i += 1)
      for (const next of near[queue[i]])
        if (far[next] < 0) {
          far[next] = far[queue[i]] + 1;
          queue.push(next);
        }
    return far;
  });
  const longest = Math.max(...table.map((far) => Math.max(...far)));
  // parts that nothing joins stand a little further off than anything joined
  for (const far of table)
    for (let i = 0; i < far.length; i += 1) if (far[i] < 0) far[i] = Math.min(longest + 0.5, 3);
  return table;
}

function boxOf(item) {
  const lines = (item.caption || item.label || "").split("\n");
  const wide = Math.max(...lines.map((line) => line.length)) * 7.2;
  return item.caption
    ? [Math.max(wide, 2 * item.size) + 12, 2 * item.size + lines.length * 18 + 12]
    : [wide + 24, 36];
}

function arrange(nodes, edges) {
  if (!staging()) return;
  if (!ofPart()) return arrangeParts(nodes, edges);
  const ids = [...nodes.keys()];
  if (ids.length < 2 || ids.length > STAGE) return;
  const [x, y] = stress(ids, nodes, edges);
  stretch(x, y);
  apart(
    ids.map((id) => boxOf(nodes.get(id))),
    x,
    y,
  );
  ids.forEach((id, i) =>
    Object.assign(nodes.get(id), { x: Math.round(x[i]), y: Math.round(y[i]) }),
  );
}

// Places of these nodes, [x, y]: as far from each other as the links between them ask.
function stress(ids, nodes, edges) {
  const count = ids.length;
  const far = hops(ids, edges);
  const unit = (folded() ? 165 : 90) + 6 * Math.sqrt(count); // folded links carry words
  const x = ids.map((id, i) => nodes.get(id).x / 4 + 9 * Math.cos(scatter(i)));
  const y = ids.map((id, i) => nodes.get(id).y / 4 + 9 * Math.sin(scatter(i)));
  for (let round = 0; round < 120; round += 1)
    for (let i = 0; i < count; i += 1) {
      let [sx, sy, sum] = [0, 0, 0];
      for (let k = 0; k < count; k += 1) {
        if (k === i) continue;
        const want = far[i][k] * unit;
        const weight = 1 / (far[i][k] * far[i][k]);
        const [dx, dy] = [x[i] - x[k], y[i] - y[k]];
        const pull = want / (Math.hypot(dx, dy) || 1);
        sx += weight * (x[k] + dx * pull);
        sy += weight * (y[k] + dy * pull);
        sum += weight;
      }
      x[i] = sx / sum;
      y[i] = sy / sum;
    }
  return [x, y];
}

// Draw the picture out until it has the shape of its pane, so that names find room.
function stretch(x, y) {
  const { clientWidth, clientHeight } = $("stage");
  const beside = S.view === "article";
  const above = beside && innerWidth < 900;
  const wide = beside && !above ? clientWidth / 2 : clientWidth;
  const tall = above ? clientHeight / 3 : clientHeight;
  const span = (list) => Math.max(...list) - Math.min(...list) + 60;
  const over = span(x) / span(y) / (Math.max(wide - 120, 100) / Math.max(tall - 80, 60));
  const [axis, factor] = over > 1 ? [y, over] : [x, 1 / over];
  for (let i = 0; i < axis.length; i += 1) axis[i] *= Math.min(factor, 1.8);
}

// Push boxes apart, each pair along the axis on which they overlap least.
function apart(boxes, x, y) {
  for (let round = 0; round < 60; round += 1) {
    let moved = false;
    for (let i = 0; i < boxes.length; i += 1)
      for (let k = i + 1; k < boxes.length; k += 1) {
        const over = (boxes[i][0] + boxes[k][0]) / 2 - Math.abs(x[i] - x[k]);
        const deep = (boxes[i][1] + boxes[k][1]) / 2 - Math.abs(y[i] - y[k]);
        if (over <= 1 || deep <= 1) continue;
        moved = true;
        const [axis, push] = over < deep ? [x, over / 2] : [y, deep / 2];
        const way = axis[i] < axis[k] ? 1 : -1;
        axis[i] -= way * push;
        axis[k] += way * push;
      }
    if (!moved) return;
  }
}
