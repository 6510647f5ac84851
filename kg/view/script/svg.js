// What is seen as an SVG drawing: the part of the graph on screen, or the map, or the timeline.

const OUTLINES = {
  dot: (x, y, r) => svg("circle", { cx: x, cy: y, r }),
  square: (x, y, r) => svg("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r }),
  diamond: (x, y, r) =>
    svg("polygon", { points: `${x},${y - r} ${x + r},${y} ${x},${y + r} ${x - r},${y}` }),
  triangle: (x, y, r) =>
    svg("polygon", { points: `${x},${y - r} ${x + r},${y + r * 0.75} ${x - r},${y + r * 0.75}` }),
  hexagon: (x, y, r) =>
    svg("polygon", {
      points: [0, 1, 2, 3, 4, 5]
        .map((k) => `${x + r * Math.cos((k * Math.PI) / 3)},${y + r * Math.sin((k * Math.PI) / 3)}`)
        .join(" "),
    }),
};

const svgDrawing = () =>
  S.view === "map" || S.view === "time" ? chartDrawing() : graphDrawing();

// A whole file: its own ground, direction and face.
function sheetOfSvg([left, top, wide, tall], [width, height], ...content) {
  return svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `${left} ${top} ${wide} ${tall}`,
      width,
      height,
      direction: S.lang === "ar" ? "rtl" : "ltr",
      "font-family": FACE,
    },
    svg("rect", { x: left, y: top, width: wide, height: tall, fill: ground() }),
    content,
  );
}

function graphDrawing() {
  const sheet = sheetOf();
  const [left, top] = sheet.back(0, 0);
  const frame = [left, top, sheet.wide / sheet.scale, sheet.tall / sheet.scale];
  const pills = new Set(written.pills.map((pill) => pill.id));
  const nodes = [...drawing.items.nodes.values()];
  return sheetOfSvg(
    frame,
    [sheet.wide, sheet.tall],
    drawing.edges.get().map(svgLink),
    nodes.filter((n) => n.caption && inFrame(n.id, frame)).map(svgShape),
    nodes.filter((n) => !n.caption && !pills.has(n.id) && inFrame(n.id, frame)).map(svgEvent),
    written.pills.map((p) =>
      svgPill(drawing.items.nodes.get(p.id), p.x, p.y, p.wide, p.tall, p.size),
    ),
    written.words.map((one) => svgText(one.x, one.y + one.size, one)),
    written.names.map(({ x, y, step, lines, leader }) => [
      leader && svgLine(leader, [x, y + (step * lines.length) / 2], lines[0].size / 14),
      lines.map((line, i) => svgText(x, y + line.size + i * step, line)),
    ]),
  );
}

function inFrame(id, [left, top, wide, tall]) {
  const { x, y } = network.body.nodes[id];
  return x > left - 60 && y > top - 60 && x < left + wide + 60 && y < top + tall + 60;
}

const svgLine = ([x1, y1], [x2, y2], width) =>
  svg("line", { x1, y1, x2, y2, stroke: faint(), "stroke-width": width });

const svgText = (x, y, { text, size, bold, small }) =>
  svg(
    "text",
    {
      x,
      y,
      "font-size": size,
      "font-weight": bold ? "bold" : null,
      "text-anchor": "middle",
      fill: small ? faint() : ink(),
      stroke: ground(),
      "stroke-width": size * 0.28,
      "stroke-linejoin": "round",
      "paint-order": "stroke",
    },
    text,
  );

function svgShape(n) {
  const { x, y } = network.body.nodes[n.id];
  const shape = OUTLINES[n.shape](x, y, n.size);
  shape.setAttribute("fill", n.color.background);
  shape.setAttribute("stroke", n.id === selectedId() ? ink() : ground());
  shape.setAttribute("stroke-width", n.id === selectedId() ? 3 : 1.5);
  return shape;
}

function svgEvent(n) {
  const { x, y } = network.body.nodes[n.id];
  const wide = widthOf(n.label, 14) + 12;
  return svgPill(n, x - wide / 2, y - 13, wide, 26, 14);
}

function svgPill(item, x, y, wide, tall, size) {
  const look = item.id === selectedId() ? item.color.highlight : item.color;
  const unit = size / 14;
  return [
    svg("rect", {
      x,
      y,
      width: wide,
      height: tall,
      rx: 9 * unit,
      fill: look.background,
      stroke: look.border,
      "stroke-width": item.borderWidth * unit,
      "stroke-dasharray": item.shapeProperties.borderDashes ? `${4 * unit} ${3 * unit}` : null,
    }),
    svg(
      "text",
      {
        x: x + wide / 2,
        y: y + tall / 2 + size * 0.33,
        "font-size": size,
        "text-anchor": "middle",
        fill: ink(),
      },
      item.label,
    ),
  ];
}

// A link as vis-network bows it, its arrow where it meets the shape it points at.
function svgLink(item) {
  const edge = network.body.edges[item.id];
  if (!edge?.connected) return null;
  const [a, mid, b] = [0, 0.5, 1].map((t) => onEdge(edge, t));
  const bow = [2 * mid.x - (a.x + b.x) / 2, 2 * mid.y - (a.y + b.y) / 2];
  const path = svg("path", {
    d: `M${a.x},${a.y}Q${bow[0]},${bow[1]} ${b.x},${b.y}`,
    fill: "none",
    stroke: soft(),
    "stroke-width": item.width,
    "stroke-dasharray": item.dashes ? item.dashes.join(" ") : null,
  });
  return item.arrows ? [path, svgArrow(edge, item)] : path;
}

function svgArrow(edge, item) {
  const end = drawing.items.nodes.get(item.to);
  const middle = network.body.nodes[item.to];
  const covered = ({ x, y }) =>
    end.caption
      ? Math.hypot(x - middle.x, y - middle.y) < end.size + 2
      : Math.abs(x - middle.x) < widthOf(end.label, 14) / 2 + 8 && Math.abs(y - middle.y) < 15;
  let t = 1;
  while (t > 0.1 && covered(onEdge(edge, t))) t -= 0.01;
  const [tip, back] = [onEdge(edge, t), onEdge(edge, t - 0.02)];
  const far = Math.hypot(tip.x - back.x, tip.y - back.y) || 1;
  const [dx, dy] = [(tip.x - back.x) / far, (tip.y - back.y) / far];
  const side = (way) => `${tip.x - 9 * dx - way * 4 * dy},${tip.y - 9 * dy + way * 4 * dx}`;
  return svg("polygon", { points: `${tip.x},${tip.y} ${side(1)} ${side(-1)}`, fill: soft() });
}

const STYLED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "paint-order",
  "font-size",
];

// The map and the timeline are SVG already: what the style sheet says is written into each element.
function chartDrawing() {
  const shown = $(S.view === "map" ? "world" : "timeline").querySelector("svg");
  if (!shown) return sheetOfSvg([0, 0, 400, 100], [400, 100]);
  const copy = shown.cloneNode(true);
  const [from, to] = [shown.querySelectorAll("*"), copy.querySelectorAll("*")];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of STYLED) to[i].setAttribute(name, style.getPropertyValue(name));
  });
  const { width, height } = shown.getBoundingClientRect();
  const frame = shown.getAttribute("viewBox").split(" ").map(Number);
  return sheetOfSvg(frame, [width, height], [...copy.childNodes]);
}
