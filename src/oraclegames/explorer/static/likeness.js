// How alike must agents be, and what changes with one payoff: two diagrams below the equilibria.
// Each is asked for while it is open, whenever the page of equilibria was drawn anew.

import { asker, complain } from "./ask.js";
import { find, make } from "./dom.js";
import { loadLooks } from "./look.js";
import { Plane } from "./plane.js";
import { change, fields, query, remember } from "./state.js";

const QUESTIONS = [
  ["shape", "shape of the totally mixed equilibria"],
  ["welfare", "best welfare"],
  ["notions", "notions of the pure outcomes"],
  ["arcs", "number of arcs"],
  ["similar", "b-similarity equilibria"],
];
const OPEN = ["alike", "strip"];
const STEPS = 60; // of b, so that halves, thirds, quarters and fifths are among them
const STRIP = 34; // pixels for each strip

let moves = null;
let payoff = null;
let strip = null;

const askSimilar = asker("similar", query, showSimilar, complain);
const askStrip = asker("strip", query, showStrip, complain);

export function startLikeness() {
  const onPick = () => {};
  moves = new Plane("alike-moves", "alike-moves-legend", { onPick });
  payoff = new Plane("alike-payoff", "alike-payoff-legend", { onPick });
  strip = new Plane("strip-picture", "strip-legend", { onPick });
  find("similarity").addEventListener("input", (event) => {
    change({ similarity: shortest(event.target.value) });
    ask();
  });
  find("similarity").addEventListener("change", remember);
  find("strip-ask").append(...QUESTIONS.map(([value, words]) => make("option", { value }, words)));
  for (const [id, field] of [["vary", "vary"], ["strip-ask", "ask"]]) {
    find(id).addEventListener("change", (event) => {
      change({ [field]: event.target.value });
      remember();
      askStrip();
    });
  }
  for (const id of OPEN) find(id).addEventListener("toggle", onToggle);
  document.addEventListener("drawn", ({ detail }) => detail === "equilibria" && ask());
}

/** What is open is part of the address. */
function onToggle() {
  const open = OPEN.filter((id) => find(id).open).join(",");
  if (open !== (fields.get("open") ?? "")) {
    change({ open: open || null });
    remember();
  }
  ask();
}

/** What the address says. */
export function restoreLikeness() {
  const open = (fields.get("open") ?? "").split(",");
  for (const id of OPEN) find(id).open = open.includes(id);
}

/** Ask for what is open. */
function ask() {
  find("similarity").value = Math.round(STEPS * number(fields.get("similarity") ?? "1/2"));
  find("b-text").textContent = fields.get("similarity") ?? "1/2";
  if (find("alike").open) askSimilar();
  if (find("strip").open && !find("strip").hidden) askStrip();
}

const number = (text) => {
  const [over, under = 1] = text.split("/").map(Number);
  return over / under;
};

/** So many sixtieths as a short fraction. */
function shortest(steps) {
  const divisor = (p, q) => (q ? divisor(q, p % q) : p);
  const common = divisor(+steps, STEPS);
  return STEPS === common ? String(steps / STEPS) : `${steps / common}/${STEPS / common}`;
}

async function showSimilar(answer) {
  complain(null);
  await loadLooks();
  const [left, right] = answer.planes;
  find("alike").querySelector(".diagram").hidden = !left;
  if (left) {
    moves.show(left, {});
    payoff.show(right, {});
  }
  find("alike-words").textContent = answer.words || answer.why;
  find("alike-all").textContent = answer.all;
  find("alike").drawn = answer;
}

async function showStrip(answer) {
  complain(null);
  await loadLooks();
  const { plane } = answer;
  find("strip").querySelector("figure").hidden = !plane;
  if (plane) {
    find("strip-picture").style.height = plane.names.length ? `${STRIP * (plane.names.length + 2)}px` : "";
    strip.show({ ...plane, at: plane.now }, {});
  }
  find("strip-what").textContent = answer.what || answer.why;
  find("strip-words").textContent = answer.words;
  find("strip").drawn = answer;
}

/** The payoffs that may vary, by their places in the table. */
export function showPayoffs(game) {
  const chosen = fields.get("vary") ?? "a:0";
  find("vary").replaceChildren(...["a", "b"].flatMap((key, i) => game[key].map((worth, k) => {
    const [r, c] = [Math.floor(k / game.cols.length), k % game.cols.length];
    const words = `${game.players[i]} at ${game.rows[r]}, ${game.cols[c]} (now ${worth})`;
    const value = `${key}:${k}`;
    return make("option", { value, selected: value === chosen }, words);
  })));
  find("strip-ask").value = fields.get("ask") ?? "shape";
}

export function repaintLikeness() {
  for (const plane of [moves, payoff, strip]) plane.draw();
}
