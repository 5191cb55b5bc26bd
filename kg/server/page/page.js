"use strict";

const query = document.getElementById("query");
const status = document.getElementById("status");
const answer = document.getElementById("answer");

function cell(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function showTable(found) {
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const name of found.head.vars) head.append(cell("th", name.replaceAll("_", " ")));
  const body = table.createTBody();
  for (const binding of found.results.bindings) {
    const row = body.insertRow();
    for (const name of found.head.vars) row.append(cell("td", binding[name] ? binding[name].value : ""));
  }
  answer.replaceChildren(table);
  status.textContent = `${found.results.bindings.length} rows`;
}

async function ask() {
  status.textContent = "…";
  answer.replaceChildren();
  try {
    const response = await fetch("sparql", {
      method: "POST",
      headers: {
        "Content-Type": "application/sparql-query",
        "Accept": "application/sparql-results+json, text/turtle;q=0.9",
      },
      body: query.value,
    });
    const kind = response.headers.get("Content-Type") || "";
    if (response.ok && kind.includes("json")) {
      const found = await response.json();
      if ("boolean" in found) status.textContent = String(found.boolean);
      else showTable(found);
    } else {
      status.textContent = response.ok ? "" : `${response.status}`;
      answer.replaceChildren(cell("pre", await response.text()));
    }
  } catch (error) {
    status.textContent = `The server cannot be reached (${error.message}).`;
  }
}

document.getElementById("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});

for (const button of document.querySelectorAll("button[data-query]")) {
  button.addEventListener("click", () => {
    query.value = button.dataset.query;
    ask();
  });
}
