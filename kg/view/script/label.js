// What is written over the drawing, at one readable size at every zoom: names of nodes, the most
// told-of first; kinds of events; words on links. What would cover another word waits until the
// reader zooms in.

const PROMINENT = 25;
const FOREMOST = 5; // names told of so much that their post is worth covering a dot, or a line to it
const CROWD = 90; // above so many names in view, posts wait for a closer look
const THRONG = 250; // above so many, names are tried in fewer places: dragging must stay smooth
const PILL = 11; // pixels of an event's word when the drawing itself would show it smaller
let hovered = null;
// What stands written, in the drawing's own coordinates; the SVG export writes the same.
let written = { names: [], pills: [], words: [] };

function drawLabels(pen) {
  const sheet = sheetOf();
  written = { names: [], pills: [], words: [] };
  const special = new Set([selectedId(), hovered]);
  const seen = seenNodes(sheet);
  const pills = seenPills(sheet);
  for (const box of overlays()) sheet.names.take(box);
  seen.sort((a, b) => special.has(b.item.id) - special.has(a.item.id));
  pen.save();
  pen.textAlign = "center";
  pen.textBaseline = "top";
  pen.direction = S.lang === "ar" ? "rtl" : "ltr";
  pen.lineJoin = "round";
  seen.forEach((one, order) => placeName(sheet, one, order, seen.length, special.has(one.item.id)));
  if (pills.length <= THRONG) for (const one of pills) placePill(sheet, one);
  for (const one of drawing.worded) placeWord(sheet, one);
  for (const one of written.names) if (one.leader) lead(pen, one);
  for (const one of written.names) writeName(pen, one);
  for (const one of written.pills) writePill(pen, one);
  for (const one of written.words) write(pen, one.text, one.x, one.y, one);
  pen.restore();
}

// The screen's sheet of paper: its scale, the way onto it and back, and the room taken on it.
function sheetOf() {
  const scale = network.getScale();
  const { x: midX, y: midY } = network.getViewPosition();
  const [wide, tall] = paneSize();
  return {
    scale,
    wide,
    tall,
    size: scale > 1 ? Math.round(14 * Math.sqrt(scale)) : 14,
    on: (x, y) => [(x - midX) * scale + wide / 2, (y - midY) * scale + tall / 2],
    back: (x, y) => [(x - wide / 2) / scale + midX, (y - tall / 2) / scale + midY],
    inside: (x, y) => x > -20 && y > -20 && x < wide + 20 && y < tall + 20,
    names: roomBook(), // what is written, pills, and shapes of nodes told of more
    shapes: roomBook(), // shapes of all nodes
  };
}

// What lies over the drawing's corners: the buttons, and the notice.
function overlays() {
  const from = $("network").getBoundingClientRect();
  return [$("zoom"), $("notice")]
    .map((e) => e.getBoundingClientRect())
    .filter((r) => r.width)
    .map((r) => [r.left - from.left, r.top - from.top, r.width, r.height]);
}

function seenNodes(sheet) {
  const seen = [];
  for (const item of drawing.named) {
    const node = network.body.nodes[item.id];
    if (!node) continue;
    const [x, y] = sheet.on(node.x, node.y);
    if (!sheet.inside(x, y)) continue;
    const r = item.size * sheet.scale;
    seen.push({ item, x, y, r });
    sheet.shapes.take([x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6]);
  }
  return seen;
}

function seenPills(sheet) {
  const seen = [];
  for (const item of drawing.pills) {
    const node = network.body.nodes[item.id];
    if (!node) continue;
    const [x, y] = sheet.on(node.x, node.y);
    if (!sheet.inside(x, y)) continue;
    const wide = (widthOf(item.label, 14) + 12) * sheet.scale;
    const box = [x - wide / 2, y - 13 * sheet.scale, wide, 26 * sheet.scale];
    seen.push({ item, x, y, box });
    sheet.names.take(box);
  }
  return seen;
}

