// From what is visible to all that vis-network draws: nodes, events, and the links between.

const foldingRules = new Map();

function foldingOf(type) {
  if (!foldingRules.has(type))
    foldingRules.set(
      type,
      G.folding.filter((rule) => rule.event === type),
    );
  return foldingRules.get(type);
}

// Direct links between nodes, one per pair and meaning, with the events behind each.
function foldEvents(events, inside) {
  const links = new Map();
  for (const event of events) {
    for (const rule of foldingOf(event.type)) {
      const sources = event.roles
        .filter((r) => r[0] === rule.source)
        .map((r) => r[1])
        .filter(inside);
      const same = rule.source === rule.target;
      const targets = event.roles
        .filter((r) => r[0] === rule.target)
        .map((r) => r[1])
        .filter(inside);
      sources.forEach((a, i) => {
        // of a very large meeting only the first ones are linked with all others
        if (same && i > 12) return;
        for (const b of same ? targets.slice(i + 1) : targets) {
          if (a === b) continue;
          const [x, y] = same && a > b ? [b, a] : [a, b];
          const id = `f${x}-${y}-${rule.event}-${rule.source}-${rule.target}`;
          if (!links.has(id)) links.set(id, { id, x, y, rule, same, events: [] });
          if (!links.get(id).events.includes(event.i)) links.get(id).events.push(event.i);
        }
      });
    }
  }
  return links;
}

let behind = new Map(); // id of a link → { events } or { relation } or { post }

function compose(seen) {
  const nodes = new Map();
  const edges = new Map();
  const inside = (n) => seen.nodes.has(n);
  behind = new Map();
  const friends = new Map();
  const join = (a, b) => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      if (!friends.has(from)) friends.set(from, []);
      friends.get(from).push(`n${to}`);
    }
  };
  for (const event of seen.events)
    for (let i = 1; i < event.roles.length; i += 1) join(event.roles[0][1], event.roles[i][1]);
  for (const r of seen.relations) join(r.source, r.target);
  for (const n of seen.nodes) nodes.set(`n${n}`, drawnNode(n, friends.get(n) ?? []));
  if (folded()) {
    for (const f of foldEvents(seen.events, inside).values()) {
      const times = f.events.length > 1 ? ` ×${f.events.length}` : "";
      const unsure = f.events.every((v) => G.events[v].status !== "actual");
      edges.set(
        f.id,
        link(f.id, `n${f.x}`, `n${f.y}`, f.rule[S.lang] + times, {
          width: Math.min(1.2 + Math.log2(f.events.length) * 1.1, 6),
          arrows: f.same ? undefined : arrow,
          dashes: unsure ? [6, 4] : false,
        }),
      );
      behind.set(f.id, { events: f.events, rule: f.rule });
    }
  } else {
    const drawn = seen.events.slice(0, MOST_EVENTS);
    for (const event of drawn) {
      nodes.set(`v${event.i}`, drawnEvent(event));
      event.roles.forEach(([role, n], k) => {
        if (!inside(n)) return;
        const id = `r${event.i}-${k}`;
        edges.set(
          id,
          link(id, `v${event.i}`, `n${n}`, word(`role.${role}`), { plain: role === "speaker" }),
        );
        behind.set(id, { events: [event.i] });
      });
    }
    for (const event of drawn) {
      const told = [...event.reports.map((v) => [v, "reports"])];
      if (event.madeAt !== undefined) told.push([event.madeAt, "made_at"]);
      for (const [other, role] of told) {
        if (!nodes.has(`v${other}`)) continue;
        const id = `t${event.i}-${other}`;
        edges.set(
          id,
          link(id, `v${event.i}`, `v${other}`, word(`role.${role}`), {
            dashes: [2, 4],
            arrows: arrow,
          }),
        );
        behind.set(id, { events: [event.i, other] });
      }
    }
  }
  for (const r of seen.relations) {
    const i = r.i;
    edges.set(
      `l${i}`,
      link(`l${i}`, `n${r.source}`, `n${r.target}`, word(`relation.${r.type}`), {
        arrows: arrow,
        width: 2,
      }),
    );
    behind.set(`l${i}`, { relation: i });
  }
  for (const p of seen.posts) {
    const i = p.i;
    edges.set(
      `p${i}`,
      link(`p${i}`, `n${p.holder}`, `n${p.of}`, cut(p.title, 24), {
        arrows: arrow,
        dashes: p.former ? [6, 4] : false,
      }),
    );
    behind.set(`p${i}`, { post: i });
  }
  bend(edges);
  arrange(nodes, edges);
  return { nodes, edges };
}

// Several links between the same two nodes would lie on each other: each gets its own bow.
function bend(edges) {
  const pairs = new Map();
  for (const edge of edges.values()) {
    const key = edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`;
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(edge);
  }
  for (const list of pairs.values()) {
    if (list.length < 2) continue;
    list.forEach((edge, i) => {
      const bow = ((i + 1) >> 1) * 0.22 * (i % 2 ? 1 : -1) * (edge.from < edge.to ? 1 : -1);
      if (bow)
        edge.smooth = {
          enabled: true,
          type: bow > 0 ? "curvedCW" : "curvedCCW",
          roundness: Math.abs(bow),
        };
    });
  }
}
