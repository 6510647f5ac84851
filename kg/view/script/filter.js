// Which events, relations, posts and nodes the filters let through.

const WEAK = 0.5;

// First and last day that a date of any precision may mean.
const firstDay = (date) =>
  date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date;
const lastDay = (date) =>
  date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date;

const inDates = (begin, end) =>
  (!S.from || (begin && lastDay(end || begin) >= S.from)) &&
  (!S.to || (begin && firstDay(begin) <= S.to));

const articleFiltered = (only) => Boolean(only || S.source || S.from || S.to);
const factFiltered = (only) =>
  Boolean(articleFiltered(only) || S.country || S.weak || onlySomeEvents());

// "Only" a kind of event is wanted, or a few: then those who are in none are not drawn, as
// `kg view --events` leaves them out. One kind hidden among many hides nobody.
function onlySomeEvents() {
  const kinds = [...new Set(G.events.map((event) => event.type))];
  if (G.relations.length) kinds.push("relation");
  if (G.posts.length) kinds.push("post");
  const left = kinds.filter((kind) => !S.hide.has(kind));
  if (!left.length || left.length === kinds.length) return false;
  return left.length === 1 || !(left.includes("relation") || left.includes("post"));
}

function articlePasses(article, only) {
  return (!only || article.id === only) && (!S.source || article.source === S.source);
}

function eventPasses(event, country, only) {
  if (S.hide.has(event.type) || S.hide.has(`status.${event.status}`)) return false;
  if (S.weak && (event.confidence < WEAK || event.status === "hypothetical")) return false;
  if (
    country !== undefined &&
    !event.roles.some((role) => countriesOf(G.nodes[role[1]]).has(country))
  )
    return false;
  if ((only || S.source) && !event.articles.some((a) => articlePasses(G.articles[a], only)))
    return false;
  return inDates(event.when, event.end);
}

function standingPasses(fact, ends, kind, country, only) {
  if (S.hide.has(kind) || (S.weak && fact.confidence < WEAK)) return false;
  if (country !== undefined && !ends.some((n) => countriesOf(G.nodes[n]).has(country)))
    return false;
  if (!articleFiltered(only)) return true;
  return fact.evidence.some(([a]) => {
    const article = G.articles[a];
    return articlePasses(article, only) && inDates(article.date, article.date);
  });
}

// All facts that pass, and all nodes that may be drawn with them, before opening and focus. `only`:
// the id of the one article that is asked, "" for all.
function passing(only = S.article) {
  const country = S.country ? nodeOfKey(S.country) : undefined;
  const events = G.events.filter((event) => eventPasses(event, country, only));
  const relations = G.relations.filter((r) =>
    standingPasses(r, [r.source, r.target], "relation", country, only),
  );
  const posts = G.posts.filter((p) =>
    standingPasses(p, [p.holder, ...(p.of === undefined ? [] : [p.of])], "post", country, only),
  );
  const told = new Set();
  const narrowed = factFiltered(only);
  if (narrowed) {
    for (const event of events) for (const role of event.roles) told.add(role[1]);
    for (const r of relations) told.add(r.source).add(r.target);
    for (const p of posts) {
      told.add(p.holder);
      if (p.of !== undefined) told.add(p.of);
    }
    if (articleFiltered(only) && country === undefined && !onlySomeEvents())
      for (const article of G.articles)
        if (articlePasses(article, only) && inDates(article.date, article.date))
          for (const span of article.spans) if (span[2] < G.nodes.length) told.add(span[2]);
    if (country !== undefined) told.add(country);
  }
  const open = (n) => !S.hide.has(G.nodes[n].type) && (!narrowed || told.has(n));
  return { events, relations, posts, open, passes: new Set([...events, ...relations, ...posts]) };
}

// Nodes that a fact which passes joins to this one.
function neighboursOf(node, facts) {
  const found = new Set();
  for (const v of node.events)
    if (facts.passes.has(G.events[v])) for (const [, n] of G.events[v].roles) found.add(n);
  for (const r of node.relations)
    if (facts.passes.has(G.relations[r]))
      found.add(G.relations[r].source).add(G.relations[r].target);
  for (const p of node.posts)
    if (facts.passes.has(G.posts[p]) && G.posts[p].of !== undefined)
      found.add(G.posts[p].holder).add(G.posts[p].of);
  found.delete(node.i);
  return [...found].filter(facts.open);
}