function placeName(sheet, { item, x, y, r }, order, crowd, forced) {
  const { names, shapes, size, wide: wideAll } = sheet;
  names.take([x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6]);
  const [name, post] = item.caption.split("\n");
  const tight = crowd > THRONG && !forced;
  let [lines, wide, tall] = [[], 0, 0];
  const kept = ([left, top]) => [
    x > 0 && x < wideAll ? Math.min(Math.max(left, 2), Math.max(wideAll - wide - 2, 2)) : left,
    top,
  ];
  const clear = (spot) => spot[1] >= 0 && names.free([...spot, wide, tall]);
  const open = (spot) => clear(spot) && shapes.free([...spot, wide, tall]);
  const seek = (wanted, fits, where = spots) => {
    lines = wanted.filter(([text]) => text);
    wide = Math.max(...lines.map(([text, small]) => widthOf(text, small ? size - 2 : size))) + 4;
    tall = lines.length * (size + 3);
    const near = where(x, y, r, wide, tall).map(kept).find(fits);
    return near || tight || where === farSpots ? near : moreSpots(x, y, r, wide, tall).map(kept).find(fits);
  };
  const whole = [[name]];
  const told = forced || crowd < CROWD ? [post, true] : [];
  const posts = halved(told[0] ?? "")?.map((half) => [half, true]);
  const split = tight ? null : halved(name)?.map((half) => [half]);
  const at =
    (told[0] ? (seek([...whole, told], open) ?? (split && seek([...split, told], open))) : null) ??
    (posts && order < PROMINENT ? seek([...whole, ...posts], open) : null) ??
    (told[0] && order < FOREMOST
      ? (seek([...whole, told], clear) ?? seek([...whole, told], open, farSpots))
      : null) ??
    seek(whole, open) ??
    (split && seek(split, open)) ??
    // a name that matters may cover a dot that does not
    (order < PROMINENT ? seek(whole, clear) : null) ??
    (split && order < PROMINENT && crowd < CROWD ? seek(split, open, farSpots) : null) ??
    (order < PROMINENT && crowd < CROWD ? seek(whole, open, farSpots) : null) ??
    (forced ? seek(whole, () => true) : null);
  if (!at) return;
  names.take([...at, wide, tall]);
  const [centre, top] = sheet.back(at[0] + wide / 2, at[1]);
  written.names.push({
    id: item.id,
    x: centre,
    y: top,
    step: (size + 3) / sheet.scale,
    leader: far(at, x, y, r, wide, tall) ? sheet.back(x, y) : null,
    lines: lines.map(([text, small], i) => ({
      text,
      small: Boolean(small),
      bold: forced && !i,
      size: (small ? size - 2 : size) / sheet.scale,
    })),
  });
}

// Whether a name stands so far from its shape that a line must lead to it.
function far([left, top], x, y, r, wide, tall) {
  const dx = Math.max(left - x, x - left - wide, 0);
  const dy = Math.max(top - y, y - top - tall, 0);
  return Math.hypot(dx, dy) > r + 16;
}

// Far out, vis-network shows an event's word too small to read: it is written larger where there
// is room.
function placePill(sheet, { item, x, y, box }) {
  if (sheet.scale * 14 >= PILL) return;
  const wide = widthOf(item.label, PILL) + 12;
  const grown = [x - wide / 2, y - 9, wide, 18];
  if (!sheet.names.free(grown, box) || !sheet.shapes.free(grown)) return;
  sheet.names.take(grown);
  const [left, top] = sheet.back(grown[0], grown[1]);
  written.pills.push({
    id: item.id,
    text: item.label,
    x: left,
    y: top,
    wide: wide / sheet.scale,
    tall: 18 / sheet.scale,
    size: PILL / sheet.scale,
  });
}

const ALONG = [0.5, 0.43, 0.57, 0.36, 0.64, 0.29, 0.71];

// The word of a link stands level on it, near its middle, where nothing else is.
function placeWord(sheet, { id, text, chosen }) {
  const edge = network.body.edges[id];
  if (!edge?.connected) return;
  const size = chosen ? sheet.size - 1 : sheet.size - 2;
  const [wide, tall] = [widthOf(text, size) + 4, size + 4];
  for (const t of ALONG) {
    const [x, y] = sheet.on(...Object.values(onEdge(edge, t)));
    if (!sheet.inside(x, y)) continue;
    const box = [x - wide / 2, y - tall / 2, wide, tall];
    if (!sheet.names.free(box) || !sheet.shapes.free(box)) continue;
    sheet.names.take(box);
    const [centre, top] = sheet.back(x, box[1] + 1);
    written.words.push({ id, text, x: centre, y: top, size: size / sheet.scale, bold: chosen });
    return;
  }
}

function onEdge(edge, t) {
  const { x, y } = edge.edgeType.getPoint(t);
  return { x, y };
}

function write(pen, text, x, y, { size, bold = false, small = false }) {
  pen.font = `${bold ? "bold " : ""}${size}px ${FACE}`;
  pen.lineWidth = size * 0.28;
  pen.strokeStyle = ground();
  pen.fillStyle = small ? faint() : ink();
  pen.strokeText(text, x, y);
  pen.fillText(text, x, y);
}

function lead(pen, { x, y, step, lines, leader }) {
  pen.beginPath();
  pen.moveTo(...leader);
  pen.lineTo(x, y + (step * lines.length) / 2);
  pen.lineWidth = lines[0].size / 14;
  pen.strokeStyle = faint();
  pen.stroke();
}

function writeName(pen, { x, y, step, lines }) {
  lines.forEach((line, i) => write(pen, line.text, x, y + i * step, line));
}

function writePill(pen, { id, text, x, y, wide, tall, size }) {
  const { color, borderWidth, shapeProperties } = drawing.items.nodes.get(id);
  const unit = size / PILL;
  pen.beginPath();
  pen.roundRect(x, y, wide, tall, 7 * unit);
  pen.fillStyle = id === selectedId() ? color.highlight.background : color.background;
  pen.fill();
  pen.lineWidth = borderWidth * unit * (id === selectedId() ? 1.6 : 1);
  pen.strokeStyle = id === selectedId() ? color.highlight.border : color.border;
  pen.setLineDash(shapeProperties.borderDashes ? [4 * unit, 3 * unit] : []);
  pen.stroke();
  pen.setLineDash([]);
  pen.font = `${size}px ${FACE}`;
  pen.fillStyle = ink();
  pen.fillText(text, x + wide / 2, y + (tall - size * 1.25) / 2);
}
