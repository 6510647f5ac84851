// The query page: YASGUI on this server's endpoint, and the library of questions beside it.
"use strict";
(() => {
  const given = (name) => JSON.parse(document.getElementById(name).textContent);
  const library = given("library");
  const { prefixes, data } = given("known");
  const endpoint = new URL("/sparql", location.href).href;
  const select = document.getElementById("question");
  const form = document.getElementById("narrow");
  const answer = document.getElementById("answer");
  const asked = new URLSearchParams(location.search).get("question");
  select.value = library.some((one) => one.name === asked) ? asked : library[0].name;
  const chosen = () => library.find((one) => one.name === select.value);

  Yasgui.Yasqe.forkAutocompleter && Yasgui.Yasqe.defaults && (Yasgui.Yasqe.defaults.autocompleters = []);
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    copyEndpointOnNewTab: true,
    persistenceId: null,
    tabName: "SPARQL",
    yasqe: { autocompleters: [], createShareableLink: null, value: chosen().sparql },
    yasr: { prefixes },
  });

  // The server knows these prefixes without a PREFIX line; the editor's parser begins with none
  // and would mark each as a mistake.
  const teach = (tab) => {
    const editor = tab && tab.getYasqe && tab.getYasqe();
    if (!editor || editor.taught) return;
    editor.taught = true;
    const mode = editor.getMode();
    const start = mode.startState;
    mode.startState = (...all) => {
      const state = start.apply(mode, all);
      Object.assign(state.prefixes, prefixes);
      return state;
    };
    editor.setValue(editor.getValue());
  };
  for (const change of ["tabAdd", "tabSelect"]) {
    yasgui.on(change, () => setTimeout(() => teach(yasgui.getTab())));
  }
  teach(yasgui.getTab());

  // What this graph names has its page on this server; its IRI may lead nowhere.
  const local = (iri) => (iri.startsWith(data) ? `/id/${iri.slice(data.length).split("#")[0]}` : iri);
  new MutationObserver(() => {
    for (const link of document.querySelectorAll(`#yasgui a.iri[href^="${data}"]`)) {
      link.href = local(link.getAttribute("href"));
    }
  }).observe(document.getElementById("yasgui"), { childList: true, subtree: true });

  const made = (kind, ...inside) => {
    const one = document.createElement(kind);
    one.append(...inside);
    return one;
  };
  const isolated = (text) => {
    const one = made("bdi", text);
    one.dir = "auto";
    return one;
  };
  const show = () => {
    const one = chosen();
    yasgui.getTab().getYasqe().setValue(one.sparql);
    answer.replaceChildren();
    const fields = one.parameters.map((parameter) => {
      const input = made("input");
      input.name = parameter.name;
      input.dir = "auto";
      return made("label", isolated(parameter.about_ar), isolated(parameter.about_en), input);
    });
    form.replaceChildren(...fields, made("button", "اسأل · Ask"));
  };
  const cell = ({ text, iri }) => {
    if (!iri || !/^https?:/.test(iri)) return made("td", isolated(text));
    const link = made("a", isolated(text));
    link.href = local(iri);
    return made("td", link);
  };
  const told = ({ title, heads, rows, cut_at }) => {
    const head = made("h2", title);
    if (!rows.length) return [head, made("p", "لا جواب عن هذا في الرسم · no answers")];
    const parts = [head];
    if (cut_at) {
      const first = `هذه أول ${cut_at} جواب وقد يكون غيرها`;
      parts.push(made("p", isolated(first), " · ", isolated(`the first ${cut_at} answers; narrow the question`)));
    }
    const names = heads.map((name) => made("th", isolated(name)));
    const lines = rows.map((row) => made("tr", ...row.map(cell)));
    return [...parts, made("table", made("tr", ...names), ...lines)];
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) values.set(name, value.trim());
    try {
      const reply = await fetch(`/query/${encodeURIComponent(select.value)}?${values}`);
      const body = await reply.json();
      answer.replaceChildren(...(reply.ok ? told(body) : [made("p", isolated(body.error))]));
    } catch {
      answer.replaceChildren(made("p", "لا يجيب الخادم · the server does not answer; is kg serve still running?"));
    }
  });
  select.addEventListener("change", show);
  show();
})();
