// Starting up, and keeping all parts in step with the state.

function chosenTheme() {
  if (S.theme === "light" || S.theme === "dark") return S.theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

// After any change of state. `redraw: false` when only the panel changed.
function update({ redraw = true, refit = false } = {}) {
  document.documentElement.dataset.theme = chosenTheme();
  document.body.dataset.view = S.view;
  translate();
  if (redraw) draw();
  else reword();
  showPanel();
  if (redraw) showLegend();
  showView();
  settle();
  if (refit) fit();
  remember();
}

// vis-network notices a new size only later; fitting needs it now.
let settledAt = "";

function settle() {
  const size = `${$("network").clientWidth} ${$("network").clientHeight}`;
  if ($("graph").hidden || size === settledAt) return;
  settledAt = size;
  network.setSize("100%", "100%");
  network.redraw();
}

function showView() {
  for (const button of document.querySelectorAll("[data-show]"))
    button.setAttribute("aria-pressed", String(button.dataset.show === S.view));
  $("graph").hidden = S.view === "map" || S.view === "time";
  $("reader").hidden = S.view !== "article";
  $("map").hidden = S.view !== "map";
  $("timeline").hidden = S.view !== "time";
  if (S.view === "article") showReader();
  if (S.view === "map") showMap();
  if (S.view === "time") showTimeline();
}

// Select a node, event or link by its key; "" selects nothing.
function choose(key, look = false) {
  if (key.startsWith("n:") && S.path.endsWith(" ?")) return finishPath(nodeOfKey(key.slice(2)));
  const pathed = Boolean(S.path);
  S.selected = key;
  if (!key) S.path = "";
  const n = selectedNode();
  const absent = n !== undefined && !current.nodes.has(n);
  if (absent && !S.focus) S.extra.add(n);
  update({ redraw: Boolean(absent || S.focus || pathed) });
  if (look || absent) lookAt(selectedId());
  document.body.classList.toggle("panel-open", Boolean(key));
}

function setUpBar() {
  for (const button of document.querySelectorAll("[data-show]"))
    button.addEventListener("click", () => {
      const left = S.view === "article" && button.dataset.show !== "article";
      S.view = button.dataset.show;
      if (left) S.article = "";
      if (S.view === "article" && G.articles.length)
        return readArticle(Math.min(reading, G.articles.length - 1));
      update();
      if (left) fit();
    });
  const on = (id, press) => $(id).addEventListener("click", press);
  on("language", () => {
    S.lang = S.lang === "ar" ? "en" : "ar";
    update();
  });
  on("theme", () => {
    S.theme = chosenTheme() === "dark" ? "light" : "dark";
    update();
  });
  on("share", share);
  on("export-png", exportPng);
  on("export-svg", exportSvg);
  on("export-csv", exportCsv);
  on("print", () => window.print());
  on("zoom-in", () => zoom(1.3));
  on("zoom-out", () => zoom(0.77));
  on("fit", fit);
  on("open-filters", () => {
    const shut = document.body.classList.toggle("filters-shut");
    $("open-filters").setAttribute("aria-expanded", String(!shut));
  });
  document.addEventListener("click", (e) => {
    if (!e.target.closest("#export") || e.target.closest(".menu")) $("export").open = false;
  });
}

async function start() {
  const data = await unpack();
  if (!data) {
    // the words are inside what could not be unpacked
    $("notice").textContent =
      "This browser is too old for this page (before May 2023). هذا المتصفح أقدم من أن يفتح هذه الصفحة.";
    return;
  }
  connect(data);
  const opening = JSON.parse($("scene").textContent);
  openScene(opening);
  restore(location.hash);
  document.body.classList.toggle("filters-shut", innerWidth < 900);
  // a canvas draws with whatever font is there at that moment
  await Promise.allSettled([document.fonts.load(`15px Khabar`, "خبر")]);
  setUpDrawing(opening.options);
  setUpSearch((node) => choose(nodeKey(node.i), true));
  setUpReader();
  setUpKeys();
  setUpBar();
  update({ refit: true });
  addEventListener("hashchange", () => {
    if (location.hash.slice(1) === fragment()) return;
    restore(location.hash);
    update({ refit: true });
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => update());
  // paper is light, and shaped unlike the screen
  addEventListener("beforeprint", () => {
    document.documentElement.dataset.theme = "light";
    draw();
    settle();
    fit();
  });
  addEventListener("afterprint", () => update({ refit: true }));
  addEventListener("resize", () => (S.view === "map" || S.view === "time") && showView());
  document.body.dataset.ready = "true";
}

start();
