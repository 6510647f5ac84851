// Finding a name however it is typed: without hamza, ال or diacritics, or in Latin letters.

// One spelling per letter family: أ إ آ ٱ → ا, ى ئ → ي, ؤ → و, ة → ه; ء, tatweel and marks fall away.
function foldWord(token) {
  const folded = token
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640\u0621]/g, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/[ىئ]/g, "ي")
    .replace(/ؤ/g, "و")
    .replace(/ة/g, "ه");
  return folded.length > 3 ? folded.replace(/^ال/, "") : folded;
}

const fold = (text) =>
  clean(text)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(foldWord)
    .filter(Boolean)
    .join(" ");

// Letters that sound alike in both scripts share a sign, vowels and half vowels fall away:
// لافروف and Lavrov are both "lfrf", أوباما and Obama both "bm".
const SOUNDS = {
  ب: "b",
  پ: "b",
  ت: "t",
  ث: "t",
  ج: "g",
  ح: "h",
  خ: "k",
  د: "d",
  ذ: "d",
  ر: "r",
  ز: "z",
  س: "s",
  ش: "$",
  ص: "s",
  ض: "d",
  ط: "t",
  ظ: "z",
  غ: "g",
  ف: "f",
  ڤ: "f",
  ق: "k",
  ك: "k",
  گ: "g",
  ل: "l",
  م: "m",
  ن: "n",
  ه: "h",
  چ: "$",
  b: "b",
  p: "b",
  t: "t",
  j: "g",
  g: "g",
  h: "h",
  d: "d",
  r: "r",
  z: "z",
  s: "s",
  f: "f",
  v: "f",
  q: "k",
  k: "k",
  c: "k",
  x: "ks",
  l: "l",
  m: "m",
  n: "n",
  $: "$",
};

function skeleton(folded) {
  return folded
    .split(" ")
    .map((token) => {
      const latin = token
        .replace(/^(al|el)(?=[a-z]{3})/, "")
        .replace(/sch|sh|ch/g, "$")
        .replace(/kh/g, "k")
        .replace(/gh|dj/g, "g")
        .replace(/th/g, "t")
        .replace(/dh/g, "d")
        .replace(/ph/g, "f")
        .replace(/ng/g, "n")
        .replace(/ه$/, "");
      return [...latin]
        .map((c) => SOUNDS[c] ?? "")
        .join("")
        .replace(/(.)\1+/g, "$1");
    })
    .filter(Boolean)
    .join(" ");
}

let searchKeys = null;

function searchIndex() {
  searchKeys ??= G.nodes.map((node) => {
    const names = [node.label, node.english, ...node.names].filter(Boolean).map(fold);
    return { node, names: [...new Set(names)], sounds: [...new Set(names.map(skeleton))] };
  });
  return searchKeys;
}

// 0 is the same name; null is no match.
function rank(key, query) {
  if (key === query) return 0;
  if (key.startsWith(query)) return 1;
  if (` ${key}`.includes(` ${query}`)) return 2;
  const tokens = key.split(" ");
  const typed = query.split(" ");
  if (typed.every((t) => tokens.some((token) => token.startsWith(t)))) return 3;
  return query.length > 2 && key.includes(query) ? 4 : null;
}

function find(text, most = 12) {
  const query = fold(text);
  if (!query) return [];
  const sound = skeleton(query);
  const hits = [];
  for (const { node, names, sounds } of searchIndex()) {
    let best = null;
    for (const name of names) {
      const r = rank(name, query);
      if (r !== null && (best === null || r < best)) best = r;
    }
    if (best === null && sound.replace(/ /g, "").length > 1) {
      const joined = sound.replace(/ /g, "");
      for (const s of sounds) {
        const r = rank(s, sound) ?? (s.replace(/ /g, "") === joined ? 1 : null);
        if (r !== null && (best === null || r + 10 < best)) best = r + 10;
      }
    }
    if (best !== null) hits.push([best, -node.weight, node.i]);
  }
  hits.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return hits.slice(0, most).map((hit) => G.nodes[hit[2]]);
}

// The search box and its list of suggestions (ARIA combobox).
function setUpSearch(choose) {
  const box = $("search");
  const list = $("suggestions");
  let found = [];
  let at = -1;
  const close = () => {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = () => {
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    if (at >= 0) box.setAttribute("aria-activedescendant", `suggestion-${at}`);
  };
  const pick = (node) => {
    close();
    box.value = "";
    choose(node);
  };
  const show = () => {
    found = find(box.value);
    if (!box.value.trim()) return close();
    list.replaceChildren(
      ...found.map((node, i) =>
        el(
          "li",
          {
            role: "option",
            id: `suggestion-${i}`,
            "aria-selected": "false",
            onmousedown: (e) => {
              e.preventDefault();
              pick(node);
            },
          },
          el("i", { class: `shape ${node.type}`, "aria-hidden": "true" }),
          bdi(nameOf(node)),
          el("small", {}, bdi(postLine(node) || word(`one.${node.type}`))),
        ),
      ),
    );
    if (!found.length) list.append(el("li", { class: "quiet" }, word("search.none")));
    list.hidden = false;
    at = found.length ? 0 : -1;
    box.setAttribute("aria-expanded", "true");
    mark();
  };
  box.addEventListener("input", show);
  box.addEventListener("focus", show);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      if (!found.length) return;
      at = (at + (e.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      mark();
      e.preventDefault();
    } else if (e.key === "Enter" && at >= 0) pick(found[at]);
    else if (e.key === "Escape") {
      box.value = "";
      close();
    }
  });
}
