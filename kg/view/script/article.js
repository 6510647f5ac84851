// The article view: the text with everything found in it, its graph beside it.

let reading = 0;
let readerShows = ""; // what it shows already: drawing it anew would lose the reader's place

function readArticle(a, offset = null) {
  reading = a;
  S.view = "article";
  S.article = G.articles[a].id;
  S.path = "";
  update({ refit: true });
  for (const p of $("reader").querySelectorAll(".here")) p.classList.remove("here");
  if (offset === null) {
    $("reader").scrollTop = 0;
    return;
  }
  const started = [...$("reader").querySelectorAll("p[data-start]")].filter(
    (p) => Number(p.dataset.start) <= offset,
  );
  started.at(-1)?.classList.add("here");
  started.at(-1)?.scrollIntoView({ block: "center" });
}

function showReader() {
  const chosen = G.articles.findIndex((article) => article.id === S.article);
  if (chosen >= 0) reading = chosen;
  const article = G.articles[reading];
  if (!article || readerShows === `${S.lang} ${reading}`) return;
  readerShows = `${S.lang} ${reading}`;
  const marks = article.spans.map(([start, end, target, kind]) => markOf(start, end, target, kind));
  $("reader").replaceChildren(
    el(
      "select",
      {
        "aria-label": word("article.choose"),
        onchange: (e) => readArticle(Number(e.target.value)),
      },
      shelf().map((a) =>
        el("option", { value: a.i, selected: a.i === reading }, cut(articleName(a), 80)),
      ),
    ),
    // a headline that the text begins with is not told twice
    ...(headed(article) ? [] : [el("h2", { lang: "ar", dir: "auto" }, articleName(article))]),
    el(
      "p",
      { class: "small" },
      [article.source, article.date].filter(Boolean).map((part, i) => [i ? " · " : "", bdi(part)]),
      /^https?:\/\//.test(article.url ?? "")
        ? [
            " · ",
            el(
              "a",
              { href: article.url, target: "_blank", rel: "noopener noreferrer" },
              bdi(new URL(article.url).hostname),
            ),
          ]
        : null,
      article.source || article.date || article.url ? " · " : "",
      el("span", {}, `${word("id")} `, el("code", { dir: "auto" }, article.id)),
    ),
    el("div", { class: "text", lang: "ar", dir: "auto" }, paragraphs(article, marks)),
  );
}

// Whether the headline is the text's first line too, as in a text file.
const headed = (article) => Boolean(article.title) && article.text.trimStart().startsWith(article.title);

// Articles to choose from: all of them, or those around the one that is read.
function shelf() {
  const from = Math.max(0, Math.min(reading - MOST / 2, G.articles.length - MOST));
  return G.articles.slice(from, from + MOST);
}

function markOf(start, end, target, kind) {
  if (target >= G.nodes.length) {
    const event = G.events[target - G.nodes.length];
    return {
      start,
      end,
      look: `trigger status-${event.status}`,
      title: `${eventName(event)} — ${word(`status.${event.status}`)}`,
      target: `v${event.i}`,
    };
  }
  const node = G.nodes[target];
  return {
    start,
    end,
    look: `role ${node.type} kind-${kind}`,
    title: `${nameOf(node)} — ${word(`one.${node.type}`)}`,
    target: `n${target}`,
  };
}

function paragraphs(article, marks) {
  const out = [];
  const head = headed(article) ? article.title : "";
  let at = 0;
  for (const block of article.text.split("\n")) {
    const end = at + block.length;
    if (block.trim()) {
      const inside = marks.filter((m) => m.start < end && m.end > at);
      const look = !out.length && block.trim() === head ? "headline" : null;
      out.push(el("p", { "data-start": at, class: look }, marked(article.text, at, end, inside)));
    }
    at = end + 1;
  }
  return out;
}

// Hovering a node lights its words in the text …
function lightText(id) {
  for (const mark of document.querySelectorAll("mark.lit")) mark.classList.remove("lit");
  if (!id || S.view !== "article") return;
  for (const mark of $("reader").querySelectorAll("mark[data-targets]"))
    if (mark.dataset.targets.split(" ").includes(id)) mark.classList.add("lit");
}

// … and hovering words lights their node.
function setUpReader() {
  const reader = $("reader");
  const target = (e) => e.target.closest?.("mark[data-targets]")?.dataset.targets.split(" ").at(-1);
  reader.addEventListener("mouseover", (e) => {
    const id = target(e);
    if (!id) return;
    lightText(id);
    const drawn = drawing.nodes.get(id) ? [id] : [];
    network.selectNodes(drawn, true);
  });
  reader.addEventListener("mouseout", () => {
    lightText(null);
    light();
  });
  reader.addEventListener("click", (e) => {
    const id = target(e);
    if (id) chooseDrawn(id);
  });
}
