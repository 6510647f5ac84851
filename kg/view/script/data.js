// What the page knows: the payload, unpacked, with the links between its lists worked out.

let G = null;

async function unpack() {
  const holder = $("data");
  if (holder.dataset.packing !== "gzip") return JSON.parse(holder.textContent);
  if (typeof DecompressionStream === "undefined") return null;
  const bytes = Uint8Array.from(atob(holder.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function connect(data) {
  G = data;
  G.byIri = new Map();
  G.nodes.forEach((node, i) => {
    Object.assign(node, { i, names: node.names ?? [], events: [], posts: [], relations: [] });
    node.articles = new Map();
    G.byIri.set(node.iri, i);
  });
  G.eventByIri = new Map();
  G.events.forEach((event, i) => {
    Object.assign(event, { i, roles: event.roles ?? [], words: event.words ?? [], spans: [] });
    event.reports = event.reports ?? [];
    event.reportedBy = [];
    G.eventByIri.set(event.iri, i);
    for (const n of new Set(event.roles.map((role) => role[1]))) G.nodes[n].events.push(i);
  });
  for (const event of G.events) for (const r of event.reports) G.events[r].reportedBy.push(event.i);
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
      if (target < G.nodes.length) {
        const counts = G.nodes[target].articles;
        counts.set(i, (counts.get(i) ?? 0) + 1);
      } else G.events[target - G.nodes.length].spans.push([i, start, end]);
    }
  });
  for (const node of G.nodes) node.countries = countriesOf(node);
  for (const event of G.events) {
    event.articles = [...new Set(event.spans.map((span) => span[0]))];
    // an event without a date is filtered by the day its article came out
    event.when = event.begin ?? G.articles[event.articles[0]]?.date ?? "";
    event.countries = new Set(event.roles.flatMap((role) => [...G.nodes[role[1]].countries]));
  }
  G.placed = G.nodes.filter((node) => node.at).map((node) => node.i);
}

// The countries a node stands for: itself, the one its post is in, the one it lies in.
function countriesOf(node) {
  const found = new Set(node.type === "CTRY" ? [node.i] : []);
  const add = (n) => n !== undefined && G.nodes[n].type === "CTRY" && found.add(n);
  for (const p of node.posts) if (G.posts[p].holder === node.i) add(G.posts[p].of);
  for (const r of node.relations) {
    const { type, source, target } = G.relations[r];
    if (source === node.i && ["locatedIn", "capitalOf", "nationalityOf"].includes(type)) add(target);
  }
  return found;
}

const shortIri = (iri) => (iri.startsWith(G.base) ? iri.slice(G.base.length) : iri);
const fullIri = (key) => (G.byIri.has(key) || G.eventByIri.has(key) ? key : G.base + key);

// The name in the language of the interface, where there is one.
const nameOf = (node) => (S.lang === "en" && node.english ? node.english : node.label);
const eventName = (event) =>
  event.mode ? word(`mode.${event.mode}`) : word(`event.${event.type}`);
const articleName = (article) => article.title ?? article.id ?? word("untitled");

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
