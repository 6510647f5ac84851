// The map: places with coordinates over an outline of the world, nothing fetched.

let mapBox = null; // [x, y, width, height] in tenths of a degree
let mapMoved = false; // by the reader
const LEADERS = 12; // more lines to names would be a thicket

// How many events that pass have a place among their roles.
function toldOf(node) {
  return node.events.filter((v) => current.total.passes.has(G.events[v])).length;
}

function showMap() {
  const box = $("world");
  const open = G.placed.filter((n) => current.total.open(n));
  if (!G.outline || !open.length) {
    const none = G.outline && G.placed.length ? "nothing" : "map.none";
    box.replaceChildren(el("p", { class: "quiet centre" }, word(none)));
    return;
  }
  const spots = open.map((n) => {
    const [latitude, longitude] = G.nodes[n].at;
    return { n, x: longitude * 10, y: -latitude * 10, count: toldOf(G.nodes[n]) };
  });
  spots.sort((a, b) => b.count - a.count || G.nodes[b.n].weight - G.nodes[a.n].weight);
  mapBox ??= frameOf(spots, box);
  const unit = mapUnit();
  const shown = spots.slice(0, 400);
  const [names, leaders] = nameSpots(shown, unit);
  box.replaceChildren(
    svg(
      "svg",
      {
        viewBox: mapBox.join(" "),
        preserveAspectRatio: "xMidYMid slice",
        role: "group",
        "aria-label": word("map"),
      },
      svg("path", { d: G.outline, class: "land", "stroke-width": 0.8 * unit }),
      leaders,
      shown.map((spot) => svgSpot(spot, unit)),
      names,
    ),
  );
}

// Units of the map in one pixel.
const mapUnit = () => mapBox[2] / Math.max($("world").clientWidth, 300);
const spotRadius = (count) => 5 + 3.5 * Math.sqrt(count);
const spotName = ({ n, count }) => nameOf(G.nodes[n]) + (count ? ` (${number(count)})` : "");

function svgSpot({ n, x, y, count }, unit) {
  const name = `${nameOf(G.nodes[n])} — ${word("map.events", { n: count })}`;
  return svg(
    "g",
    {
      class: n === selectedNode() ? "spot chosen" : "spot",
      tabindex: "0",
      role: "button",
      "aria-label": name,
      "data-node": n,
      onclick: () => choose(nodeKey(n)),
      onkeydown: (e) => e.key === "Enter" && choose(nodeKey(n)),
    },
    svg("title", {}, name),
    svg("circle", {
      cx: x,
      cy: y,
      r: spotRadius(count) * unit,
      fill: paint(G.nodes[n].type),
      stroke: ground(),
      "stroke-width": (n === selectedNode() ? 2.5 : 1) * unit,
    }),
  );
}

// Names of places beside their spots, else further off with a line to them; a name for which
// there is no room is still told by the list and by hovering.
function nameSpots(shown, unit) {
  const book = roomBook();
  const [left, top] = mapBox;
  const at = shown.map(({ x, y, count }) => [
    (x - left) / unit,
    (y - top) / unit,
    spotRadius(count),
  ]);
  for (const [x, y, r] of at) book.take([x - 0.8 * r, y - 0.8 * r, 1.6 * r, 1.6 * r]);
  const [names, leaders] = [[], []];
  const chosen = shown.findIndex(({ n }) => n === selectedNode());
  const order = shown.map((_, i) => i);
  if (chosen > 0) order.unshift(...order.splice(chosen, 1));
  for (const i of order) {
    const text = spotName(shown[i]);
    const [wide, tall] = [widthOf(text, 13) + 10, 17];
    const [x, y, r] = at[i];
    const fits = (spot) => book.free([...spot, wide, tall]);
    const near = [...spots(x, y, r, wide, tall), ...moreSpots(x, y, r, wide, tall)].find(fits);
    const led = leaders.length < LEADERS ? farSpots(x, y, r, wide, tall) : [];
    const found = near ?? led.find(fits);
    if (!found) continue;
    book.take([...found, wide, tall]);
    const onMap = (px, py) => [left + px * unit, top + py * unit];
    const [cx, cy] = onMap(found[0] + wide / 2, found[1] + 12.5);
    if (!near) {
      // to the edge of the name that is nearer
      const end = onMap(found[0] + wide / 2, found[1] + (found[1] > y ? 2 : tall));
      leaders.push(
        svg("line", {
          class: "leader",
          x1: shown[i].x,
          y1: shown[i].y,
          x2: end[0],
          y2: end[1],
          "stroke-width": unit,
        }),
      );
    }
    names.push(
      svg(
        "text",
        {
          class: i === chosen ? "place chosen" : "place",
          x: cx,
          y: cy,
          "font-size": 13 * unit,
          "text-anchor": "middle",
          "stroke-width": 3.5 * unit,
        },
        text,
      ),
    );
  }
  return [names, leaders];
}