// Neighbours by whatever passes: node → [[other node, {event} or {relation} or {post}], …].
function neighbours(facts) {
  const links = new Map();
  const join = (a, b, fact) => {
    if (a === b || !facts.open(a) || !facts.open(b)) return;
    if (!links.has(a)) links.set(a, []);
    if (!links.has(b)) links.set(b, []);
    links.get(a).push([b, fact]);
    links.get(b).push([a, fact]);
  };
  for (const event of facts.events) {
    const actors = [...new Set(event.roles.map((role) => role[1]))];
    for (let i = 0; i < actors.length; i += 1)
      for (let k = i + 1; k < Math.min(actors.length, i + 30); k += 1)
        join(actors[i], actors[k], { event: event.i });
  }
  for (const r of facts.relations) join(r.source, r.target, { relation: r.i });
  for (const p of facts.posts) if (p.of !== undefined) join(p.holder, p.of, { post: p.i });
  return links;
}

// Breadth first; the shortest way from a to b as [node, fact that leads on, node, …].
function shortest(a, b, links) {
  const from = new Map([[a, null]]);
  const queue = [a];
  for (let i = 0; i < queue.length && !from.has(b); i += 1)
    for (const [next, fact] of links.get(queue[i]) ?? [])
      if (!from.has(next)) {
        from.set(next, [queue[i], fact]);
        queue.push(next);
      }
  if (!from.has(b)) return null;
  const way = [b];
  for (let step = from.get(b); step; step = from.get(step[0])) way.unshift(step[0], step[1]);
  return way;
}

function around(start, steps, links, most = 400) {
  const near = new Set([start]);
  let ring = [start];
  for (let step = 0; step < steps; step += 1) {
    const next = [];
    for (const n of ring)
      for (const [other] of links.get(n) ?? [])
        if (!near.has(other) && near.size < most) {
          near.add(other);
          next.push(other);
        }
    ring = next;
  }
  return near;
}

// Nodes of the opening scene that nothing joins to another. In a large graph they would be rows of
// dots over half the picture; a small one, and what the filters leave, is drawn whole.
const loners = new Map(); // with events folded, and not: what is told does not change

function unjoined() {
  if (!G.folded || S.view !== "graph" || factFiltered(S.article)) return new Set();
  if (!loners.has(folded())) loners.set(folded(), findUnjoined());
  return loners.get(folded());
}

function findUnjoined() {
  const inside = (n) => opened.has(n);
  const joined = new Set();
  if (folded())
    for (const { x, y } of foldEvents(G.events, inside).values()) joined.add(x).add(y);
  else for (const event of G.events) for (const [, n] of event.roles) joined.add(n);
  for (const { source, target } of G.relations)
    if (inside(source) && inside(target)) joined.add(source).add(target);
  for (const { holder, of } of G.posts)
    if (of !== undefined && inside(holder) && inside(of)) joined.add(holder).add(of);
  const alone = [...opened].filter((n) => !joined.has(n));
  return new Set(alone.length < opened.size ? alone : []); // not all of them
}

// What is drawn: facts that pass, between nodes that are open, focused on or on a path.
function visible() {
  const facts = passing();
  const chosen = selectedNode();
  const centre = centreNode();
  let nodes;
  let opening = null;
  let way = null;
  let alone = []; // left out of the picture, not of the list and the table
  let whole = false;
  if (S.path && !S.path.endsWith("?")) {
    const [a, b] = S.path.split(" ").map(nodeOfKey);
    way = a === undefined || b === undefined ? null : shortest(a, b, neighbours(facts));
    nodes = new Set(
      way ? way.filter((_, i) => i % 2 === 0) : [a, b].filter((n) => n !== undefined),
    );
  } else if (centre !== undefined) {
    nodes = around(centre, S.focus, neighbours(facts));
  } else {
    opening = new Set([...opened, ...S.extra].filter(facts.open));
    nodes = opening;
    whole = nodes.size === G.nodes.length;
    alone = [...unjoined()].filter((n) => nodes.has(n) && !S.extra.has(n) && n !== chosen);
    if (!S.alone) for (const n of alone) nodes.delete(n);
    // an article's picture is of whom it tells
    if (chosen !== undefined && (S.view !== "article" || facts.open(chosen))) nodes.add(chosen);
  }
  const inside = (n) => nodes.has(n);
  const told = new Set([...nodes, ...alone]);
  const shown = (event) => {
    // of nobody: only where all is drawn, or a whole article, not around somebody
    if (!event.roles.length)
      return nodes === opening && (whole || Boolean(S.article));
    const actors = new Set(event.roles.map((role) => role[1]).filter((n) => told.has(n)));
    // around a node, or on a path: what joins two, and what the node does alone
    if (nodes === opening) return actors.size > 0;
    return actors.size > 1 || actors.has(centre);
  };
  return {
    way,
    nodes,
    alone,
    total: facts,
    events: facts.events.filter(shown),
    relations: facts.relations.filter((r) => inside(r.source) && inside(r.target)),
    posts: facts.posts.filter((p) => p.of !== undefined && inside(p.holder) && inside(p.of)),
  };
}
