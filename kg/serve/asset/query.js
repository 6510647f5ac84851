// The query page: YASGUI on this server's endpoint, and the library of questions beside it.
"use strict";
(() => {
  const library = JSON.parse(document.getElementById("library").textContent);
  const endpoint = new URL("/sparql", location.href).href;
  const select = document.getElementById("question");
  const form = document.getElementById("narrow");
  const answer = document.getElementById("answer");
  Yasgui.Yasqe.forkAutocompleter && Yasgui.Yasqe.defaults && (Yasgui.Yasqe.defaults.autocompleters = []);
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    copyEndpointOnNewTab: true,
    persistenceId: null,
    yasqe: { autocompleters: [], createShareableLink: null, value: library[0].sparql },
  });

  const chosen = () => library.find((one) => one.name === select.value);
  const show = () => {
    const one = chosen();
    form.replaceChildren();
    if (!one) return;
    yasgui.getTab().yasqe.setValue(one.sparql);
    for (const parameter of one.parameters) {
      const label = document.createElement("label");
      const input = document.createElement("input");
      label.textContent = `${parameter.about_ar} · ${parameter.about_en}`;
      input.name = parameter.name;
      input.dir = "auto";
      label.append(input);
      form.append(label);
    }
    const button = document.createElement("button");
    button.textContent = "اسأل · Ask";
    form.append(button);
  };
  const cell = (kind, value) => {
    const made = document.createElement(kind);
    made.dir = "auto";
    made.textContent = value === null ? "" : String(value);
    return made;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) given.set(name, value.trim());
    const reply = await fetch(`/api/questions/${encodeURIComponent(select.value)}?${given}`);
    const told = await reply.json();
    if (!reply.ok) return answer.replaceChildren(cell("p", told.error));
    const table = document.createElement("table");
    const head = document.createElement("tr");
    head.append(...told.columns.map((name) => cell("th", name)));
    table.append(head);
    for (const row of told.rows) {
      const line = document.createElement("tr");
      line.append(...told.columns.map((name) => cell("td", row[name])));
      table.append(line);
    }
    answer.replaceChildren(cell("h2", told.title), table);
  });
  select.addEventListener("change", show);
  const asked = new URLSearchParams(location.search).get("question");
  if (asked && library.some((one) => one.name === asked)) {
    select.value = asked;
    show();
  }
})();
