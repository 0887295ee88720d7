// The bimatrix: payoffs as texts, with a slider under each in small games.

import { make, find } from "./dom.js";
import { change, fields, remember } from "./state.js";

const MOST_SLIDERS = 12; // outcomes

let draft = null; // { title, players, rows, cols, a, b }, all texts
let shape = "";
let edited = () => {};

export function startEditor(onEdit) {
  edited = onEdit;
}

/** What the address says about the game, if it spells it out. */
export function gameFromState() {
  if (!fields.has("a")) return false;
  const list = (key, otherwise) => (fields.has(key) ? fields.getAll(key) : otherwise);
  showGame({
    title: fields.get("title") || "",
    players: list("players", ["Row", "Column"]),
    rows: list("rows", ["1", "2"]),
    cols: list("cols", ["1", "2"]),
    a: fields.get("a").split(","),
    b: (fields.get("b") || "").split(","),
  });
  return true;
}

/** Show a game in the editor. */
export function showGame(game) {
  draft = structuredClone(game);
  find("game-title").textContent = game.title || "A game of your own";
  const now = `${game.rows.length}×${game.cols.length}`;
  const table = find("bimatrix");
  if (now !== shape) {
    shape = now;
    table.replaceChildren(...rowsOf(game));
    table.classList.toggle("dense", game.rows.length > 2 || game.cols.length > 2);
  }
  for (const key of ["players", "rows", "cols", "a", "b"]) {
    game[key].forEach((text, k) => {
      for (const field of table.querySelectorAll(`[data-cell="${key}:${k}"]`)) {
        if (field !== document.activeElement) field.value = text;
        fit(field);
      }
    });
  }
  for (const key of ["a", "b"]) {
    const numbers = game[key].map(toNumber);
    const low = Math.min(...numbers);
    const high = Math.max(...numbers);
    const room = (high - low || 2) / 2;
    game[key].forEach((_, k) => {
      const slider = table.querySelector(`[data-slider="${key}:${k}"]`);
      if (!slider || !Number.isFinite(room) || slider === document.activeElement) return;
      slider.min = Math.floor(low - room);
      slider.max = Math.ceil(high + room);
      slider.step = 10 ** Math.floor(Math.log10((slider.max - slider.min) / 100));
      slider.value = numbers[k];
    });
  }
}

/** Long texts get smaller letters; what does not fit all the same is told by the pointer. */
function fit(field) {
  const asked = `${field.value} ${field.clientWidth}`;
  if (field.fitted === asked) return;
  field.fitted = asked;
  field.style.fontSize = "";
  const share = field.clientWidth / field.scrollWidth;
  if (share < 0.99) field.style.fontSize = `${Math.max(0.6, 0.97 * share)}em`;
  if (!field.hasAttribute("aria-invalid")) field.title = share < 0.65 ? field.value : "";
}

function rowsOf(game) {
  const sliders = game.rows.length * game.cols.length <= MOST_SLIDERS;
  const label = (key, k, what) =>
    make("input", { "data-cell": `${key}:${k}`, class: "label", "aria-label": what, maxlength: 60,
      autocomplete: "off", oninput: onText, onchange: remember });
  const head = make("tr", {},
    make("td", { class: "names" }, label("players", 0, "row player’s name"),
      label("players", 1, "column player’s name")),
    ...game.cols.map((_, c) => make("th", {}, label("cols", c, `column player’s move ${c + 1}`))));
  const body = game.rows.map((_, r) =>
    make("tr", {}, make("th", {}, label("rows", r, `row player’s move ${r + 1}`)),
      ...game.cols.map((_, c) => make("td", {}, ...pair(r * game.cols.length + c, r, c, sliders)))));
  return [head, ...body];
}

function pair(k, r, c, sliders) {
  return ["a", "b"].map((key) => {
    const where = `row ${r + 1}, column ${c + 1}`;
    const who = key === "a" ? "row player" : "column player";
    const text = make("input", { "data-cell": `${key}:${k}`, class: `payoff ${key}`, inputmode: "text",
      autocomplete: "off", "aria-label": `payoff of the ${who} at ${where}`, oninput: onText,
      onchange: remember });
    if (!sliders) return make("span", { class: "entry" }, text);
    const slider = make("input", { type: "range", class: key, "data-slider": `${key}:${k}`,
      "aria-label": `slider for the payoff of the ${who} at ${where}`, oninput: onSlide,
      onchange: remember });
    return make("span", { class: "entry" }, text, slider);
  });
}

function onText(event) {
  const field = event.target;
  put(field.dataset.cell, field.value);
  fit(field);
  const slider = find("bimatrix").querySelector(`[data-slider="${field.dataset.cell}"]`);
  const number = toNumber(field.value);
  if (slider && Number.isFinite(number)) slider.value = number;
}

function onSlide(event) {
  const cell = event.target.dataset.slider;
  find("bimatrix").querySelector(`[data-cell="${cell}"]`).value = event.target.value;
  put(cell, event.target.value);
}

function put(cell, text) {
  const [key, k] = cell.split(":");
  // A comma would part two payoffs; the server marks what this becomes.
  draft[key][k] = "ab".includes(key) ? text.replaceAll(",", ";") : text;
  if (fields.has("game") || !fields.has("a")) {
    draft.title = draft.title ? `${draft.title}, edited` : "";
    find("game-title").textContent = draft.title || "A game of your own";
  }
  change({ game: null, title: draft.title, players: draft.players, rows: draft.rows,
    cols: draft.cols, a: draft.a.join(","), b: draft.b.join(","), point: null });
  edited();
}

/** Only for where a slider stands. */
export function toNumber(text) {
  const [over, under] = text.replace("−", "-").split("/");
  return under === undefined ? Number.parseFloat(over) : over / under;
}
