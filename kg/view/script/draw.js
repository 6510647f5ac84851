// The drawing itself: vis-network kept in step with what is visible.

let network = null;
const drawing = { items: null, nodes: null, edges: null, named: [], pills: [], marks: new Map() };
let current = null; // what visible() last gave

function setUpDrawing(options) {
  drawing.nodes = new vis.DataSet();
  drawing.edges = new vis.DataSet();
  network = new vis.Network($("network"), { nodes: drawing.nodes, edges: drawing.edges }, options);
  network.on("click", ({ nodes, edges }) => {
    if (nodes.length) chooseDrawn(nodes[0]);
    else if (edges.length) choose(`l:${linkKey(edges[0])}`);
    else if (S.selected) choose("");
  });
  network.on("doubleClick", ({ nodes }) => {
    if (nodes.length && nodes[0].startsWith("n")) expand(Number(nodes[0].slice(1)));
  });
  network.on("hoverNode", ({ node }) => {
    hovered = node;
    lightText(node);
  });
  network.on("blurNode", () => {
    hovered = null;
    lightText(null);
  });
  network.on("afterDrawing", drawLabels);
  network.on("dragEnd", ({ nodes }) => {
    if (staging()) return;
    for (const [id, at] of Object.entries(network.getPositions(nodes))) placesNow().set(id, at);
  });
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
  wordLinks(items);
  drawing.named = [...items.nodes.values()]
    .filter((item) => item.caption)
    .sort((a, b) => b.size - a.size);
  drawing.pills = [...items.nodes.values()]
    .filter((item) => !item.caption)
    .map(({ id, label }) => ({ id, wide: label.length * 7.5 + 14 }));
  sync(drawing.edges, new Map());
  sync(drawing.nodes, items.nodes);
  sync(drawing.edges, items.edges);
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
  const chosen = selectedId();
  for (const edge of edges.values()) {
    edge.label = every || edge.from === chosen || edge.to === chosen ? edge.words : "";
    // a pill that says "said" needs no word for who the speaker is
    if (edge.plain && S.labels !== true) edge.label = "";
  }
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
  const { clientWidth, clientHeight } = $("network");
  const scale = network.getScale();
  const inside = x > 60 && y > 60 && x < clientWidth - 60 && y < clientHeight - 60;
  if (inside && scale > 0.12) return;
  network.focus(id, { scale: Math.max(scale, 0.6), animation: !stillness() });
}

const stillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Show all that is drawn with room for the names at the edges, no larger than life.
function fit() {
  const at = Object.values(network.getPositions());
  if (!at.length) return;
  const [left, right] = [Math.min(...at.map((p) => p.x)), Math.max(...at.map((p) => p.x))];
  const [top, bottom] = [Math.min(...at.map((p) => p.y)), Math.max(...at.map((p) => p.y))];
  const { clientWidth, clientHeight } = $("network");
  const scale = Math.min(
    1.25,
    Math.max(clientWidth - 150, 120) / (right - left + 60),
    Math.max(clientHeight - 110, 120) / (bottom - top + 60),
  );
  network.moveTo({
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    scale,
    animation: false,
  });
}

function expand(n) {
  for (const other of neighboursOf(G.nodes[n], passing())) S.extra.add(other);
  S.extra.add(n);
  update();
}

// After a choice that changes nothing but which links carry words.
function reword() {
  wordLinks(drawing.items);
  sync(drawing.edges, drawing.items.edges);
  light();
}

// How much of all there is is not on the page, and why.
function notice() {
  const shown = current.nodes.size;
  const all = G.nodes.length;
  const parts = [];
  if (shown < all) {
    parts.push(word("shown", { n: shown, m: all }));
    if (opened.size < all && !S.path && !S.focus) parts.push(word("shown.rest"));
  }
  const facts = folded() ? current.events.length : Math.min(current.events.length, MOST_EVENTS);
  if (facts < G.events.length) parts.push(word("shown.facts", { n: facts, m: G.events.length }));
  if (!shown) parts.unshift(word("nothing"));
  if (S.view === "map") {
    const unplaced = [...current.nodes].filter(
      (n) => !G.nodes[n].at && ["LOC", "CTRY"].includes(G.nodes[n].type),
    );
    if (unplaced.length) parts.push(word("shown.unplaced", { n: unplaced.length }));
  }
  if (S.view === "time") {
    const undated = current.total.events.filter((event) => !event.begin).length;
    if (undated) parts.push(word("shown.undated", { n: undated }));
  }
  $("notice").textContent = parts.join(S.lang === "ar" ? "؛ " : "; ");
  $("notice").hidden = !parts.length;
}
