"use strict";
// How elements and phrases are made. Text is always set as text, never as markup.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// "SuicideBombing" -> "suicide bombing", "MOBILIZE" -> "mobilize", "memberOf" -> "member of"
function words(name) {
  if (name === name.toUpperCase()) return name.toLowerCase();
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

// "2024-03-04" -> "4 March 2024". The browser's own formatting takes a hundred times as long.
function day(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return found && MONTHS[found[2] - 1] ? `${Number(found[3])} ${MONTHS[found[2] - 1]} ${Number(found[1])}` : text;
}

function lastDay(month) {
  const [year, number] = month.split("-").map(Number);
  return String(new Date(Date.UTC(year, number, 0)).getUTCDate());
}

function when(fact) {
  if (fact.start && fact.start === fact.end) return day(fact.start);
  if (fact.start && fact.end && fact.start.slice(0, 4) === fact.end.slice(0, 4)) {
    if (fact.start.endsWith("-01-01") && fact.end.endsWith("-12-31")) return `in ${fact.start.slice(0, 4)}`;
    const month = fact.start.slice(0, 7);
    if (fact.start.endsWith("-01") && fact.end === `${month}-${lastDay(month)}`) return `in ${day(fact.start).replace(/^1 /, "")}`;
  }
  if (fact.start && fact.end) return `between ${day(fact.start)} and ${day(fact.end)}`;
  if (fact.start) return `since ${day(fact.start)}`;
  return fact.end ? `until ${day(fact.end)}` : null;
}

function toll([low, high], what) {
  const some = (n) => n.toLocaleString("en-GB");
  if (low !== null && high !== null) return low === high ? `${some(low)} ${what}` : `${some(low)} to ${some(high)} ${what}`;
  return low !== null ? `at least ${some(low)} ${what}` : `up to ${some(high)} ${what}`;
}

function count(number, what) {
  return `${number.toLocaleString("en-GB")} ${what}${number === 1 ? "" : "s"}`;
}

function tone(score) {
  return score < 0 ? "conflict" : score > 0 ? "cooperation" : "neutral";
}

function safeAddress(text) {
  return /^https?:\/\//.test(text || "") ? text : null;
}

// A label in one line or two, as the drawing shows it.
const LINE_LETTERS = 18;

function brokenUp(label) {
  const lines = [];
  for (const word of label.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && `${last} ${word}`.length <= LINE_LETTERS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.length > 2 * LINE_LETTERS ? word.slice(0, 2 * LINE_LETTERS) + "…" : word);
  }
  return lines.length <= 2 ? lines : [lines[0], lines[1] + "…"];
}

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}
