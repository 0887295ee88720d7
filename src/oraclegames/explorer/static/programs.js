// The page of programs.

import { asker, complain } from "./ask.js";
import { find, make } from "./dom.js";
import { showGame } from "./editor.js";
import { explain, helpFor } from "./help.js";
import { loadLooks } from "./look.js";
import { Plane } from "./plane.js";
import { change, fields, query, remember } from "./state.js";
import { ZonePicture } from "./zones.js";

const KINDS = [
  ["lp", "LP: climbs"],
  ["nelp", "neLP: not exploitable"],
  ["demand", "Demand α"],
  ["nicer", "NicerBot"],
  ["cooperate", "CooperateBot"],
  ["defect", "DefectBot"],
  ["constant", "Constant"],
  ["region", "Region, drawn by hand"],
];
const PARAMETERS = { demand: "1/2", constant: "1/2", region: "" };
const DEFAULTS = { first: "nelp", second: "nelp", delta: "1/100", epsilon: "1/5" };
const ENTRANTS = "lp nelp demand:1/2 demand:2 nicer cooperate defect";

let count = 0;
let plane = null;
let zones = null;

export const askPrograms = asker("programs", query, show, complain);
const askTournament = asker("tournament", query, showTournament, complain);

export function startPrograms() {
  plane = new Plane("payoffs", "payoffs-legend", { onPick: (_, number) => number !== undefined && look(number) });
  zones = new ZonePicture("zones", "zones-legend", { onPick: look });
  for (const box of document.querySelectorAll("[data-agent]")) agentFields(box);
  for (const key of ["delta", "epsilon"]) {
    find(key).addEventListener("input", (event) => {
      change({ [key]: event.target.value, point: null });
      askPrograms();
    });
    find(key).addEventListener("change", remember);
  }
  find("fixed-back").addEventListener("click", () => step(-1));
  find("fixed-next").addEventListener("click", () => step(1));
  find("run").addEventListener("click", () => {
    change({ agents: find("entrants").value.split(/\s+/).filter(Boolean) });
    remember();
    askTournament();
  });
  find("drawing").addEventListener("click", onCorner);
}

export function restorePrograms() {
  for (const box of document.querySelectorAll("[data-agent]")) restoreAgent(box);
  for (const key of ["delta", "epsilon"]) find(key).value = fields.get(key) || DEFAULTS[key];
  find("entrants").value = fields.has("agents") ? fields.getAll("agents").join(" ") : ENTRANTS;
}

// -- agents ---------------------------------------------------------------------------------------

function agentFields(box) {
  const who = box.dataset.agent;
  const kind = make("select", { "aria-label": `${who} agent`, "data-cell": who, onchange: () => {
    const chosen = kind.value;
    put(who, chosen in PARAMETERS ? `${chosen}:${PARAMETERS[chosen]}` : chosen);
    remember();
    restoreAgent(box);
  } }, ...KINDS.map(([value, label]) => make("option", { value }, label)));
  const slide = make("input", { type: "range", min: 0, max: 3, step: 0.05, class: "alpha",
    "aria-label": "α", oninput: () => {
      text.value = slide.value;
      put(who, `${kind.value}:${slide.value}`);
    }, onchange: remember });
  const text = make("input", { class: "parameter", "data-cell": who, autocomplete: "off",
    "aria-label": `parameter of the ${who} agent`, oninput: () => {
      const value = text.value.trim().replaceAll("−", "-");
      slide.value = value;
      put(who, value || kind.value !== "nelp" ? `${kind.value}:${value}` : kind.value);
    }, onchange: remember });
  const pen = make("button", { type: "button", class: "pen", onclick: () => toggleDrawing(who) },
    "Draw corners");
  const wipe = make("button", { type: "button", class: "pen", onclick: () => {
    put(who, "region:");
    remember();
    restoreAgent(box);
  } }, "Clear");
  box.append(kind, slide, text, make("span", { class: "row" }, pen, wipe), make("p", { class: "hint" }));
}

function restoreAgent(box) {
  const who = box.dataset.agent;
  const [kind, value] = split(fields.get(who) || DEFAULTS[who]);
  box.querySelector("select").value = kind;
  const text = box.querySelector(".parameter");
  const slide = box.querySelector(".alpha");
  if (text !== document.activeElement) text.value = value;
  const [over, under] = value.split("/");
  slide.value = under ? over / under : over;
  slide.hidden = kind !== "demand";
  text.hidden = !(kind in PARAMETERS) && kind !== "nelp";
  text.placeholder = { nelp: "minimum (its minmax)", region: "1,1; 3,1; 3,3" }[kind] || "";
  box.querySelector(".row").hidden = kind !== "region";
  box.querySelector(".hint").textContent = helpFor(kind);
  if (kind !== "region" && drawing === who) toggleDrawing(who);
}

function split(text) {
  const colon = text.indexOf(":");
  return colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
}

function put(who, text) {
  change({ [who]: text, point: null });
  if (text.startsWith("region") && corners(text).length < 3) {
    find("summary").textContent = "A region needs at least three corners.";
    return;
  }
  askPrograms();
}

// -- drawing a region -----------------------------------------------------------------------------

let drawing = null;

const corners = (text) => split(text)[1].split(";").filter((part) => part.trim());

function toggleDrawing(who) {
  drawing = drawing === who ? null : who;
  find("drawing").hidden = !drawing;
  for (const box of document.querySelectorAll("[data-agent]")) {
    box.querySelector(".pen").setAttribute("aria-pressed", String(box.dataset.agent === drawing));
  }
  showCorners();
}

