// Names of nodes, drawn at one readable size at every zoom. The most told-of name goes first;
// a name that would cover another waits until the reader zooms in.

const PROMINENT = 25;
const CROWD = 90; // above so many names in view, posts wait for a closer look
let hovered = null;
let labelled = []; // names drawn last: { id, lines, x, y, size }, for the SVG export
const widths = new Map();

function widthOf(pen, text, size) {
  const key = `${size}|${text}`;
  if (!widths.has(key)) {
    pen.font = `${size}px ${FACE}`;
    widths.set(key, pen.measureText(text).width);
  }
  return widths.get(key);
}

// Rectangles on screen, found by the cells they touch.
function roomBook() {
  const cells = new Map();
  const touched = ([x, y, wide, tall]) => {
    const keys = [];
    for (let i = Math.floor(x / 80); i <= Math.floor((x + wide) / 80); i += 1)
      for (let k = Math.floor(y / 40); k <= Math.floor((y + tall) / 40); k += 1)
        keys.push(i * 100003 + k);
    return keys;
  };
  return {
    take(box) {
      for (const key of touched(box)) {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(box);
      }
    },
    free: (box) =>
      !touched(box).some((key) =>
        (cells.get(key) ?? []).some(
          (b) =>
            b[0] < box[0] + box[2] &&
            b[0] + b[2] > box[0] &&
            b[1] < box[1] + box[3] &&
            b[1] + b[3] > box[1],
        ),
      ),
  };
}

// Below the node, else above it, else at its sides; on screen, in pixels from the canvas' corner.
function spots(x, y, r, wide, tall) {
  return [
    [x - wide / 2, y + r + 2],
    [x - wide / 2, y - r - tall - 1],
    [x + r + 3, y - tall / 2],
    [x - r - wide - 3, y - tall / 2],
  ];
}

function drawLabels(pen) {
  const scale = network.getScale();
  const { x: midX, y: midY } = network.getViewPosition();
  const [wideAll, tallAll] = [$("network").clientWidth, $("network").clientHeight];
  const toScreen = (x, y) => [(x - midX) * scale + wideAll / 2, (y - midY) * scale + tallAll / 2];
  const size = scale > 1 ? Math.round(14 * Math.sqrt(scale)) : 14;
  const special = new Set([selectedId(), hovered]);
  const names = roomBook(); // names and pills that stand, and shapes of nodes told of more
  const shapes = roomBook(); // shapes of all nodes
  const seen = [];
  for (const item of drawing.named) {
    const node = network.body.nodes[item.id];
    if (!node) continue;
    const [x, y] = toScreen(node.x, node.y);
    if (x < -20 || y < -20 || x > wideAll + 20 || y > tallAll + 20) continue;
    const r = item.size * scale;
    seen.push({ item, x, y, r });
    shapes.take([x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6]);
  }
  for (const { id, wide } of drawing.pills) {
    const node = network.body.nodes[id];
    if (!node) continue;
    const [x, y] = toScreen(node.x, node.y);
    names.take([x - (wide / 2) * scale, y - 12 * scale, wide * scale, 24 * scale]);
  }
  const buttons = $("zoom");
  names.take([buttons.offsetLeft, buttons.offsetTop, buttons.offsetWidth, buttons.offsetHeight]);
  seen.sort((a, b) => special.has(b.item.id) - special.has(a.item.id));
  labelled = [];
  pen.save();
  pen.textAlign = "center";
  pen.textBaseline = "top";
  pen.direction = S.lang === "ar" ? "rtl" : "ltr";
  pen.lineJoin = "round";
  seen.forEach(({ item, x, y, r }, order) => {
    names.take([x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6]);
    const forced = special.has(item.id);
    const all = item.caption.split("\n").slice(0, forced || seen.length < CROWD ? 2 : 1);
    let [lines, wide, tall] = [all, 0, 0];
    const inside = ([left, top]) => [
      x > 0 && x < wideAll ? Math.min(Math.max(left, 2), Math.max(wideAll - wide - 2, 2)) : left,
      top,
    ];
    const clear = ([left, top]) => top >= 0 && names.free([left, top, wide, tall]);
    const seek = (kept, fits) => {
      lines = kept;
      wide = Math.max(...kept.map((line, i) => widthOf(pen, line, i ? size - 2 : size))) + 4;
      tall = kept.length * (size + 3);
      return spots(x, y, r, wide, tall).map(inside).find(fits);
    };
    const open = (spot) => clear(spot) && shapes.free([...spot, wide, tall]);
    const name = all.slice(0, 1);
    // a name that matters may cover a dot that does not
    const at =
      seek(all, open) ??
      seek(name, open) ??
      (order < PROMINENT ? seek(name, clear) : null) ??
      (forced ? seek(name, () => true) : null);
    if (!at) return;
    names.take([...at, wide, tall]);
    const centre = (at[0] + wide / 2 - wideAll / 2) / scale + midX;
    const top = (at[1] - tallAll / 2) / scale + midY;
    labelled.push({ id: item.id, lines, x: centre, y: top, size: size / scale });
    lines.forEach((line, i) => {
      pen.font = `${forced && !i ? "bold " : ""}${(i ? size - 2 : size) / scale}px ${FACE}`;
      pen.lineWidth = 4 / scale;
      pen.strokeStyle = ground();
      pen.fillStyle = i ? faint() : ink();
      const down = top + (i * (size + 3)) / scale;
      pen.strokeText(line, centre, down);
      pen.fillText(line, centre, down);
    });
  });
  pen.restore();
}
