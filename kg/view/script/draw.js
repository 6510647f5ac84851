// The drawing itself: vis-network kept in step with what is visible.

let network = null;
const drawing = {
  items: null, // what compose() last gave
  nodes: null, // vis-network's own lists
  edges: null,
  named: [], // what has a name, a kind, a word to be written over it
  pills: [],
  worded: [],
  marks: new Map(),
};
let current = null; // what visible() last gave

function setUpDrawing(options) {
  drawing.nodes = new vis.DataSet();
  drawing.edges = new vis.DataSet();
  network = new vis.Network($("network"), { nodes: drawing.nodes, edges: drawing.edges }, options);
  network.on("click", ({ nodes, edges, pointer }) => {
    const edge = edges[0] ?? linkBeside(pointer.DOM);
    if (nodes.length) chooseDrawn(nodes[0]);
    else if (edge) choose(`l:${linkKey(edge)}`);
    // a neighbourhood or a path is left by its button, not by a click that missed
    else if (S.selected && !S.focus && !S.path) choose("");
  });
  network.on("doubleClick", ({ nodes }) => {
    if (nodes.length && nodes[0].startsWith("n")) expand(Number(nodes[0].slice(1)));
  });
  const hand = (on) => ($("network").style.cursor = on ? "pointer" : "");
  network.on("hoverNode", ({ node }) => {
    hovered = node;
    lightText(node);
    hand(true);
  });
  network.on("blurNode", () => {
    hovered = null;
    lightText(null);
    hand(false);
  });
  network.on("hoverEdge", () => hand(true));
  network.on("blurEdge", () => hand(false));
  network.on("afterDrawing", drawLabels);
  network.on("zoom", moveLater);
  network.on("dragEnd", ({ nodes }) => {
    if (!nodes.length) moveLater();
    if (staging()) return;
    for (const [id, at] of Object.entries(network.getPositions(nodes))) placesNow().set(id, at);
  });
}

const BESIDE = 7; // pixels that a click may miss a link by

function linkBeside({ x, y }) {
  for (const far of [BESIDE / 2, BESIDE])
    for (let turn = 0; turn < 8; turn += 1) {
      const angle = (turn * Math.PI) / 4;
      const found = network.getEdgeAt({ x: x + far * Math.cos(angle), y: y + far * Math.sin(angle) });
      if (found !== undefined) return found;
    }
  return undefined;
}

// Width and height of the drawing in pixels: the pane's, or the paper's.
function paneSize() {
  const { clientWidth, clientHeight } = network.canvas.frame;
  return [clientWidth, clientHeight];
}

function chooseDrawn(id) {
  const i = Number(id.slice(1));
  if (id.startsWith("n") && S.path.endsWith("?")) return finishPath(i);
  choose(id.startsWith("n") ? nodeKey(i) : eventKey(i));
}

// Links have no IRI of their own: their key is made of those of their ends.
function linkKey(id) {
  const edge = drawing.edges.get(id);
  const key = (end) => (end.startsWith("n") ? G.nodes : G.events)[Number(end.slice(1))].key;
  const { rule, post, relation } = behind.get(id);
  const kind = rule
    ? `${rule.event}.${rule.source}.${rule.target}`
    : post !== undefined
      ? G.posts[post].title.replace(/\s+/g, "_")
      : relation !== undefined
        ? G.relations[relation].type
        : id.split("-").pop();
  return [id[0], key(edge.from), key(edge.to), kind].join(" ");
}

function linkOfKey(key) {
  return drawing.edges.getIds().find((id) => linkKey(id) === key);
}

// Put a new set of items in a DataSet, touching only what changed.
function sync(set, wanted) {
  const gone = set.getIds().filter((id) => !wanted.has(id));
  const fresh = [];
  for (const [id, item] of wanted) {
    const mark = JSON.stringify(item);
    if (drawing.marks.get(id) !== mark || !set.get(id)) {
      drawing.marks.set(id, mark);
      fresh.push(item);
    }
  }
  if (gone.length) set.remove(gone);
  if (fresh.length) set.update(fresh);
}

function draw() {
  current = visible();
  const items = compose(current);
  drawing.items = items;
  drawing.named = [...items.nodes.values()]
    .filter((item) => item.caption)
    .sort((a, b) => b.size - a.size);
  drawing.pills = [...items.nodes.values()].filter((item) => !item.caption);
  sync(drawing.edges, new Map());
  sync(drawing.nodes, items.nodes);
  sync(drawing.edges, items.edges);
  wordLinks(items);
  light();
  notice();
  $("network").setAttribute(
    "aria-label",
    word("graph.label", { n: items.nodes.size, m: items.edges.size }),
  );
}

// Words on links: all of them in a small picture, else only those of what is selected.
const linksWorded = (count) => S.labels ?? count <= 60;

function wordLinks({ edges }) {
  const every = linksWorded(edges.size);
  const id = selectedId();
  const link = S.selected.startsWith("l:") ? linkOfKey(S.selected.slice(2)) : null;
  const isChosen = (edge) => edge.id === link || edge.from === id || edge.to === id;
  drawing.worded = [...edges.values()]
    // a pill that says "said" needs no word for who the speaker is
    .filter((edge) => (every || isChosen(edge)) && (!edge.plain || S.labels === true))
    .map((edge) => ({ id: edge.id, text: edge.words, chosen: isChosen(edge) }))
    .sort((a, b) => b.chosen - a.chosen);
}

