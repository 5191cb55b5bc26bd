"use strict";
// On a live store: what stands around a name is asked for when the reader comes to it.
const ASKED = new Set();

async function ask(path, parameters) {
  const reply = await fetch(`${path}?${new URLSearchParams(parameters)}`);
  if (!reply.ok) throw new Error((await reply.text()).trim());
  return reply.json();
}

// New nodes stand around the one that they were asked for as they were laid out around it, and find room.
async function bring(iri) {
  if (!iri || ASKED.has(iri)) return;
  ASKED.add(iri);
  hint(THINGS.has(iri) ? `Reading what stands around ${nameOf(iri)} …` : "Reading …");
  try {
    const before = new Map([...NETWORKS].map(([lens, one]) => [lens, new Set(one.nodes)]));
    take(await ask("network/around", { about: inFull(iri) }));
    [...NETWORKS.keys()].forEach(networkOf);
    let fresh = 0;
    for (const [lens, one] of NETWORKS) {
      const old = before.get(lens) || new Set(), middle = one.node.get(iri);
      const shift = middle && old.has(middle) && middle.pieceX !== undefined ? { x: middle.x - middle.pieceX, y: middle.y - middle.pieceY } : { x: 0, y: 0 };
      const added = one.nodes.filter((node) => !old.has(node));
      for (const node of added) { node.x += shift.x; node.y += shift.y; }
      if (added.length && one.nodes.length < 1500) settle(one.nodes, one.edges, (node) => old.has(node));
      for (const node of one.nodes) { node.wholeX = node.x; node.wholeY = node.y; node.coreX = undefined; }
      if (lens === VIEW.lens) fresh = added.length;
    }
    listed = "";
    choose({});
    hint(fresh ? `${count(fresh, "more node")} around ${nameOf(iri)}` : "");
  } catch (error) {
    ASKED.delete(iri);
    hint(error.message);
  }
}

ELSEWHERE.push(async (part) => {
  if (part.length < 2) return [];
  const { names } = await ask("network/names", { part }).catch(() => ({ names: [] }));
  return names.map(([full, name]) => {
    const iri = full.startsWith(DATA.base) ? full.slice(DATA.base.length) : full;
    return { iri, name, far: THINGS.has(iri) ? null : () => bring(iri) };
  });
});
FOLLOWERS.push(() => bring(VIEW.node));

// Everything that has been read is shown.
USUAL.level = VIEW.level = 9;
const wanted = new URLSearchParams(shared).get("node");
if (wanted && !THINGS.has(wanted)) bring(wanted).then(() => found(wanted));
else show();
