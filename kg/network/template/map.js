"use strict";
// The events that have a place, on an outline of coasts and borders: a circle for each place, as large as what
// happened there. Events told of a whole country or region stand in its middle, hollow.
const mapCanvas = document.getElementById("map-canvas");
const globe = makeCamera();
let sites = [], landPath = null, borderPath = null, mapSeen = false;
const AREAS = ["Country", "State", "AdministrativeArea"];
const STRETCH = 1.25; // latitude to longitude on the screen, true at 37 degrees

const project = (lat, lon) => ({ x: lon, y: -lat * STRETCH });

// Arcs are whole hundredths of a degree: the first point, then steps.
function arcPoints(arc) {
  const points = [];
  let x = 0, y = 0;
  for (let n = 0; n < arc.length; n += 2) { x += arc[n]; y += arc[n + 1]; points.push(project(y / 100, x / 100)); }
  return points;
}

function readOutline() {
  if (landPath || !DATA.outline) return;
  const arcs = DATA.outline.arcs.map(arcPoints);
  landPath = new Path2D();
  borderPath = new Path2D();
  for (const ring of DATA.outline.land) {
    let last = null, turn = 0; // a ring that crosses the 180th meridian goes on beyond it
    for (const arc of ring) {
      for (const { x, y } of arc < 0 ? [...arcs[~arc]].reverse() : arcs[arc]) {
        if (last !== null) turn += Math.round((last - x - turn) / 360) * 360;
        if (last === null) landPath.moveTo(x, y);
        else landPath.lineTo(x + turn, y);
        last = x + turn;
      }
    }
    landPath.closePath();
  }
  for (const arc of DATA.outline.borders) arcs[arc].forEach(({ x, y }, n) => (n ? borderPath.lineTo(x, y) : borderPath.moveTo(x, y)));
}

function placedEvents() {
  const found = new Map();
  for (const fact of FACTS) {
    if (!fact.shown || fact.family !== "event") continue;
    for (const iri of fact.roles.location || []) {
      const thing = THINGS.get(iri);
      if (!thing || !thing.at) continue;
      if (!found.has(iri)) found.set(iri, { iri, ...project(...thing.at), facts: [], area: thing.classes.some((cls) => AREAS.includes(cls)) });
      found.get(iri).facts.push(fact);
    }
  }
  return [...found.values()].sort((a, b) => b.facts.length - a.facts.length);
}

const siteRadius = (site) => 4 + 3.2 * Math.sqrt(site.facts.length);
const siteBox = () => ({ width: mapCanvas.clientWidth || 600, height: mapCanvas.clientHeight || 400 });

function drawMap() {
  readOutline();
  sites = placedEvents();
  const events = FACTS.filter((fact) => fact.shown && fact.family === "event");
  const placed = new Set(sites.flatMap((site) => site.facts));
  document.getElementById("map-note").textContent = sites.length ? `${placed.size} of ${count(events.length, "event")} shown have a place on the map. Coasts and borders: Natural Earth.` :
    "No event that is shown has a place whose position is known.";
  mapCanvas.setAttribute("aria-label", `Map of ${count(sites.length, "place")}. The places are listed after the map.`);
  document.getElementById("map-list").replaceChildren(...sites.map((site) => make("li", {}, make("button", { class: "link", onclick: () => select({ node: site.iri, view: "map" }) },
    `${nameOf(site.iri)}: ${count(site.facts.length, "event")}`))));
  if (!mapSeen && sites.length) { mapSeen = true; fitMap(); } else paintMap();
}

function fitMap() {
  showAll(globe, siteBox(), sites, { x: 70, y: 70 }, 26);
  paintMap();
}

let mapFrame = null;
function mapMoved() {
  mapFrame = mapFrame || requestAnimationFrame(() => { mapFrame = null; paintMap(); });
}

