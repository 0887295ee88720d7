// The page of equilibria.

import { asker, complain } from "./ask.js";
import { copy, find, heatTable, make, numbered } from "./dom.js";
import { showGame, toNumber } from "./editor.js";
import { explain } from "./help.js";
import { showPayoffs } from "./likeness.js";
import { loadLooks, look } from "./look.js";
import { Plane } from "./plane.js";
import { Space } from "./space.js";
import { amend, change, fields, query, remember } from "./state.js";

const LAYERS = [
  ["surfaces", "surfaces of indifference"],
  ["curve", "curve of equilibria"],
  ["pure", "pure and boundary"],
  ["nash", "Nash"],
  ["correlated", "correlated"],
  ["product", "independent play"],
  ["best", "largest sum"],
  ["similarity", "how alike"],
];
const ROLES = { curve: "equilibria", pure: "reflective", nash: "nash", correlated: "correlated",
  product: "product", best: "best", similarity: "rather alike" };
const MORE_MOVES = { surfaces: "all equilibria", curve: "totally mixed", pure: "pure", nash: "Nash",
  correlated: "correlated" };
const DEFAULT = ["surfaces", "curve", "pure", "nash"];
const TEMPTING = "81/100,9/100,9/100,1/100";

const NARROW = "(max-width: 48rem)"; // as in the style sheet

let space = null;
let plane = null;

export const askEquilibria = asker("equilibria", query, show, complain);

const askWords = asker("words", query, (answer) => {
  complain(null);
  find("more-words").replaceChildren(make("pre", { tabindex: 0 }, answer.words));
}, (answer) => find("more-words").replaceChildren(make("p", { class: "empty" }, answer.error)));

export function startEquilibria() {
  find("ask-words").addEventListener("click", askWords);
  for (const [name, label] of LAYERS) {
    find("layers").append(
      make("label", { class: "chip" },
        make("input", { type: "checkbox", value: name, onchange: onLayers }),
        make("i", { class: "swatch", "data-layer": name }),
        make("span", { "data-help": name }, label)));
  }
  explain(find("layers"));
  space = new Space("space", { onPick, onTurn });
  plane = new Plane("plane", "plane-legend", { onPick });
  find("turn-back").addEventListener("click", () => {
    space.look(null);
    onTurn();
  });
  find("along").addEventListener("input", (event) => {
    change({ pick: event.target.value });
    askEquilibria();
  });
  find("along").addEventListener("change", remember);
  find("tempting").addEventListener("click", () => {
    remember(true); // the way back leads to the game that was there
    change({ game: "chicken", a: null, b: null, rows: null, cols: null, players: null, title: null,
      pick: null, own: TEMPTING });
    remember(true);
    askEquilibria();
  });
  find("own-clear").addEventListener("click", () => {
    change({ own: null });
    remember();
    askEquilibria();
  });
}

/** Everything that follows from the state alone. */
export function restoreEquilibria() {
  const layers = fields.has("layers") ? fields.get("layers").split(",") : DEFAULT;
  for (const box of find("layers").querySelectorAll("input")) box.checked = layers.includes(box.value);
  const eye = (fields.get("eye") ?? "").split(",").map(Number);
  space.look(eye.length === 2 && eye.every(Number.isFinite) ? eye : null);
  find("turn-back").hidden = !space.turned;
}

/** The way the tetrahedron is turned is part of the address, but no entry of the history. */
function onTurn() {
  change({ eye: space.turned ? space.eye.map(Math.round).join(",") : null });
  find("turn-back").hidden = !space.turned;
  amend();
}

function onLayers() {
  const boxes = [...find("layers").querySelectorAll("input")];
  change({ layers: boxes.filter((box) => box.checked).map((box) => box.value).join(",") });
  remember();
  askEquilibria();
}

async function show(answer) {
  complain(answer.wrong.length ? { error: answer.wrong[0][1], wrong: answer.wrong } : null);
  const { game, pictures } = answer;
  const solid = Boolean(pictures.space); // a tetrahedron: two moves each
  if (!fields.has("a")) showGame(game);
  for (const element of document.querySelectorAll(".two-moves")) element.hidden = !solid;
  for (const element of document.querySelectorAll(".more-moves")) element.hidden = solid;
  const drawn = find("equilibria").querySelector(".pictures");
  drawn.classList.toggle("flat", !solid);
  if (solid || matchMedia(NARROW).matches) find("equilibria").append(find("words"));
  else drawn.append(find("words")); // in place of the tetrahedron
  for (const box of find("layers").querySelectorAll("input")) {
    const chip = box.closest("label");
    chip.hidden = !solid && !(box.value in MORE_MOVES);
    chip.classList.toggle("flat", !solid);
    chip.querySelector("span").firstChild.textContent =
      solid ? LAYERS.find(([name]) => name === box.value)[1] : MORE_MOVES[box.value] ?? "";
  }
  if (find("more-words").dataset.of !== game.a + game.b) find("more-words").replaceChildren();
  find("words").querySelector("pre").textContent = answer.words;
  find("python").textContent = answer.python;
  showPayoffs(game);
  showDetail("picked", game, answer.picked);
  const slider = find("along");
  if (answer.picked?.along != null && slider !== document.activeElement) slider.value = answer.picked.along;
  showOwn(game, answer.own);
  // Clicks and slides are answered in other words: the distribution itself.
  if (answer.picked && solid && fields.has("pick") && [2, 3].includes(fields.get("pick").split(",").length)) {
    change({ pick: answer.picked.cells.map((cell) => cell.float.toFixed(5)).join(",") });
    amend();
  }
  await loadLooks();
  for (const swatch of find("layers").querySelectorAll("[data-layer]")) {
    const role = ROLES[swatch.dataset.layer];
    if (role) swatch.style.background = look().roles[role].colour;
  }
  if (solid) space.show(pictures.space, answer.spots);
  plane.show(pictures.plane, answer.spots);
  find("space").drawn = solid ? { ...pictures.space, spots: answer.spots } : null;
  find("plane").drawn = pictures.plane;
}

