// The legend: what the shapes and colours mean, how many there are; each row is a filter.

const NODE_TYPES = ["PER", "CTRY", "LOC", "ORG", "GRP"];
const MOST = 500; // entries of a list to choose from
const STATUSES = ["actual", "planned", "called_for", "denied", "hypothetical"];

function counted(list, key) {
  const counts = new Map();
  for (const item of list) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

// A row of the legend: a press hides or shows its kind, a press on "only" all others of its group.
function row(group, key, name, count, mark) {
  const on = !S.hide.has(key);
  const others = group.filter((other) => other !== key);
  const alone = on && others.length > 0 && others.every((other) => S.hide.has(other));
  const press = (change, selector) => {
    const narrow = onlySomeEvents();
    change();
    // only some kinds of events are another picture, and so is the whole after it
    update({ refit: narrow || onlySomeEvents() });
    document.querySelector(selector)?.focus();
  };
  const flip = () => (on ? S.hide.add(key) : S.hide.delete(key));
  const isolate = () => {
    for (const other of group) S.hide.delete(other);
    if (!alone) for (const other of others) S.hide.add(other);
  };
  return el(
    "div",
    { class: "entry" },
    el(
      "button",
      {
        class: "row",
        "data-filter": key,
        "aria-pressed": String(on),
        onclick: () => press(flip, `[data-filter="${key}"]`),
      },
      mark,
      el("span", {}, name),
      el("small", {}, number(count)),
    ),
    others.length > 0 &&
      el(
        "button",
        {
          class: "only",
          "data-only": key,
          "aria-pressed": String(alone),
          "aria-label": `${word("only")}: ${name}`,
          onclick: () => press(isolate, `[data-only="${key}"]`),
        },
        word("only"),
      ),
  );
}

const shapeMark = (type) => el("i", { class: `shape ${type}`, "aria-hidden": "true" });

const lineMark = (dashed) =>
  el("i", { class: dashed ? "line dashed" : "line", "aria-hidden": "true" });

function choice(name, key, options) {
  return el(
    "label",
    {},
    el("span", {}, word(name)),
    el(
      "select",
      {
        id: `filter-${key}`,
        onchange: (e) => {
          S[key] = e.target.value;
          update({ refit: true });
        },
      },
      el("option", { value: "" }, word("all")),
      options.map(([value, text]) =>
        el("option", { value, selected: S[key] === value, dir: "auto" }, text),
      ),
    ),
  );
}

function toggle(id, name, on, press) {
  return el(
    "label",
    { class: "toggle" },
    el("input", { type: "checkbox", id, checked: on, onchange: (e) => press(e.target.checked) }),
    el("span", {}, word(name)),
  );
}

// What there is to count does not change while the page is open.
let census = null;

function takeCensus() {
  return {
    types: counted(G.nodes, (node) => node.type),
    states: counted(G.events, (event) => event.status),
    ordered: [...counted(G.events, (event) => event.type)].sort((a, b) => b[1] - a[1]),
    countries: G.nodes
      .filter((node) => node.type === "CTRY")
      .sort((a, b) => b.weight - a.weight)
      .slice(0, MOST),
    sources: [...new Set(G.articles.map((article) => article.source).filter(Boolean))].sort(),
    dates: G.events
      .map((event) => event.when)
      .filter(Boolean)
      .sort(),
  };
}

function showLegend() {
  census ??= takeCensus();
  const { types, states, ordered, countries, sources } = census;
  const open = new Set(
    [...$("filters").querySelectorAll("details[open]")].map((d) => d.dataset.part),
  );
  const first = !$("filters").children.length;
  const part = (name, shut, ...content) =>
    content.flat().some(Boolean) &&
    el(
      "details",
      { "data-part": name, open: first ? !shut : open.has(name) },
      el("summary", {}, word(name)),
      content,
    );
  const kinds = NODE_TYPES.filter((t) => types.has(t));
  const told = ordered.map(([type]) => type);
  if (G.relations.length) told.push("relation");
  if (G.posts.length) told.push("post");
  const known = STATUSES.filter((s) => states.has(s)).map((s) => `status.${s}`);
  const line = (key, count) => row(told, key, word(`event.${key}`), count, lineMark(false));
  const parts = [
    part(
      "nodes",
      false,
      kinds.map((t) =>
        row(kinds, t, word(`type.${t}`), types.get(t), shapeMark(t)),
      ),
    ),
    part(
      "events",
      false,
      ordered.map(([t, count]) => row(told, t, word(`event.${t}`), count, shapeMark("event"))),
      G.relations.length ? line("relation", G.relations.length) : null,
      G.posts.length ? line("post", G.posts.length) : null,
    ),
    part(
      "status",
      false,
      known.map((key) => {
        const status = key.slice(7);
        return row(known, key, word(key), states.get(status), lineMark(status !== "actual"));
      }),
    ),
    part(
      "date",
      false,
      histogram(),
      el("label", {}, el("span", {}, word("from")), dateBox("from")),
      el("label", {}, el("span", {}, word("to")), dateBox("to")),
    ),
    part(
      "display",
      false,
      toggle("fold", "fold", folded(), (on) => {
        S.fold = on;
        update({ refit: onlySomeEvents() });
      }),
      toggle("weak", "weak", S.weak, (on) => {
        S.weak = on;
        update();
      }),
      // where there are any to show
      current.alone.length || S.alone
        ? toggle("alone", "alone", S.alone, (on) => {
            S.alone = on;
            update({ refit: true });
          })
        : null,
      toggle("communities", "communities", S.communities, (on) => {
        S.communities = on;
        update();
      }),
      toggle("labels", "labels", linksWorded(drawing.edges.length), (on) => {
        S.labels = on;
        update();
      }),
    ),
    part(
      "source",
      G.articles.length < 2,
      choice(
        "country",
        "country",
        countries.map((node) => [node.key, toldApart(node, countries)]),
      ),
      sources.length > 1
        ? choice(
            "source",
            "source",
            sources.map((s) => [s, s]),
          )
        : null,
      G.articles.length > 1
        ? choice(
            "article",
            "article",
            G.articles.slice(0, MOST).map((a) => [a.id, cut(articleName(a), 60)]),
          )
        : null,
    ),
    el("button", { id: "reset", onclick: reset }, word("reset")),
  ];
  $("filters").replaceChildren(...parts.filter(Boolean));
}

// Of several that are called alike, each with the article that tells of it first.
function toldApart(node, others) {
  const name = nameOf(node);
  const alike = others.filter((other) => other !== node && nameOf(other) === name);
  const first = alike.length ? firstTold(node) : null;
  if (!first) return name;
  const [article, offset] = first;
  const titled = (one) => articleName(one).trim();
  // of one article, or of two with one headline: by the words of the sentence
  if (!alike.some((other) => firstTold(other) && titled(firstTold(other)[0]) === titled(article)))
    return `${name} — ${cut(titled(article), 40)}`;
  const [start, end] = sentenceAt(article, offset);
  const from = Math.max(start, article.text.lastIndexOf(" ", Math.max(offset - 12, start)));
  return `${name} — ${from > start ? "…" : ""}${cut(article.text.slice(from, end), 40)}`;
}

// The first article that tells of a node, with the offset of its first words there.
function firstTold(node) {
  for (const article of G.articles) {
    const span = article.spans.find((one) => one[2] === node.i);
    if (span) return [article, span[0]];
  }
  return null;
}

const dateBox = (key) =>
  el("input", {
    type: "date",
    id: `filter-${key}`,
    value: S[key],
    onchange: (e) => {
      S[key] = e.target.value;
      update();
    },
  });

function reset() {
  restore(new URLSearchParams({ lang: S.lang, theme: S.theme, view: S.view }).toString());
  update({ refit: true });
}