/** A click on the payoff picture is a corner; regions are (own payoff, other's payoff). */
function onCorner(event) {
  const place = plane.valuesAt(event.clientX, event.clientY)
    .map((x, k) => snapped(x, plane.picture.ranges[k]));
  if (drawing === "second") place.reverse();
  const parts = [...corners(fields.get(drawing) || ""), place.join(",")];
  put(drawing, `region:${parts.join(";")}`);
  remember();
  restoreAgent(document.querySelector(`[data-agent="${drawing}"]`));
  showCorners();
}

/** A payoff on a decimal grid of at least twenty steps a side. */
function snapped(x, [low, high]) {
  const power = Math.floor(Math.log10((high - low) / 20));
  const rounded = Math.round(x / 10 ** power) * 10 ** power;
  return String(Number(rounded.toFixed(Math.max(0, -power))));
}

function showCorners() {
  const overlay = find("drawing");
  overlay.replaceChildren();
  if (!drawing || !plane.picture) return;
  for (const part of corners(fields.get(drawing) || "")) {
    const place = part.split(",").map(Number);
    if (drawing === "second") place.reverse();
    const dot = make("i");
    dot.style.left = `${plane.x(place[0])}px`;
    dot.style.top = `${plane.y(place[1])}px`;
    overlay.append(dot);
  }
}

// -- answers --------------------------------------------------------------------------------------

async function show(answer) {
  complain(null);
  const { game, pictures } = answer;
  if (!fields.has("a")) showGame(game);
  count = answer.count;
  document.querySelectorAll("[data-agent] legend").forEach((legend, i) => {
    legend.textContent = `${game.players[i]}’s program`;
  });
  const ranges = answer.ranges.map((r) =>
    r.least === r.largest ? `${r.player} gets ${r.least}` : `${r.player} gets ${r.least} to ${r.largest}`);
  find("summary").textContent =
    `${count} fixed point${count === 1 ? "" : "s"} in ${answer.arcs} piece${answer.arcs === 1 ? "" : "s"}, ` +
    `${answer.randomised} of them with random answers. ${ranges.join("; ")}.`;
  find("python").textContent = answer.python;
  showFixed(game, answer.picked);
  find("zones").closest("figure").hidden = !pictures.zones;
  await loadLooks();
  const { spot } = pictures.payoffs;
  plane.show(pictures.payoffs, { picked: spot ? { plane: spot } : null });
  if (pictures.zones) zones.show(pictures.zones);
  for (const [id, picture] of Object.entries(pictures)) find(id).drawn = picture;
  showCorners();
}

/** The colours change with the theme, and nothing else does. */
export function repaintPrograms() {
  if (!plane.picture) return;
  plane.draw();
  zones.draw();
}

function look(number) {
  change({ point: String(number) });
  remember();
  askPrograms();
}

function step(way) {
  if (!count) return;
  const now = fields.has("point") ? Number(fields.get("point")) : way > 0 ? -1 : 0;
  look((now + way + count) % count);
}

function showFixed(game, picked) {
  find("fixed-number").textContent = picked ? `${picked.number + 1} of ${count}` : "none chosen";
  const box = find("fixed").querySelector(".detail");
  if (!picked) {
    box.replaceChildren(make("p", { class: "empty" }, "Click a fixed point, or step with the arrows."));
    return;
  }
  const table = make("table", { class: "conditional" });
  picked.play.forEach((mixed, i) => {
    table.append(make("tr", {}, make("th", { scope: "row" }, game.players[i]),
      ...mixed.map(({ move, text }) => make("td", {}, make("small", {}, `${move} `), text)),
      make("td", {}, make("small", {}, "payoff "), picked.payoffs[i])));
  });
  box.replaceChildren(table, ...picked.readings.map((text) => make("p", {}, text)),
    make("p", {}, picked.randomised
      ? "The oracle must answer at random here: no deterministic oracle gives this play."
      : "A deterministic oracle gives this play."));
}

function showTournament(answer) {
  complain(null);
  const number = (x) => x.toFixed(3).replace("-", "−");
  const ranking = make("table", { class: "standings" },
    make("tr", {}, ...["", "agent", "selected", "worst", "best"].map((head) => make("th", {}, head))),
    ...answer.table.map((line) => make("tr", {}, make("td", {}, String(line.rank)),
      make("th", { scope: "row" }, line.agent),
      ...["selected", "worst", "best"].map((key) => make("td", {}, number(line[key]))))));
  const pairs = make("table", { class: "standings" },
    make("tr", {}, make("td"), ...answer.agents.map((name) => make("th", { scope: "col" }, name))),
    ...answer.agents.map((name, i) => make("tr", {}, make("th", { scope: "row" }, name),
      ...answer.agents.map((_, j) => {
        const { worst, best } = answer.pairings[i * answer.agents.length + j];
        const low = number(worst[0]);
        const high = number(best[0]);
        return make("td", {}, low === high ? low : `${low} to ${high}`);
      }))));
  find("tournament").querySelector(".detail").replaceChildren(
    make("p", {}, "Means over all opponents. Selected: over the Pareto-optimal fixed points."),
    make("div", { class: "scroll", tabindex: 0 }, ranking),
    make("p", {}, "What the row’s agent gets as the first player against the column’s:"),
    make("div", { class: "scroll", tabindex: 0 }, pairs));
}

explain();
