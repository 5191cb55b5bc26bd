"use strict";
// Which nodes and edges of the network are shown: what the filters let through, and of it the neighbourhood,
// the path or the most involved nodes that the reader asked for.
let cast = null; // the nodes that may come and go while the time goes by
const network = () => networkOf(VIEW.lens);
const FEWER = matchMedia("(max-width: 600px)").matches ? 0.5 : 1; // of the nodes that are shown at first, on a phone
const edgeFacts = (edge) => edge.facts.filter((number) => FACTS[number].shown);

// How many of the most involved nodes are shown, step by step up to all.
function levels() {
  const { first } = network(), all = network().nodes.length;
  const usual = Math.min(first * FEWER, network().nodes.filter((node) => !node.aside).length);
  const steps = [usual];
  if (usual * 5 < all && all > 400) steps.push(usual * 5);
  if (steps[steps.length - 1] < all) steps.push(all);
  return steps;
}

function shownPart() {
  const { nodes, edges, node } = network();
  const lives = edges.filter((edge) => edge.facts.some((number) => FACTS[number].shown));
  const allowed = (one) => !VIEW.off.has("group:" + one.group) && (!cast || cast.has(one.id));
  const steps = levels(), level = Math.min(VIEW.level, steps.length - 1), all = level === steps.length - 1 && level > 0;
  const near = node.has(VIEW.near) ? VIEW.near : null, to = node.has(VIEW.to) ? VIEW.to : null;
  let kept = null, lines = lives.filter((edge) => allowed(edge.from) && allowed(edge.to)), note = "";
  if (near && to) {
    kept = between(near, to, lines);
    if (!kept.size) note = `Nothing that is shown leads from ${nameOf(near)} to ${nameOf(to)}.`;
  } else if (near) kept = around(near, VIEW.depth, lines);
  if (kept) lines = lines.filter((edge) => kept.has(edge.from.id) && kept.has(edge.to.id));
  else if (!all) {
    const open = narrowed();
    const may = new Set(nodes.filter((one) => allowed(one) && (open || !one.aside || one.id === VIEW.node)).map((one) => one.id));
    const joined = ends(lines.filter((edge) => !edge.relation && may.has(edge.from.id) && may.has(edge.to.id)));
    const first = nodes.filter((one) => may.has(one.id) && joined.has(one.id)).slice(0, steps[level]).map((one) => one.id);
    kept = new Set([...first, VIEW.node].filter((id) => node.has(id)));
    lines = lines.filter((edge) => kept.has(edge.from.id) && kept.has(edge.to.id));
    kept = ends(lines.filter((edge) => !edge.relation));
    if (node.has(VIEW.node) && allowed(node.get(VIEW.node))) kept.add(VIEW.node);
    lines = lines.filter((edge) => kept.has(edge.from.id) && kept.has(edge.to.id));
  } else kept = ends(lines);
  if (near) kept.add(near);
  return { nodes: nodes.filter((one) => kept.has(one.id)), edges: lines, core: !near && level === 0 && !narrowed(), note };
}

function ends(edges) {
  const found = new Set();
  for (const edge of edges) found.add(edge.from.id).add(edge.to.id);
  return found;
}

function stepsFrom(start, edges, depth) {
  const next = new Map();
  for (const edge of edges) {
    for (const [one, other] of [[edge.from.id, edge.to.id], [edge.to.id, edge.from.id]]) {
      if (!next.has(one)) next.set(one, []);
      next.get(one).push(other);
    }
  }
  const away = new Map([[start, 0]]);
  let edge = [start];
  for (let step = 1; step <= depth && edge.length; step += 1) {
    const found = [];
    for (const one of edge) for (const other of next.get(one) || []) if (!away.has(other)) { away.set(other, step); found.push(other); }
    edge = found;
  }
  return away;
}

const around = (start, depth, edges) => new Set(stepsFrom(start, edges, depth).keys());

// Every node on a shortest path between two.
function between(one, other, edges) {
  const from = stepsFrom(one, edges, Infinity), to = stepsFrom(other, edges, Infinity);
  const length = from.get(other);
  return new Set(length === undefined ? [] : [...from].filter(([id, away]) => to.has(id) && away + to.get(id) === length).map(([id]) => id));
}
