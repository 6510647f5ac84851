// How one node, one event, one link is drawn: its place, shape, colours and words.

const MOST_EVENTS = 1500; // event nodes drawn at once; beyond, the page says so
let opened = new Set(); // nodes of the opening scene
const place = new Map(); // "n3" or "v5" → {x, y}
const placeUnfolded = new Map();
const look = new Map(); // pyvis' shape, size and label by id

const FACE = 'Khabar, "Noto Sans Arabic", "Segoe UI", Tahoma, "Geeza Pro", system-ui, sans-serif';
// Twelve community colours after Paul Tol's "muted" scheme, safe for colour-blind readers.
const COMMUNITY = [
  "#332288",
  "#88CCEE",
  "#44AA99",
  "#117733",
  "#999933",
  "#DDCC77",
  "#CC6677",
  "#882255",
  "#AA4499",
  "#6699CC",
  "#661100",
  "#888888",
];
const COMMUNITY_DARK = [
  "#77AADD",
  "#EE8866",
  "#EEDD88",
  "#FFAABB",
  "#44BB99",
  "#BBCC33",
  "#99DDFF",
  "#CC99BB",
  "#AAAA00",
  "#DDDDDD",
  "#CC6677",
  "#88CCAA",
];

const isDark = () => document.documentElement.dataset.theme === "dark";
const paint = (type) => G.shapes.find((s) => s.type === type)[isDark() ? "dark" : "light"];
const ink = () => (isDark() ? "#F2F2EE" : "#1B1B1F");
const ground = () => (isDark() ? "#16181D" : "#FFFFFF");
const faint = () => (isDark() ? "#A9B0BD" : "#5B606B");
const soft = () => (isDark() ? "#7A808C" : "#8A8F99");

function openScene(opening) {
  for (const node of opening.nodes) {
    const n = G.byKey.get(node.id);
    const id = n === undefined ? `v${G.eventByKey.get(node.id)}` : `n${n}`;
    if (n !== undefined) opened.add(n);
    place.set(id, { x: node.x, y: node.y });
    look.set(id, node);
  }
  (G.unfolded ?? []).forEach(([x, y], i) =>
    placeUnfolded.set(i < G.nodes.length ? `n${i}` : `v${i - G.nodes.length}`, { x, y }),
  );
}

// A repeatable fraction out of an index: nodes that come later stand in the same place every time.
const scatter = (i) => ((i * 0.618033988749895) % 1) * 2 * Math.PI;

// Dragged nodes, and those that the opening scene did not place, stand where `place` says; with
// events drawn in a scene laid out without them, every node has a second place.
const placesNow = () => (!folded() && G.unfolded ? placeUnfolded : place);

function placeOf(id, friends, i) {
  const place = placesNow();
  if (!place.has(id)) {
    const known = friends.filter((f) => place.has(f)).map((f) => place.get(f));
    const x = known.length ? known.reduce((s, p) => s + p.x, 0) / known.length : 0;
    const y = known.length ? known.reduce((s, p) => s + p.y, 0) / known.length : 0;
    const far = known.length > 1 ? 45 : 150;
    const angle = scatter(i + 1);
    place.set(id, {
      x: Math.round(x + Math.cos(angle) * far * 1.6),
      y: Math.round(y + Math.sin(angle) * far),
    });
  }
  return place.get(id);
}

function postLine(node) {
  const held = node.posts.map((p) => G.posts[p]).filter((p) => p.holder === node.i);
  held.sort((a, b) => Number(a.former ?? false) - Number(b.former ?? false));
  if (!held.length) return "";
  const title = cut(held[0].title, 34);
  if (held[0].of === undefined) return title;
  // isolates keep an Arabic title and an English name from changing places
  return `\u2068${title}\u2069${comma()}\u2068${cut(nameOf(G.nodes[held[0].of]), Math.max(36 - title.length, 12))}\u2069`;
}

function cut(text, length) {
  const line = clean(text).replace(/\s+/g, " ").trim();
  if (line.length <= length) return line;
  return `${line.slice(0, length - 1).replace(/\s\S*$/, "")}…`;
}

function caption(node) {
  const post = node.type === "PER" ? postLine(node) : "";
  return cut(nameOf(node), 38) + (post ? `\n${post}` : "");
}

const radius = (weight) => Math.round(Math.min(9 + 4.2 * Math.log2(1 + weight), 44));

function drawnNode(n, friends) {
  const node = G.nodes[n];
  const id = `n${n}`;
  const shape = G.shapes.find((s) => s.type === node.type);
  const colour =
    S.communities && node.community !== undefined
      ? (isDark() ? COMMUNITY_DARK : COMMUNITY)[node.community % COMMUNITY.length]
      : paint(node.type);
  return {
    id,
    ...placeOf(id, friends, n),
    caption: caption(node),
    label: "",
    title: `${clean(nameOf(node))} — ${word(`one.${node.type}`)}`,
    shape: shape.shape,
    size: look.get(id)?.size ?? radius(node.weight),
    color: {
      background: colour,
      border: ground(),
      highlight: { background: colour, border: ink() },
      hover: { background: colour, border: ink() },
    },
  };
}

function drawnEvent(event) {
  const id = `v${event.i}`;
  const colour = paint("event");
  const unsure = event.status !== "actual";
  return {
    id,
    ...placeOf(
      id,
      event.roles.map((role) => `n${role[1]}`),
      event.i,
    ),
    label: cut(eventName(event), 24),
    title: [eventName(event), word(`status.${event.status}`), event.begin]
      .filter(Boolean)
      .join(" · "),
    shape: "box",
    margin: 5,
    color: {
      background: ground(),
      border: colour,
      highlight: { background: isDark() ? "#6B4A00" : "#FFE0A3", border: ink() },
      hover: { background: isDark() ? "#3A2A1E" : "#FCEBDD", border: colour },
    },
    font: { color: ink(), face: FACE, size: 14 },
    borderWidth: event.type === "Statement" ? 1 : 2,
    shapeProperties: { borderDashes: unsure ? [4, 3] : false, borderRadius: 9 },
  };
}

function link(id, from, to, label, extra = {}) {
  return {
    id,
    from,
    to,
    words: label,
    width: 1.2,
    color: { color: soft(), highlight: ink(), hover: ink(), inherit: false },
    smooth: false,
    ...extra,
  };
}

const arrow = { to: { enabled: true, scaleFactor: 0.5 } };