function selectedId() {
  const n = selectedNode();
  if (n !== undefined) return `n${n}`;
  const v = selectedEvent();
  return v === undefined ? null : `v${v}`;
}

function light() {
  network.unselectAll();
  const id = selectedId();
  if (id && drawing.nodes.get(id)) network.selectNodes([id], true);
  else if (S.selected.startsWith("l:")) {
    const edge = linkOfKey(S.selected.slice(2));
    if (edge) network.selectEdges([edge]);
  }
}

// Bring a node into view, moving only when it is not there already.
function lookAt(id) {
  if (!drawing.nodes.get(id)) return;
  const { x, y } = network.canvasToDOM(network.getPosition(id));
  const [wide, tall] = paneSize();
  const scale = network.getScale();
  const inside = x > 60 && y > 60 && x < wide - 60 && y < tall - 60;
  if (inside && scale > 0.12) return;
  network.focus(id, { scale: Math.max(scale, 0.6), animation: !stillness() });
}

const stillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Where the reader has moved to stands in the link: the middle, and how much is seen across.
let moved = false;
let moving = 0;

function moveLater() {
  moved = true;
  clearTimeout(moving);
  moving = setTimeout(remember, 300);
}

function standpoint() {
  const { x, y } = network.getViewPosition();
  return [x, y, paneSize()[0] / network.getScale()].map(Math.round).join(" ");
}

function standAt(text) {
  const [x, y, across] = text.split(" ").map(Number);
  if (![x, y, across].every(Number.isFinite) || across < 1) return;
  const scale = Math.min(4, Math.max(0.02, paneSize()[0] / across));
  network.moveTo({ position: { x, y }, scale, animation: false });
  moved = true;
}

// Show all that is drawn with its names, no larger than life.
function fit() {
  const items = [...drawing.items.nodes.values()];
  moved = false;
  if (!items.length) return;
  const [paneWide, paneTall] = paneSize();
  const [wide, tall] = [paneWide - 20, paneTall - ($("notice").hidden ? 20 : 76)];
  let [low, high] = [0.01, 1.25];
  for (let round = 0; round < 14; round += 1) {
    const scale = (low + high) / 2;
    const [left, right, top, bottom] = extent(items, scale);
    if (right - left <= wide && bottom - top <= tall) low = scale;
    else high = scale;
  }
  const [left, right, top, bottom] = extent(items, low);
  const position = { x: (left + right) / 2 / low, y: (top + bottom) / 2 / low };
  network.moveTo({ position, scale: low, animation: false });
}

// On a narrow screen a large graph would be dust: it opens on what is most told of.
function comeNear() {
  const first = drawing.named[0];
  if (!first || innerWidth >= 600 || network.getScale() >= 0.3) return;
  network.moveTo({ position: network.getPosition(first.id), scale: 0.5, animation: false });
}

// Left, right, top and bottom in pixels of all items with their names, at a scale.
function extent(items, scale) {
  const out = [Infinity, -Infinity, Infinity, -Infinity];
  for (const item of items) {
    const { x, y } = network.body.nodes[item.id];
    const lines = (item.caption ?? item.label).split("\n");
    const r = (item.size ?? 13) * scale;
    const half = Math.max(r, widthOf(lines[0], 14) / 2);
    out[0] = Math.min(out[0], x * scale - half);
    out[1] = Math.max(out[1], x * scale + half);
    out[2] = Math.min(out[2], y * scale - r);
    out[3] = Math.max(out[3], y * scale + r + (item.caption ? 20 * lines.length : 0));
  }
  return out;
}

function expand(n) {
  for (const other of neighboursOf(G.nodes[n], passing())) S.extra.add(other);
  S.extra.add(n);
  update();
}

// After a choice that changes nothing but which links carry words.
function reword() {
  wordLinks(drawing.items);
  light();
}

// How much of all there is is not on the page, and why.
function notice() {
  const shown = current.nodes.size;
  const all = G.nodes.length;
  const parts = [];
  if (shown < all) {
    parts.push(word("shown", { n: shown, m: all }));
    if (current.alone.length && !S.alone)
      parts.push(word("shown.alone", { n: current.alone.length, x: word("alone") }));
    if (opened.size < all && !S.path && !S.focus) parts.push(word("shown.rest"));
  }
  const facts = folded() ? current.events.length : Math.min(current.events.length, MOST_EVENTS);
  if (facts < G.events.length) parts.push(word("shown.facts", { n: facts, m: G.events.length }));
  // the legend counts them too
  const counted = new Set(current.events);
  const loose = current.total.events.filter((e) => !e.roles.length && !counted.has(e)).length;
  if (loose && onlySomeEvents() && !ofPart()) parts.push(word("shown.loose", { n: loose }));
  if (!shown) parts.unshift(word("nothing"));
  if (S.view === "map") {
    const unplaced = [...current.nodes].filter(
      (n) => !G.nodes[n].at && ["LOC", "CTRY"].includes(G.nodes[n].type),
    );
    if (unplaced.length) parts.push(word("shown.unplaced", { n: unplaced.length }));
  }
  if (S.view === "time") {
    const undated = current.total.events.filter((event) => !event.begin);
    const placed = undated.filter((event) => event.when).length;
    if (placed) parts.push(word("shown.undated", { n: placed }));
    if (placed < undated.length)
      parts.push(word("shown.untimed", { n: undated.length - placed }));
  }
  $("notice").textContent = parts.join(S.lang === "ar" ? "؛ " : "; ");
  $("notice").hidden = !parts.length;
}
