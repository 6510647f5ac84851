// The side panel: all that is told of what is selected.

const AT_ONCE = 25;

// Cards in time order, a few at a time.
function cards(events, about) {
  const ordered = [...events].sort((a, b) => {
    const x = G.events[a].when;
    const y = G.events[b].when;
    return x < y ? -1 : x > y ? 1 : a - b;
  });
  const box = el("div");
  const show = (from) => {
    box.append(...ordered.slice(from, from + AT_ONCE).map((v) => eventCard(v, about)));
    const rest = ordered.length - from - AT_ONCE;
    if (rest > 0)
      box.append(
        el(
          "button",
          {
            onclick: (e) => {
              e.target.remove();
              show(from + AT_ONCE);
            },
          },
          word("more", { n: rest }),
        ),
      );
  };
  show(0);
  return box;
}

function section(title, count, ...content) {
  return el(
    "details",
    { open: true, class: "part" },
    el("summary", {}, title, " ", el("small", {}, number(count))),
    content,
  );
}

function showPanel() {
  const panel = $("panel");
  const content = panelContent();
  panel.replaceChildren(...[content].flat(4).filter(Boolean));
  panel.classList.toggle("empty", !S.selected && !S.path);
  panel.scrollTop = 0;
}

function panelContent() {
  const closer = el(
    "button",
    { class: "icon close", "aria-label": word("close"), onclick: () => choose("") },
    "×",
  );
  if (S.path) return [closer, pathPanel()];
  const n = selectedNode();
  if (n !== undefined) return [closer, nodePanel(G.nodes[n])];
  const v = selectedEvent();
  if (v !== undefined) return [closer, el("h2", {}, word("one.event")), eventCard(v)];
  if (S.selected.startsWith("l:")) return [closer, linkPanel(linkOfKey(S.selected.slice(2)))];
  return [el("p", { class: "quiet" }, word("welcome")), nodeList()];
}

// How much is told of a node in what is shown: of all there is, or of what the filters leave.
function toldShown(n) {
  const node = G.nodes[n];
  if (!factFiltered(S.article)) return node.weight;
  const { passes } = current.total;
  return ["events", "relations", "posts"].reduce(
    (sum, kind) => sum + node[kind].filter((i) => passes.has(G[kind][i])).length,
    0,
  );
}

// The most told-of nodes as a list: the graph for those who do not see it, or cannot hit a dot.
function nodeList() {
  const told = new Map([...current.nodes, ...current.alone].map((n) => [n, toldShown(n)]));
  const ranked = [...told.keys()].sort(
    (a, b) => told.get(b) - told.get(a) || G.nodes[b].weight - G.nodes[a].weight || a - b,
  );
  return section(
    word("list"),
    told.size,
    el(
      "ul",
      { class: "names" },
      ranked
        .slice(0, 40)
        .map((n) => el("li", {}, nodeButton(n), " ", el("small", {}, number(told.get(n))))),
    ),
  );
}

function nodePanel(node) {
  // beside an article that is read, all that is told of somebody, not only what it tells
  const facts = S.view === "article" ? passing("") : current.total;
  const mine = node.events.filter((v) => facts.passes.has(G.events[v]));
  const plays = (v, ...names) =>
    G.events[v].roles.some(([role, n]) => n === node.i && names.includes(role));
  const said = mine.filter((v) => plays(v, "speaker"));
  const met = mine.filter(
    (v) =>
      ["Meeting", "PressConference"].includes(G.events[v].type) && plays(v, "participant", "host"),
  );
  const here = mine.filter((v) => plays(v, "place", "destination", "what_place"));
  const known = new Set([...said, ...met, ...here]);
  const other = mine.filter((v) => !known.has(v));
  const hidden = neighboursOf(node, current.total).filter((n) => !current.nodes.has(n));
  const told = articlesOf(node);
  const button = (label, press, on = false) =>
    el("button", { onclick: press, "aria-pressed": String(on) }, label);
  return [
    el(
      "h2",
      {},
      el("i", { class: `shape ${node.type}`, "aria-hidden": "true" }),
      bdi(nameOf(node)),
    ),
    el(
      "p",
      { class: "small" },
      word(`one.${node.type}`),
      [S.lang === "en" ? node.label : node.english]
        .filter((name) => name && name !== nameOf(node))
        .map((name) => [" · ", bdi(name)]),
      /^Q\d+$/.test(node.qid ?? "")
        ? [
            " · ",
            el(
              "a",
              {
                href: `https://www.wikidata.org/wiki/${node.qid}`,
                target: "_blank",
                rel: "noopener noreferrer",
              },
              word("wikidata"),
            ),
          ]
        : null,
    ),
    node.names.length
      ? el(
          "p",
          { class: "small" },
          `${word("also")}: `,
          node.names.map((name, i) => [i ? comma() : "", bdi(name)]),
        )
      : null,
    el(
      "div",
      { class: "buttons" },
      button(word("focus1"), () => focusOn(1), S.focus === 1),
      button(word("focus2"), () => focusOn(2), S.focus === 2),
      button(word("path"), () => startPath(node.i)),
      hidden.length ? button(word("expand", { n: hidden.length }), () => expand(node.i)) : null,
    ),
    standing(node, "posts"),
    standing(node, "relations"),
    said.length ? section(word("said"), said.length, cards(said, node.i)) : null,
    met.length ? section(word("met"), met.length, companions(node, met), cards(met, node.i)) : null,
    here.length ? section(word("here"), here.length, cards(here, node.i)) : null,
    other.length ? section(word("other"), other.length, cards(other, node.i)) : null,
    told.size
      ? section(
          word("mentions"),
          told.size,
          el(
            "ul",
            { class: "names" },
            [...told]
              .sort((a, b) => b[1] - a[1])
              .slice(0, 60)
              .map(([a, times]) =>
                el(
                  "li",
                  {},
                  el(
                    "button",
                    { class: "name", onclick: () => readArticle(a) },
                    bdi(articleName(G.articles[a])),
                  ),
                  el("small", {}, " ", word("reads", { n: times })),
                ),
              ),
          ),
        )
      : null,
  ];
}

