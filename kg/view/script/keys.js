// The keyboard: / searches, N and P walk through the nodes, arrows pan, + and − zoom, Esc goes back.

function walk(step) {
  const ranked = [...current.nodes].sort((a, b) => G.nodes[b].weight - G.nodes[a].weight || a - b);
  if (!ranked.length) return;
  const at = ranked.indexOf(selectedNode());
  const next = ranked[(at + step + ranked.length) % ranked.length];
  choose(nodeKey(next), true);
  say(`${nameOf(G.nodes[next])}، ${word(`one.${G.nodes[next].type}`)}`);
}

function zoom(factor) {
  moveLater();
  network.moveTo({
    scale: Math.min(4, Math.max(0.02, network.getScale() * factor)),
    animation: false,
  });
}

function pan(x, y) {
  moveLater();
  const at = network.getViewPosition();
  const step = 60 / network.getScale();
  network.moveTo({ position: { x: at.x + x * step, y: at.y + y * step }, animation: false });
}

const GRAPH_KEYS = {
  ArrowLeft: () => pan(-1, 0),
  ArrowRight: () => pan(1, 0),
  ArrowUp: () => pan(0, -1),
  ArrowDown: () => pan(0, 1),
  "+": () => zoom(1.25),
  "=": () => zoom(1.25),
  "-": () => zoom(0.8),
  0: fit,
  n: () => walk(1),
  p: () => walk(-1),
};
const MAP_KEYS = {
  ArrowLeft: () => panMap(-60, 0),
  ArrowRight: () => panMap(60, 0),
  ArrowUp: () => panMap(0, -60),
  ArrowDown: () => panMap(0, 60),
  "+": () => zoomMap(1.25),
  "=": () => zoomMap(1.25),
  "-": () => zoomMap(0.8),
  0: fitMap,
};

function listen(id, keys) {
  $(id).addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const press = keys[e.key] ?? keys[e.key.toLowerCase()];
    if (!press) return;
    e.preventDefault();
    press();
    remember();
  });
}

function setUpKeys() {
  listen("network", GRAPH_KEYS);
  listen("world", MAP_KEYS);
  document.addEventListener("keydown", (e) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "");
    if (e.key === "/" && !typing) {
      e.preventDefault();
      $("search").focus();
    } else if (e.key === "Escape" && !typing) {
      if (!S.path && !S.focus) return choose("");
      leavePart();
      update({ refit: true });
    }
  });
}
