// Taking what is seen out of the page: PNG, SVG, CSV, a link.

function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const a = el("a", { download: name });
  a.href = url;
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function exportPng() {
  const canvas = $("network").querySelector("canvas");
  const copy = el("canvas", { width: canvas.width, height: canvas.height });
  const pen = copy.getContext("2d");
  pen.fillStyle = ground();
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => download("khabar.png", blob), "image/png");
}

const OUTLINES = {
  dot: (x, y, r) => svg("circle", { cx: x, cy: y, r }),
  square: (x, y, r) => svg("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r }),
  diamond: (x, y, r) =>
    svg("polygon", { points: `${x},${y - r} ${x + r},${y} ${x},${y + r} ${x - r},${y}` }),
  triangle: (x, y, r) =>
    svg("polygon", { points: `${x},${y - r} ${x + r},${y + r * 0.75} ${x - r},${y + r * 0.75}` }),
  hexagon: (x, y, r) =>
    svg("polygon", {
      points: [0, 1, 2, 3, 4, 5]
        .map((k) => `${x + r * Math.cos((k * Math.PI) / 3)},${y + r * Math.sin((k * Math.PI) / 3)}`)
        .join(" "),
    }),
};

function svgDrawing() {
  const nodes = drawing.nodes.get();
  const xs = nodes.map((n) => n.x);
  const ys = nodes.map((n) => n.y);
  const left = Math.min(...xs) - 140;
  const top = Math.min(...ys) - 80;
  const wide = Math.max(...xs) - left + 140;
  const tall = Math.max(...ys) - top + 100;
  const at = new Map(nodes.map((n) => [n.id, n]));
  const text = (x, y, size, content, extra = {}) =>
    svg(
      "text",
      {
        x,
        y,
        "font-size": size,
        "text-anchor": "middle",
        "font-family": FACE,
        fill: ink(),
        stroke: ground(),
        "stroke-width": 4,
        "paint-order": "stroke",
        ...extra,
      },
      content,
    );
  const lines = drawing.edges.get().map((e) => {
    const a = at.get(e.from);
    const b = at.get(e.to);
    if (!a || !b) return null;
    return [
      svg("line", {
        x1: a.x,
        y1: a.y,
        x2: b.x,
        y2: b.y,
        stroke: soft(),
        "stroke-width": e.width,
        "stroke-dasharray": e.dashes ? e.dashes.join(" ") : null,
      }),
      e.label ? text((a.x + b.x) / 2, (a.y + b.y) / 2, 11, e.label) : null,
    ];
  });
  const shapes = nodes.map((n) => {
    if (n.shape === "box") {
      const w = n.label.length * 7 + 16;
      return [
        svg("rect", {
          x: n.x - w / 2,
          y: n.y - 12,
          width: w,
          height: 24,
          rx: 9,
          fill: ground(),
          stroke: n.color.border,
          "stroke-width": 1.5,
          "stroke-dasharray": n.shapeProperties.borderDashes ? "4 3" : null,
        }),
        text(n.x, n.y + 4, 12, n.label, { "stroke-width": 0 }),
      ];
    }
    const shape = OUTLINES[n.shape](n.x, n.y, n.size);
    shape.setAttribute("fill", n.color.background);
    return shape;
  });
  const names = labelled.map(({ lines: words, x, y, size }) =>
    words.map((line, i) =>
      text(x, y + size * (0.85 + i * 1.3), i ? size * 0.85 : size, line, {
        "stroke-width": size / 4,
      }),
    ),
  );
  return svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `${left} ${top} ${wide} ${tall}`,
      width: wide,
      height: tall,
      direction: S.lang === "ar" ? "rtl" : "ltr",
    },
    svg("rect", { x: left, y: top, width: wide, height: tall, fill: ground() }),
    lines,
    shapes,
    names,
  );
}

function exportSvg() {
  const text = new XMLSerializer().serializeToString(svgDrawing());
  download("khabar.svg", new Blob([text], { type: "image/svg+xml" }));
}

// A cell that begins like a formula would be run by a spreadsheet: a quote mark stops it.
function cell(value) {
  const text = clean(value ?? "")
    .replace(/\s+/g, " ")
    .trim();
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function csvTable() {
  const rows = [
    [
      "fact",
      "type",
      "role",
      "entity",
      "entity type",
      "words",
      "status",
      "date",
      "confidence",
      "article",
      "source",
      "article date",
      "sentence",
    ],
  ];
  for (const event of current.events) {
    const [a, from] = event.spans[0] ?? [];
    const article = G.articles[a];
    const sentence = article ? article.text.slice(...sentenceAt(article, from)) : "";
    const tail = [
      event.status,
      event.begin,
      event.confidence,
      article && articleName(article),
      article?.source,
      article?.date,
      sentence,
    ];
    for (const [role, n] of event.roles)
      rows.push([
        iriOf(event.key),
        event.type,
        role,
        nameOf(G.nodes[n]),
        G.nodes[n].type,
        "",
        ...tail,
      ]);
    for (const [role, words] of event.words)
      rows.push([iriOf(event.key), event.type, role, "", "", words, ...tail]);
  }
  for (const r of current.relations)
    rows.push([
      nameOf(G.nodes[r.source]),
      r.type,
      "target",
      nameOf(G.nodes[r.target]),
      G.nodes[r.target].type,
      "",
      "",
      "",
      r.confidence,
      ...sourceOf(r),
    ]);
  for (const p of current.posts)
    rows.push([
      nameOf(G.nodes[p.holder]),
      "post",
      p.former ? "former" : "",
      nameOf(G.nodes[p.of]),
      G.nodes[p.of].type,
      p.title,
      "",
      "",
      p.confidence,
      ...sourceOf(p),
    ]);
  return rows.map((row) => row.map(cell).join(",")).join("\r\n");
}

function sourceOf(fact) {
  if (!fact.evidence.length) return ["", "", "", ""];
  const [a, offset] = fact.evidence[0];
  const article = G.articles[a];
  return [
    articleName(article),
    article.source,
    article.date,
    article.text.slice(...sentenceAt(article, offset)),
  ];
}

// The byte order mark makes spreadsheets read the Arabic as UTF-8.
const exportCsv = () =>
  download("khabar.csv", new Blob(["\ufeff", csvTable()], { type: "text/csv" }));

async function share() {
  remember();
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    const box = el("textarea", {});
    box.value = location.href;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  say(word("copied"));
  $("notice").textContent = word("copied");
  $("notice").hidden = false;
}
