// Making elements. Text only ever becomes text nodes: no markup out of an article is parsed.

const $ = (id) => document.getElementById(id);

// Bidi controls in a name would reorder the words around it; control characters break SVG.
const clean = (text) =>
  String(text).replace(
    /[\u0000-\u0008\u000b-\u001f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g,
    "",
  );

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : clean(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(clean(child)));
  }
  return element;
}

const el = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

// A name in its own direction, whatever stands around it.
const bdi = (text, attributes = {}) => el("bdi", { dir: "auto", ...attributes }, text);

const number = (n) => n.toLocaleString("en");

// A word of the interface in the chosen language, with {n}, {m}, {x} filled in.
function word(key, values = {}) {
  const text = G.words[S.lang][key] ?? key;
  return text.replace(/\{(\w)\}/g, (_, name) =>
    typeof values[name] === "number" ? number(values[name]) : clean(values[name] ?? ""),
  );
}

const comma = () => `${word("comma")} `;

function translate() {
  document.documentElement.lang = S.lang;
  document.documentElement.dir = S.lang === "ar" ? "rtl" : "ltr";
  for (const e of document.querySelectorAll("[data-word]")) e.textContent = word(e.dataset.word);
  for (const e of document.querySelectorAll("[data-word-placeholder]"))
    e.placeholder = word(e.dataset.wordPlaceholder);
  for (const e of document.querySelectorAll("[data-word-title]")) {
    e.title = word(e.dataset.wordTitle);
    e.setAttribute("aria-label", word(e.dataset.wordTitle));
  }
  for (const e of document.querySelectorAll("[data-word-label]"))
    e.setAttribute("aria-label", word(e.dataset.wordLabel));
  if ($("title").dataset.count) {
    document.title = word("title", { n: Number($("title").dataset.count) });
    $("title").replaceChildren(bdi(document.title));
  }
  $("language").lang = S.lang === "ar" ? "en" : "ar";
}

function say(text) {
  $("live").textContent = clean(text);
}
