// Facts with their sentences: what makes a reader trust a line.

// A stretch of text cut wherever a mark begins or ends; each piece carries all marks over it.
function marked(text, start, end, marks) {
  const cuts = new Set([start, end]);
  for (const m of marks) {
    if (m.start > start && m.start < end) cuts.add(m.start);
    if (m.end > start && m.end < end) cuts.add(m.end);
  }
  const points = [...cuts].sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < points.length; i += 1) {
    const over = marks.filter((m) => m.start <= points[i] && m.end >= points[i + 1]);
    const piece = text.slice(points[i], points[i + 1]);
    if (!over.length) pieces.push(piece);
    else {
      over.sort((a, b) => b.end - b.start - (a.end - a.start));
      pieces.push(
        el(
          "mark",
          {
            class: over.map((m) => m.look).join(" "),
            title:
              over
                .map((m) => m.title)
                .filter(Boolean)
                .join(" · ") || null,
            "data-targets":
              over
                .map((m) => m.target)
                .filter(Boolean)
                .join(" ") || null,
          },
          piece,
        ),
      );
    }
  }
  return pieces;
}

// The marks of one event in a sentence: its triggers, who plays a role, and its quoted words.
function eventMarks(event, article, start, end) {
  const marks = [];
  const add = (a, b, look, title, target) => {
    if (a < end && b > start) marks.push({ start: a, end: b, look, title, target });
  };
  for (const [a, from, to] of event.spans)
    if (a === article.i) add(from, to, "trigger", eventName(event), `v${event.i}`);
  const roles = new Map();
  for (const [role, n] of event.roles) roles.set(n, role);
  for (const [from, to, target] of article.spans)
    if (roles.has(target))
      add(
        from,
        to,
        `role ${G.nodes[target].type}`,
        word(`role.${roles.get(target)}`),
        `n${target}`,
      );
  for (const [role, words] of event.words) {
    let at = article.text.indexOf(words, start);
    if (at < 0 || at >= end) at = article.text.indexOf(words);
    if (at >= 0 && at < end && at + words.length > start)
      add(at, at + words.length, "words", word(`role.${role}`));
  }
  return marks;
}

function sentenceBox(article, [start, end], marks) {
  const line = [articleName(article), article.source, article.date].filter(Boolean);
  return el(
    "figure",
    { class: "evidence" },
    el("blockquote", { lang: "ar", dir: "auto" }, marked(article.text, start, end, marks)),
    el(
      "figcaption",
      {},
      line.map((part, i) => [i ? " · " : "", bdi(part)]),
      " ",
      el("button", { class: "quiet", onclick: () => readArticle(article.i, start) }, word("read")),
    ),
  );
}

// Every sentence that tells of an event, each once.
function sentencesOf(event) {
  const found = new Map();
  for (const [a, from] of event.spans) {
    const [start, end] = sentenceAt(G.articles[a], from);
    found.set(`${a} ${start}`, [G.articles[a], [start, end]]);
  }
  return [...found.values()].map(([article, range]) =>
    sentenceBox(article, range, eventMarks(event, article, ...range)),
  );
}

function evidenceOf(fact, ends = []) {
  const boxes = fact.evidence.map(([a, offset]) => {
    const article = G.articles[a];
    const [start, end] = sentenceAt(article, offset);
    const marks = article.spans
      .filter(([from, to, target]) => ends.includes(target) && from < end && to > start)
      .map(([from, to, target]) => ({
        start: from,
        end: to,
        look: `role ${G.nodes[target].type}`,
        title: G.nodes[target].label,
        target: `n${target}`,
      }));
    return sentenceBox(article, [start, end], marks);
  });
  return boxes.length ? boxes : [el("p", { class: "quiet" }, word("text.none"))];
}

const nodeButton = (n) =>
  el(
    "button",
    { class: "name", onclick: () => choose(nodeKey(n), true) },
    el("i", { class: `shape ${G.nodes[n].type}`, "aria-hidden": "true" }),
    bdi(nameOf(G.nodes[n])),
  );

const percent = (confidence) => `${Math.round(confidence * 100)}%`;

function badges(event) {
  const when = event.begin
    ? event.end
      ? `${event.begin} – ${event.end}`
      : event.begin
    : word("undated");
  return el(
    "p",
    { class: "badges" },
    event.status === "actual"
      ? null
      : el("span", { class: `badge ${event.status}` }, word(`status.${event.status}`)),
    el("span", { class: "badge" }, bdi(when)),
    event.detail ? el("span", { class: "badge" }, word(`detail.${event.detail}`)) : null,
    el(
      "span",
      { class: "badge", title: word("confidence") },
      `${word("confidence")} `,
      bdi(percent(event.confidence)),
    ),
  );
}

// One event with its roles and sentences. `whole` shows all roles, else those beside `about`.
function eventCard(v, about) {
  const event = G.events[v];
  const byRole = new Map();
  for (const [role, n] of event.roles) {
    if (n === about && role !== "place") continue;
    if (!byRole.has(role)) byRole.set(role, []);
    byRole.get(role).push(nodeButton(n));
  }
  for (const [role, words] of event.words) {
    // what is said stands in the sentence below, highlighted
    if (role === "content" && event.spans.length) continue;
    if (!byRole.has(role)) byRole.set(role, []);
    byRole.get(role).push(el("q", { lang: "ar", dir: "auto" }, words));
  }
  const links = [];
  if (event.madeAt !== undefined) links.push([word("role.made_at"), event.madeAt]);
  for (const r of event.reports) links.push([word("role.reports"), r]);
  return el(
    "article",
    { class: "card", "data-event": v },
    el(
      "h3",
      {},
      el(
        "button",
        { class: "name event", onclick: () => choose(eventKey(v), true) },
        eventName(event),
      ),
    ),
    badges(event),
    el(
      "dl",
      {},
      [...byRole].map(([role, fillers]) => [
        el("dt", {}, word(`role.${role}`)),
        el("dd", {}, fillers),
      ]),
    ),
    links.map(([name, other]) =>
      el(
        "p",
        { class: "small" },
        `${name}: `,
        el(
          "button",
          { class: "name event", onclick: () => choose(eventKey(other), true) },
          eventName(G.events[other]),
        ),
      ),
    ),
    sentencesOf(event),
  );
}
