// What the reader has chosen; written into the URL's fragment, so that a link restores the view.

const S = {
  lang: "ar",
  theme: "",
  view: "graph",
  hide: new Set(), // types of nodes and events, and "status.planned" …
  country: "",
  article: "",
  source: "",
  from: "",
  to: "",
  fold: null, // null: as the page opens
  weak: false,
  alone: false, // nodes without a link too
  communities: false,
  labels: null,
  selected: "", // n:IRI, v:IRI of an event, l:… of a link
  focus: 0, // steps around a node
  around: "", // the key of that node
  path: "", // "IRI IRI"
  at: "", // where a link says to look from
  extra: new Set(), // expanded nodes of a large graph
};

const SIMPLE = [
  "lang",
  "theme",
  "view",
  "country",
  "article",
  "source",
  "from",
  "to",
  "selected",
  "around",
  "path",
];
const DEFAULT = { lang: "ar", view: "graph" };

function fragment() {
  const out = new URLSearchParams();
  for (const name of SIMPLE) if (S[name] && S[name] !== DEFAULT[name]) out.set(name, S[name]);
  if (S.hide.size) out.set("hide", [...S.hide].sort().join(","));
  if (S.fold !== null && S.fold !== opensFolded()) out.set("fold", S.fold ? "1" : "0");
  if (S.labels !== null) out.set("labels", S.labels ? "1" : "0");
  if (S.weak) out.set("weak", "1");
  if (S.alone) out.set("alone", "1");
  if (S.communities) out.set("communities", "1");
  if (S.focus) out.set("focus", S.focus);
  if (moved) out.set("at", standpoint());
  if (mapMoved) out.set("map", mapBox.map((part) => Math.round(part * 10) / 10).join(" "));
  if (S.extra.size)
    out.set(
      "extra",
      [...S.extra]
        .slice(0, 200)
        .map((n) => G.nodes[n].key)
        .join(" "),
    );
  return out.toString();
}

function remember() {
  const text = fragment();
  if (text === location.hash.slice(1)) return;
  try {
    history.replaceState(null, "", `#${text}`);
  } catch {
    // inside a notebook's frame there is no address to write to
  }
}

function restore(text) {
  const given = new URLSearchParams(text.replace(/^#/, ""));
  for (const name of SIMPLE) S[name] = given.get(name) ?? DEFAULT[name] ?? "";
  if (!(S.lang in G.words)) S.lang = "ar";
  if (!["graph", "article", "map", "time"].includes(S.view)) S.view = "graph";
  if (S.view === "article" && !S.article)
    S.article = G.articles[articleOfChosen()?.[0] ?? 0]?.id ?? "";
  [reading, readerShows] = [0, ""]; // nothing was read yet
  S.hide = new Set((given.get("hide") ?? "").split(",").filter(Boolean));
  S.fold = given.has("fold") ? given.get("fold") === "1" : null;
  S.labels = given.has("labels") ? given.get("labels") === "1" : null;
  S.weak = given.get("weak") === "1";
  S.alone = given.get("alone") === "1";
  S.communities = given.get("communities") === "1";
  S.focus = Math.min(2, Number(given.get("focus")) || 0);
  S.at = given.get("at") ?? "";
  const box = (given.get("map") ?? "").split(" ").map(Number);
  mapMoved = box.length === 4 && box.every(Number.isFinite) && box[2] > 0 && box[3] > 0;
  mapBox = mapMoved ? box : null;
  const known = (given.get("extra") ?? "").split(" ").map((key) => G.byKey.get(key));
  S.extra = new Set(known.filter((n) => n !== undefined));
}

// A phone is too narrow for events as nodes; one article is small enough to show them, whatever
// the whole graph does.
const opensFolded = () => (G.folded && S.view !== "article") || innerWidth < 600;
const folded = () => S.fold ?? opensFolded();
const nodeOfKey = (key) => G.byKey.get(key);

// The node whose neighbourhood alone is drawn, undefined when all is.
const centreNode = () => (S.focus ? (nodeOfKey(S.around) ?? selectedNode()) : undefined);

// The selected node or event as an index, undefined when something else is selected.
const selectedNode = () =>
  S.selected.startsWith("n:") ? nodeOfKey(S.selected.slice(2)) : undefined;
const selectedEvent = () =>
  S.selected.startsWith("v:") ? G.eventByKey.get(S.selected.slice(2)) : undefined;
const nodeKey = (n) => `n:${G.nodes[n].key}`;
const eventKey = (v) => `v:${G.events[v].key}`;
