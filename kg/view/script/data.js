// What the page knows: the payload, unpacked, with the links between its lists worked out.

let G = null;

async function unpack() {
  const holder = $("data");
  if (holder.dataset.packing !== "gzip") return JSON.parse(holder.textContent);
  if (typeof DecompressionStream === "undefined") return null;
  const text = atob(holder.textContent);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = text.charCodeAt(i);
  holder.remove(); // unpacked once; no need to keep it twice
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function connect(data) {
  G = data;
  G.byKey = new Map();
  G.nodes.forEach((node, i) => {
    node.i = i;
    node.names ??= [];
    node.events = [];
    node.posts = [];
    node.relations = [];
    G.byKey.set(node.key, i);
  });
  G.eventByKey = new Map();
  G.events.forEach((event, i) => {
    event.i = i;
    event.roles ??= [];
    event.words ??= [];
    event.reports ??= [];
    event.spans = [];
    event.articles = [];
    G.eventByKey.set(event.key, i);
    for (const [, n] of event.roles) if (G.nodes[n].events.at(-1) !== i) G.nodes[n].events.push(i);
  });
  G.posts.forEach((post, i) => {
    Object.assign(post, { i, evidence: post.evidence ?? [] });
    G.nodes[post.holder].posts.push(i);
    if (post.of !== undefined) G.nodes[post.of].posts.push(i);
  });
  G.relations.forEach((relation, i) => {
    Object.assign(relation, { i, evidence: relation.evidence ?? [] });
    G.nodes[relation.source].relations.push(i);
    if (relation.target !== relation.source) G.nodes[relation.target].relations.push(i);
  });
  G.articles.forEach((article, i) => {
    Object.assign(article, { i, sentences: article.sentences ?? [], spans: article.spans ?? [] });
    for (const [start, end, target] of article.spans) {
      if (target < G.nodes.length) continue;
      const event = G.events[target - G.nodes.length];
      event.spans.push([i, start, end]);
      if (event.articles.at(-1) !== i) event.articles.push(i);
    }
  });
  // an event without a date is filtered by the day its article came out
  for (const event of G.events)
    event.when = event.begin ?? G.articles[event.articles[0]]?.date ?? "";
  G.placed = G.nodes.filter((node) => node.at).map((node) => node.i);
}

// How often each article mentions a node.
function articlesOf(node) {
  const counts = new Map();
  for (const article of G.articles)
    for (const span of article.spans)
      if (span[2] === node.i) counts.set(article.i, (counts.get(article.i) ?? 0) + 1);
  return counts;
}

// The article to read of what is selected, with the offset where it begins to tell of it: the one
// that was opened before, if it does, else the one that names it most often; null for nothing.
function articleOfChosen(open) {
  const n = selectedNode();
  const v = selectedEvent();
  if (n === undefined && v === undefined) return null;
  const told = n === undefined ? new Map(G.events[v].articles.map((a) => [a, 1])) : articlesOf(G.nodes[n]);
  if (!told.size) return null;
  const most = [...told].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
  const article = G.articles[told.has(open) ? open : most];
  const target = n === undefined ? v + G.nodes.length : n;
  return [article.i, article.spans.find((span) => span[2] === target)?.[0] ?? 0];
}

// The countries a node stands for: itself, the one its post is in, the one it lies in.
function countriesOf(node) {
  node.countries ??= findCountries(node);
  return node.countries;
}

function findCountries(node) {
  const found = new Set(node.type === "CTRY" ? [node.i] : []);
  const add = (n) => n !== undefined && G.nodes[n].type === "CTRY" && found.add(n);
  for (const p of node.posts) if (G.posts[p].holder === node.i) add(G.posts[p].of);
  for (const r of node.relations) {
    const { type, source, target } = G.relations[r];
    if (source === node.i && ["locatedIn", "capitalOf", "nationalityOf"].includes(type))
      add(target);
  }
  return found;
}

// Keys are IRIs without the base that all ours share.
const iriOf = (key) => (/^[a-z]+:/i.test(key) ? key : G.base + key);

// The name in the language of the interface, where there is one.
const nameOf = (node) => (S.lang === "en" && node.english ? node.english : node.label);
const eventName = (event) =>
  event.mode ? word(`mode.${event.mode}`) : word(`event.${event.type}`);
// An article without a headline is called by its first words.
const articleName = (article) => article.title || cut(article.text, 60) || article.id;

// The sentence of an article that holds an offset, as [start, end].
function sentenceAt(article, offset) {
  const list = article.sentences;
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (list[middle][0] <= offset) low = middle;
    else high = middle - 1;
  }
  return list[low] ?? [0, article.text.length];
}
