// The legend: what the shapes and colours mean, how many there are; each row is a filter.

const NODE_TYPES = ["PER", "CTRY", "LOC", "ORG", "GRP"];
const MOST = 500; // entries of a list to choose from
const STATUSES = ["actual", "planned", "called_for", "denied", "hypothetical"];

function counted(list, key) {
  const counts = new Map();
  for (const item of list) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

function row(key, name, count, mark) {
  const on = !S.hide.has(key);
  return el(
    "button",
    {
      class: "row",
      "data-filter": key,
      "aria-pressed": String(on),
      onclick: () => {
        if (on) S.hide.add(key);
        else S.hide.delete(key);
        update();
        document.querySelector(`[data-filter="${key}"]`)?.focus();
      },
    },
    mark,
    el("span", {}, name),
    el("small", {}, number(count)),
  );
}

const shapeMark = (type) => el("i", { class: `shape ${type}`, "aria-hidden": "true" });

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
  const parts = [
    part(
      "nodes",
      false,
      NODE_TYPES.filter((t) => types.has(t)).map((t) =>
        row(t, word(`type.${t}`), types.get(t), shapeMark(t)),
      ),
    ),
    part(
      "events",
      false,
      ordered.map(([t, count]) => row(t, word(`event.${t}`), count, shapeMark("event"))),
      G.relations.length
        ? row(
            "relation",
            word("event.relation"),
            G.relations.length,
            el("i", { class: "line", "aria-hidden": "true" }),
          )
        : null,
      G.posts.length
        ? row(
            "post",
            word("event.post"),
            G.posts.length,
            el("i", { class: "line", "aria-hidden": "true" }),
          )
        : null,
    ),
    part(
      "status",
      false,
      STATUSES.filter((s) => states.has(s)).map((s) =>
        row(
          `status.${s}`,
          word(`status.${s}`),
          states.get(s),
          el("i", { class: `line ${s === "actual" ? "" : "dashed"}`, "aria-hidden": "true" }),
        ),
      ),
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
        update();
      }),
      toggle("weak", "weak", S.weak, (on) => {
        S.weak = on;
        update();
      }),
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
        countries.map((node) => [node.key, nameOf(node)]),
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

// Events over time as bars; a click on one narrows the dates to it.
function histogram() {
  const { dates } = census;
  if (dates.length < 2) return null;
  const days = (Date.parse(lastDay(dates.at(-1))) - Date.parse(firstDay(dates[0]))) / 864e5;
  const length = days <= 62 ? 10 : days <= 365 * 6 ? 7 : 4;
  const bins = counted(
    dates.filter((date) => date.length >= length),
    (date) => date.slice(0, length),
  );
  const keys = [...bins.keys()].sort();
  const shown = keys.slice(-60);
  const most = Math.max(...bins.values());
  const wide = 200 / shown.length;
  const bars = shown.map((key, i) => {
    const tall = Math.max(3, (bins.get(key) / most) * 44);
    const inside = (!S.from || lastDay(key) >= S.from) && (!S.to || firstDay(key) <= S.to);
    // time runs with the reading direction: the oldest bar is at the right in Arabic
    const x = S.lang === "ar" ? 200 - (i + 1) * wide : i * wide;
    return svg(
      "rect",
      {
        x: x + wide * 0.1,
        y: 48 - tall,
        width: wide * 0.8,
        height: tall,
        class: inside ? "bar" : "bar out",
        tabindex: "0",
        role: "button",
        "aria-label": `${key}: ${bins.get(key)}`,
        onclick: () => narrow(key),
        onkeydown: (e) => e.key === "Enter" && narrow(key),
      },
      svg("title", {}, `${key}: ${bins.get(key)}`),
    );
  });
  return el(
    "div",
    { class: "histogram" },
    svg("svg", { viewBox: "0 0 200 48", preserveAspectRatio: "none" }, bars),
    el("p", { class: "small ends" }, bdi(shown[0]), bdi(shown.at(-1))),
  );
}

function narrow(key) {
  const same = S.from === firstDay(key);
  S.from = same ? "" : firstDay(key);
  S.to = same
    ? ""
    : key.length === 7
      ? new Date(Date.UTC(+key.slice(0, 4), +key.slice(5), 0)).toISOString().slice(0, 10)
      : lastDay(key);
  update();
}