// Everyone met, each once, most often first.
function companions(node, meetings) {
  const times = new Map();
  for (const v of meetings)
    for (const [role, n] of G.events[v].roles)
      if (n !== node.i && (role === "participant" || role === "host"))
        times.set(n, (times.get(n) ?? 0) + 1);
  const ranked = [...times].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return el(
    "p",
    { class: "chips" },
    ranked
      .slice(0, 40)
      .map(([n, count]) => [nodeButton(n), count > 1 ? el("small", {}, `×${count} `) : " "]),
  );
}

// Posts or relations of a node, each with its sentences folded away.
function standing(node, kind) {
  const facts = node[kind].map((i) => G[kind][i]);
  if (!facts.length) return null;
  const line = (fact) => {
    if (kind === "posts")
      return [
        fact.holder === node.i ? null : [nodeButton(fact.holder), " "],
        bdi(fact.title),
        fact.of === undefined || fact.of === node.i ? null : [" — ", nodeButton(fact.of)],
        fact.former ? ` (${word("former")})` : null,
      ];
    const mine = fact.source === node.i;
    return [
      mine ? null : [nodeButton(fact.source), " "],
      word(`relation.${fact.type}`),
      " ",
      mine ? nodeButton(fact.target) : null,
    ];
  };
  const ends = (fact) => (kind === "posts" ? [fact.holder, fact.of] : [fact.source, fact.target]);
  return section(
    word(kind),
    facts.length,
    el(
      "ul",
      { class: "facts" },
      facts
        .slice(0, 60)
        .map((fact) =>
          el(
            "li",
            {},
            el("span", {}, line(fact)),
            el("details", {}, el("summary", {}, word("sentence")), evidenceOf(fact, ends(fact))),
          ),
        ),
    ),
  );
}

function linkPanel(id) {
  const what = id && behind.get(id);
  if (!what) return el("p", { class: "quiet" }, word("nothing"));
  const edge = drawing.edges.get(id);
  const end = (e) => (e.startsWith("n") ? nodeButton(Number(e.slice(1))) : null);
  const title = el(
    "h2",
    { class: "link" },
    end(edge.from),
    el("span", {}, bdi(edge.words)),
    end(edge.to),
  );
  if (what.events) return [title, cards(what.events)];
  const fact = what.post === undefined ? G.relations[what.relation] : G.posts[what.post];
  const ends = what.post === undefined ? [fact.source, fact.target] : [fact.holder, fact.of];
  return [
    title,
    what.post === undefined
      ? null
      : el("p", {}, bdi(fact.title), fact.former ? ` (${word("former")})` : null),
    fact.confidence === undefined
      ? null
      : el(
          "p",
          { class: "badges" },
          el("span", { class: "badge" }, `${word("confidence")} `, bdi(percent(fact.confidence))),
        ),
    evidenceOf(fact, ends),
  ];
}

function focusOn(steps) {
  S.focus = S.focus === steps ? 0 : steps;
  S.around = S.focus ? S.selected.slice(2) : "";
  update({ refit: true });
}