/** The colours change with the theme, and nothing else does. */
export function repaint() {
  if (!find("plane").drawn) return;
  space.draw();
  plane.draw();
}

function onPick(place) {
  change({ pick: place.map((x) => x.toPrecision(7)).join(",") });
  remember();
  askEquilibria();
}

function showOwn(game, own) {
  const box = find("own-fields");
  const labels = game.rows.flatMap((row) => game.cols.map((col) => `${row}, ${col}`));
  if (box.dataset.labels !== labels.join("\n")) {
    box.dataset.labels = labels.join("\n");
    box.replaceChildren(...labels.map((label, k) =>
      make("label", {}, make("span", {}, label),
        make("input", { "data-cell": `own:${k}`, autocomplete: "off", size: 7, oninput: onOwnText,
          onchange: remember, "aria-label": `probability of ${label}` }),
        make("input", { type: "range", min: 0, max: 100, value: 0, oninput: onOwnSlide,
          onchange: remember, "aria-label": `weight of ${label}` }))));
  }
  const texts = fields.has("own") ? fields.get("own").split(",") : null;
  const [typed, slid] = ownFields();
  typed.forEach((field, k) => {
    const text = texts && texts.length === typed.length ? texts[k] : "";
    if (field !== document.activeElement) field.value = text;
    if (!slid.includes(document.activeElement)) slid[k].value = 100 * (toNumber(text) || 0);
  });
  if (own || !fields.has("own")) showDetail("own", game, own);
}

function ownFields() {
  const box = find("own-fields");
  return [[...box.querySelectorAll("input:not([type])")], [...box.querySelectorAll("[type=range]")]];
}

function onOwnText() {
  const [typed] = ownFields();
  const texts = typed.map((field) => field.value.trim().replaceAll(",", ";"));
  change({ own: texts.some(Boolean) ? texts.map((text) => text || "0").join(",") : null });
  askEquilibria();
}

/** The sliders are weights; the server makes fractions of them. */
function onOwnSlide() {
  const weights = ownFields()[1].map((slider) => Math.round(slider.value));
  const sum = weights.reduce((x, y) => x + y, 0);
  if (!sum) return;
  change({ own: weights.map((w) => `${w}/${sum}`).join(",") });
  askEquilibria();
}

const EMPTY = {};

function showDetail(id, game, detail) {
  const box = find(id).querySelector(".detail");
  EMPTY[id] ??= [...box.childNodes];
  if (!detail) {
    box.replaceChildren(...EMPTY[id]);
    return;
  }
  const values = detail.values.flatMap((value, i) =>
    [...(i ? [", "] : []), ...numbered(value), ` to ${game.players[i]}`]);
  const sign = detail.verdict === "yes" ? "✓" : "✗";
  box.replaceChildren(
    make("p", { class: `verdict ${detail.verdict}` }, `${sign} ${detail.sentence}`),
    heatTable(game, detail.cells),
    make("p", {}, "Worth ", ...values, "."),
    ...(detail.alike ? [make("p", { class: "alike" }, detail.alike)] : []),
    conditionalTable(game, detail.conditional),
    ...detail.violations.map(({ text }) => make("p", { class: "violation" }, text)));
}

function conditionalTable(game, conditional) {
  const table = make("table", { class: "conditional" },
    make("caption", {}, "What each move is worth, given that it is made"));
  conditional.forEach((row, i) => {
    const labels = i ? game.cols : game.rows;
    table.append(make("tr", {}, make("th", { scope: "row" }, game.players[i]),
      ...row.map((worth, k) =>
        make("td", {}, make("small", {}, `${labels[k]} `), ...(worth ? numbered(worth) : ["never made"])))));
  });
  return table;
}

find("copy-python").addEventListener("click", (event) =>
  copy(find("python").textContent, event.target));
