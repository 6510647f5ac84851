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
  if (S.at) standAt(S.at);
  S.at = "";
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
  const [pathed, focused] = [Boolean(S.path), S.focus ? S.around : ""];
  S.selected = key;
  if (!key) leavePart();
  const n = selectedNode();
  if (S.focus && n !== undefined) S.around = key.slice(2);
  const absent = n !== undefined && !current.nodes.has(n);
  if (absent && !S.focus) S.extra.add(n);
  // another part of the graph is another picture
  const other = focused !== S.around || (pathed && !S.path);
  update({ redraw: absent || other, refit: other });
  if (look || absent) lookAt(selectedId());
  document.body.classList.toggle("panel-open", Boolean(key));
}

// Back from a neighbourhood or a path to the whole.
function leavePart() {
  Object.assign(S, { path: "", focus: 0, around: "" });
}

function setUpBar() {
  for (const button of document.querySelectorAll("[data-show]"))
    button.addEventListener("click", () => {
      const left = S.view === "article" && button.dataset.show !== "article";
      S.view = button.dataset.show;
      if (left) S.article = "";
      if (S.view === "article" && G.articles.length) {
        const own = articleOfChosen(readerShows ? reading : undefined);
        return own ? readArticle(...own) : readArticle(Math.min(reading, G.articles.length - 1));
      }
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
  on("fit", () => {
    fit();
    remember();
  });
  on("map-in", () => zoomMap(1.3));
  on("map-out", () => zoomMap(0.77));
  on("map-fit", fitMap);
  on("open-filters", () => {
    const shut = document.body.classList.toggle("filters-shut");
    $("open-filters").setAttribute("aria-expanded", String(!shut));
  });
  document.addEventListener("click", (e) => {
    if (!e.target.closest("#export") || e.target.closest(".menu")) $("export").open = false;
  });
}

// Paper is light, and shaped unlike the screen.
function setUpPaper() {
  let before = "";
  addEventListener("beforeprint", () => {
    before = moved ? standpoint() : "";
    document.documentElement.dataset.theme = "light";
    draw();
    network.setSize("700px", "600px");
    network.redraw();
    fit();
  });
  addEventListener("afterprint", () => {
    settledAt = "";
    S.at = before;
    update({ refit: true });
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
  document.body.classList.toggle("filters-shut", innerWidth < 1100);
  // a canvas draws with whatever font is there at that moment
  await Promise.allSettled([document.fonts.load(`15px Khabar`, "خبر")]);
  setUpDrawing(opening.options);
  setUpSearch((node) => choose(nodeKey(node.i), true));
  setUpReader();
  setUpMap();
  setUpKeys();
  setUpBar();
  const from = S.at;
  update({ refit: true });
  if (!from) comeNear();
  addEventListener("hashchange", () => {
    if (location.hash.slice(1) === fragment()) return;
    restore(location.hash);
    update({ refit: true });
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => update());
  setUpPaper();
  addEventListener("resize", () => (S.view === "map" || S.view === "time") && showView());
  document.body.dataset.ready = "true";
}

start();