function paintMap() {
  const box = siteBox(), ratio = window.devicePixelRatio || 1, ink = inks();
  mapCanvas.width = Math.round(box.width * ratio);
  mapCanvas.height = Math.round(box.height * ratio);
  const context = mapCanvas.getContext("2d"), css = getComputedStyle(document.documentElement);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = css.getPropertyValue("--sea");
  context.fillRect(0, 0, box.width, box.height);
  context.save();
  context.translate(box.width / 2, box.height / 2);
  context.scale(globe.scale, globe.scale);
  context.translate(-globe.x, -globe.y);
  if (landPath) {
    context.fillStyle = css.getPropertyValue("--land");
    context.fill(landPath);
    context.strokeStyle = css.getPropertyValue("--border");
    context.lineWidth = 0.8 / globe.scale;
    context.stroke(landPath);
    context.stroke(borderPath);
  }
  context.restore();
  const pen = canvasPen(context), names = crowd(), circles = crowd();
  const seen = sites.map((site) => ({ site, r: siteRadius(site), ...onScreen(site, globe, box) }));
  for (const { site, r, x, y } of [...seen].reverse()) {
    const score = site.facts.reduce((sum, fact) => sum + fact.score, 0), colour = ink[tone(score)], chosen = VIEW.node === site.iri || site.facts.some((fact) => fact.iri === VIEW.fact);
    pen.shapes([{ x, y, r }], { shape: "circle", fill: colour, stroke: colour, width: 0, alpha: site.area ? 0.18 : 0.75 });
    pen.shapes([{ x, y, r }], { shape: "circle", fill: "transparent", stroke: chosen ? ink.ink : colour, width: chosen ? 3 : 1.5, alpha: 1 });
  }
  for (const one of seen) {
    one.rect = [one.x - one.r, one.y - one.r, one.x + one.r, one.y + one.r];
    circles.add(one.rect);
  }
  for (const { site, r, x, y, rect } of seen) {
    const text = nameOf(site.iri), wide = widthOf(text) + 4;
    const spots = [["left", x + r + 4, y, [x + r + 2, y - 8, x + r + 4 + wide, y + 8]], ["right", x - r - 4, y, [x - r - 4 - wide, y - 8, x - r - 2, y + 8]],
      ["center", x, y + r + 9, [x - wide / 2, y + r + 1, x + wide / 2, y + r + 17]], ["center", x, y - r - 9, [x - wide / 2, y - r - 17, x + wide / 2, y - r - 1]]];
    // A name over another place's circle would be read as that place's.
    const free = spots.find(([, , , area]) => !names.meets(area) && !circles.meets(area, rect));
    if (!free) continue;
    names.add(free[3]);
    pen.words([text], free[1], free[2], { size: LETTER, colour: site.area ? ink.soft : ink.ink, halo: ink.page, align: free[0], alpha: 1 });
  }
}

function siteAt(at) {
  const box = siteBox();
  return [...sites].reverse().find((site) => { const { x, y } = onScreen(site, globe, box); return Math.hypot(x - at.x, y - at.y) <= siteRadius(site) + 3; });
}

function setUpMap() {
  followHands(mapCanvas, globe, {
    moved: mapMoved,
    tap: (at) => { const site = siteAt(at); select(site ? { node: site.iri, view: "map" } : {}); },
    hover: (at) => {
      const site = at && siteAt(at);
      mapCanvas.style.cursor = site ? "pointer" : "grab";
      hint(site ? `${nameOf(site.iri)}: ${count(site.facts.length, "event")}${site.area ? ", somewhere in it" : ""}` : "");
    },
  });
  mapCanvas.addEventListener("keydown", (event) => {
    const way = { ArrowRight: [40, 0], ArrowLeft: [-40, 0], ArrowDown: [0, 40], ArrowUp: [0, -40] }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (way) { globe.x += way[0] / globe.scale; globe.y += way[1] / globe.scale; } else if (event.key === "+" || event.key === "=") zoomAt(globe, siteBox(), 1.3);
    else if (event.key === "-") zoomAt(globe, siteBox(), 1 / 1.3);
    else if (event.key === "0") fitMap();
    else return;
    event.preventDefault();
    mapMoved();
  });
  new ResizeObserver(() => { if (VIEW.view === "map" && mapCanvas.clientWidth) paintMap(); }).observe(mapCanvas);
}
