// The shortest way between two chosen nodes, sentence by sentence.

function startPath(n) {
  const part = Boolean(S.focus);
  leavePart();
  S.path = `${G.nodes[n].key} ?`;
  update({ redraw: part, refit: part });
  say(word("path.pick"));
}

function finishPath(n) {
  const [first] = S.path.split(" ");
  S.path = `${first} ${G.nodes[n].key}`;
  S.selected = "";
  update({ refit: true });
}

function pathPanel() {
  const [a, b] = S.path.split(" ");
  const stop = el(
    "button",
    {
      onclick: () => {
        S.path = "";
        update({ refit: true });
      },
    },
    word("path.close"),
  );
  if (b === "?")
    return [el("h2", {}, nodeButton(nodeOfKey(a))), el("p", {}, word("path.pick")), stop];
  const way = current.way;
  if (!way) return [el("p", {}, word("path.none")), stop];
  return [
    el("h2", {}, word("path.found", { n: (way.length - 1) / 2 })),
    stop,
    way.map((step, i) => {
      if (i % 2 === 0) return el("p", { class: "step" }, nodeButton(step));
      if (step.event !== undefined) return eventCard(step.event);
      const fact = step.post === undefined ? G.relations[step.relation] : G.posts[step.post];
      const name = step.post === undefined ? word(`relation.${fact.type}`) : fact.title;
      const ends = step.post === undefined ? [fact.source, fact.target] : [fact.holder, fact.of];
      return el("article", { class: "card" }, el("h3", {}, bdi(name)), evidenceOf(fact, ends));
    }),
  ];
}
