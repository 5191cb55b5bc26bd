"use strict";

const endpoint = new URL("sparql", document.baseURI).href;

// The endpoint is always this server: a tab that was kept from elsewhere must not send a query there.
Yasgui.Yasqe.defaults.requestConfig.endpoint = endpoint;
Yasgui.Yasqe.defaults.autocompleters = Yasgui.Yasqe.defaults.autocompleters.filter(
  (name) => name === "prefixes" || name === "variables",
);
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
    if (!/# param \w+: \w+ required/.test(button.dataset.query)) tab.query().catch(() => {});
  });
}

document.getElementById("find").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/);
  for (const button of document.querySelectorAll("button[data-query]")) {
    const text = `${button.textContent} ${button.dataset.name}`.toLowerCase();
    button.parentElement.hidden = !words.every((word) => text.includes(word));
  }
});
