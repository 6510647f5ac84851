// What is seen as a table: a row for each role of an event, each relation and each post.

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
