// The map: places with coordinates over an outline of the world, nothing fetched.

let mapBox = null; // [x, y, width, height] in tenths of a degree
let mapDrag = null;

// How many events that pass have a place among their roles.
function toldOf(node) {
  return node.events.filter((v) => current.total.passes.has(G.events[v])).length;
}

function showMap() {
  const box = $("map");
  const open = G.placed.filter((n) => !S.hide.has(G.nodes[n].type) && current.total.open(n));
  if (!G.outline || !open.length) {
    box.replaceChildren(el("p", { class: "quiet centre" }, word("nothing")));
    return;
  }
  const spots = open.map((n) => {
    const [latitude, longitude] = G.nodes[n].at;
    return { n, x: longitude * 10, y: -latitude * 10, count: toldOf(G.nodes[n]) };
  });
  spots.sort((a, b) => b.count - a.count);
  mapBox ??= frameOf(spots, box);
  const unit = mapBox[2] / Math.max(box.clientWidth, 300); // map units in one pixel
  const chosen = selectedNode();
  const taken = [];
  const names = [];
  for (const { x, y, count } of spots.slice(0, 400)) {
    const r = (5 + 3.5 * Math.sqrt(count)) * unit * 0.8;
    taken.push([x - r, y - r, x + r, y + r]);
  }
  const marks = spots.slice(0, 400).map(({ n, x, y, count }) => {
    const node = G.nodes[n];
    const r = (5 + 3.5 * Math.sqrt(count)) * unit;
    const text = `${nameOf(node)} (${count})`;
    // a label is left out where another already stands; hovering and the list still tell
    const wide = text.length * 7 * unit;
    const choices = [
      [x, y + r + 13 * unit],
      [x, y - r - 4 * unit],
      [x + r + wide / 2 + 3 * unit, y + 4 * unit],
      [x - r - wide / 2 - 3 * unit, y + 4 * unit],
    ];
    const roomAt = ([cx, cy]) => [cx - wide / 2, cy - 12 * unit, cx + wide / 2, cy + 4 * unit];
    const spot = choices.find((c) => {
      const room = roomAt(c);
      return !taken.some(
        (t) => t[0] < room[2] && t[2] > room[0] && t[1] < room[3] && t[3] > room[1],
      );
    });
    if (spot) {
      taken.push(roomAt(spot));
      names.push(
        svg(
          "text",
          {
            class: "place",
            x: spot[0],
            y: spot[1],
            "font-size": 13 * unit,
            "text-anchor": "middle",
            "stroke-width": 3.5 * unit,
          },
          text,
        ),
      );
    }
    return svg(
      "g",
      {
        class: n === chosen ? "spot chosen" : "spot",
        tabindex: "0",
        role: "button",
        "aria-label": text,
        "data-node": n,
        onclick: () => choose(nodeKey(n)),
        onkeydown: (e) => e.key === "Enter" && choose(nodeKey(n)),
      },
      svg("title", {}, text),
      svg("circle", {
        cx: x,
        cy: y,
        r,
        fill: paint(node.type),
        stroke: ground(),
        "stroke-width": unit,
      }),
    );
  });
  const picture = svg(
    "svg",
    {
      viewBox: mapBox.join(" "),
      preserveAspectRatio: "xMidYMid slice",
      role: "img",
      "aria-label": word("map"),
    },
    svg("path", { d: G.outline, class: "land", "stroke-width": 0.8 * unit }),
    marks,
    names,
  );
  picture.addEventListener("wheel", zoomMap, { passive: false });
  picture.addEventListener("pointerdown", (e) => {
    mapDrag = [e.clientX, e.clientY, ...mapBox];
  });
  picture.addEventListener("pointermove", dragMap);
  box.replaceChildren(picture);
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

function zoomMap(e) {
  e.preventDefault();
  const rect = e.currentTarget.getBoundingClientRect();
  const factor = e.deltaY < 0 ? 0.8 : 1.25;
  const [x, y, wide, tall] = mapBox;
  const size = Math.min(3600, Math.max(20, wide * factor));
  const real = size / wide;
  const px = (e.clientX - rect.left) / rect.width;
  const py = (e.clientY - rect.top) / rect.height;
  mapBox = [x + wide * px * (1 - real), y + tall * py * (1 - real), size, tall * real];
  showMap();
}

function dragMap(e) {
  if (!mapDrag || !e.buttons) {
    mapDrag = null;
    return;
  }
  const [fromX, fromY, x, y, wide, tall] = mapDrag;
  const unit = wide / Math.max($("map").clientWidth, 1);
  mapBox = [x - (e.clientX - fromX) * unit, y - (e.clientY - fromY) * unit, wide, tall];
  e.currentTarget.setAttribute("viewBox", mapBox.join(" "));
}
