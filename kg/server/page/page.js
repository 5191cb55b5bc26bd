"use strict";

const endpoint = new URL("sparql", document.baseURI).href;

// The endpoint is always this server: a tab that was kept from elsewhere must not send a query there.
Yasgui.Yasqe.defaults.requestConfig.endpoint = endpoint;
Yasgui.Yasqe.defaults.autocompleters = Yasgui.Yasqe.defaults.autocompleters.filter(
  (name) => name === "prefixes" || name === "variables",
);
// Values are shown as people read them, without their types.
Yasgui.Yasr.defaults.plugins.table.dynamicConfig = { compact: true, isEllipsed: false };
Yasgui.Yasqe.defaults.value = document.querySelector("button[data-name=statistics]").dataset.query;
const yasgui = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint, method: "POST" },
  endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  copyEndpointOnNewTab: false,
  persistenceId: `conflict-kg ${endpoint}`,
  yasqe: { showQueryButton: true, resizeable: true },
});

for (const button of document.querySelectorAll("button[data-query]")) {
  button.addEventListener("click", () => {
    const known = Object.values(yasgui._tabs).find((tab) => tab.name() === button.dataset.name);
    const tab = known || yasgui.addTab(true, { name: button.dataset.name });
    if (known) yasgui.selectTabId(tab.getId());
    tab.setQuery(button.dataset.query);
    offer(button);
    if (!narrow.querySelector(":required")) tab.query().catch(() => {});
  });
}

// The parameters of a question are filled in beside it; the server says which nodes a name means.
const narrow = document.getElementById("narrow"), trouble = document.getElementById("trouble"), names = document.getElementById("names");
const PLACEHOLDERS = { entity: "a name, as Russia", date: "2022-02-24", article: "its id or address" };

function offer(button) {
  const fields = button.parentElement.querySelector("template");
  narrow.hidden = !fields;
  narrow.dataset.name = button.dataset.name;
  trouble.textContent = "";
  document.getElementById("values").replaceChildren(...(fields ? [fields.content.cloneNode(true)] : []));
  for (const field of narrow.querySelectorAll("input")) field.placeholder ||= PLACEHOLDERS[field.dataset.type] || "";
}

narrow.addEventListener("submit", async (event) => {
  event.preventDefault();
  const given = new URLSearchParams([...new FormData(narrow)].filter(([, value]) => value.trim()));
  const answer = await fetch(`question/${narrow.dataset.name}?${given}`).catch(() => null);
  const said = answer ? await answer.text() : "The server does not answer.";
  trouble.textContent = answer?.ok ? "" : said;
  if (!answer?.ok) return;
  yasgui.getTab().setQuery(said);
  yasgui.getTab().query().catch(() => {});
});

let asked = 0;
narrow.addEventListener("input", async ({ target }) => {
  if (target.dataset.type !== "entity" || target.value.trim().length < 2) return;
  const turn = (asked += 1);
  const answer = await fetch(`network/names?part=${encodeURIComponent(target.value)}`).catch(() => null);
  if (!answer?.ok || turn !== asked) return;
  const found = new Set((await answer.json()).names.map(([, name]) => name));
  names.replaceChildren(...[...found].map((name) => Object.assign(document.createElement("option"), { value: name })));
});

document.getElementById("find").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/);
  for (const button of document.querySelectorAll("button[data-query]")) {
    const text = `${button.textContent} ${button.dataset.name}`.toLowerCase();
    button.parentElement.hidden = !words.every((word) => text.includes(word));
  }
});