// A box around all places, with room to see where they are.
function frameOf(spots, box) {
  const xs = spots.map((s) => s.x);
  const ys = spots.map((s) => s.y);
  const shape = Math.max(box.clientWidth, 300) / Math.max(box.clientHeight, 300);
  let wide = (Math.max(...xs) - Math.min(...xs)) * 1.3 + 150;
  const tall = (Math.max(...ys) - Math.min(...ys)) * 1.3 + 100;
  wide = Math.min(3600, Math.max(wide, tall * shape));
  const x = (Math.max(...xs) + Math.min(...xs)) / 2;
  const y = (Math.max(...ys) + Math.min(...ys)) / 2;
  return [x - wide / 2, y - wide / shape / 2, wide, wide / shape];
}

// Zoom by a factor, the point under (x, y) of the page standing still; without one, the middle.
function zoomMap(factor, clientX, clientY) {
  if (!mapBox) return;
  mapMoved = true;
  const rect = $("world").getBoundingClientRect();
  const [x, y, wide, tall] = mapBox;
  const size = Math.min(3600, Math.max(20, wide / factor));
  const real = size / wide;
  const px = clientX === undefined ? 0.5 : (clientX - rect.left) / rect.width;
  const py = clientY === undefined ? 0.5 : (clientY - rect.top) / rect.height;
  mapBox = [x + wide * px * (1 - real), y + tall * py * (1 - real), size, tall * real];
  showMap();
}

// Move by pixels.
function panMap(x, y) {
  if (!mapBox) return;
  mapMoved = true;
  mapBox = [mapBox[0] + x * mapUnit(), mapBox[1] + y * mapUnit(), mapBox[2], mapBox[3]];
  showMap();
}

function fitMap() {
  mapBox = null;
  mapMoved = false;
  showMap();
}

// One finger or the mouse drags, two fingers pinch, the wheel zooms.
function setUpMap() {
  const box = $("world");
  const down = new Map();
  let dragged = false;
  box.addEventListener(
    "wheel",
    (e) => {
      e.preventDefault();
      zoomMap(e.deltaY < 0 ? 1.25 : 0.8, e.clientX, e.clientY);
      moveLater();
    },
    { passive: false },
  );
  box.addEventListener("pointerdown", (e) => {
    down.set(e.pointerId, [e.clientX, e.clientY]);
    dragged = false;
  });
  box.addEventListener("pointermove", (e) => {
    const before = down.get(e.pointerId);
    if (!before || !mapBox) return;
    const now = [e.clientX, e.clientY];
    const other = [...down].find(([id]) => id !== e.pointerId)?.[1];
    if (!other && !dragged && Math.hypot(now[0] - before[0], now[1] - before[1]) < 4) return;
    dragged = true;
    down.set(e.pointerId, now);
    if (other) {
      const apart = ([x, y]) => Math.hypot(x - other[0], y - other[1]) || 1;
      zoomMap(apart(now) / apart(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    } else panMap(before[0] - now[0], before[1] - now[1]);
  });
  for (const end of ["pointerup", "pointercancel"])
    addEventListener(end, (e) => {
      if (down.delete(e.pointerId) && dragged) remember();
    });
  // what was dragged was not clicked
  box.addEventListener("click", (e) => dragged && e.stopPropagation(), true);
}
