// The page of equilibria.

import { asker, complain } from "./ask.js";
import { copy, draw, find, heatTable, make } from "./dom.js";
import { showGame, toNumber } from "./editor.js";
import { explain } from "./help.js";
import { amend, change, fields, query, remember } from "./state.js";

const LAYERS = [
  ["surfaces", "surfaces of indifference"],
  ["curve", "curve of equilibria"],
  ["pure", "pure and boundary"],
  ["nash", "Nash"],
  ["correlated", "correlated"],
  ["product", "independent play"],
  ["best", "largest sum"],
];
const DEFAULT = ["surfaces", "curve", "pure", "nash"];
const TEMPTING = "81/100,9/100,9/100,1/100";

let listening = false;

export const askEquilibria = asker("equilibria", query, show, complain);

export function startEquilibria() {
  for (const [name, label] of LAYERS) {
    find("layers").append(
      make("label", { class: "chip" },
        make("input", { type: "checkbox", value: name, onchange: onLayers }),
        make("i", { class: "swatch", "data-layer": name }),
        make("span", { "data-help": name }, label)));
  }
  explain(find("layers"));
  find("along").addEventListener("input", (event) => {
    change({ pick: event.target.value });
    askEquilibria();
  });
  find("along").addEventListener("change", remember);
  find("tempting").addEventListener("click", () => {
    change({ game: "chicken", a: null, b: null, rows: null, cols: null, players: null, title: null,
      pick: null, own: TEMPTING });
    remember();
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
  if (!fields.has("a")) showGame(game);
  find("no-pictures").hidden = Boolean(pictures);
  for (const id of ["layers", "picked"]) find(id).hidden = !pictures;
  find("equilibria").querySelector(".pictures").hidden = !pictures;
  find("words").querySelector("pre").textContent = answer.words;
  find("python").textContent = answer.python;
  showDetail("picked", game, answer.picked);
  showOwn(game, answer.own);
  // Clicks and slides are answered in other words: the distribution itself.
  if (answer.picked && fields.has("pick") && [2, 3].includes(fields.get("pick").split(",").length)) {
    change({ pick: answer.picked.cells.map((cell) => cell.float.toFixed(5)).join(",") });
    amend();
  }
  if (!pictures) return;
  for (const { layer, colour } of pictures.legend) {
    for (const swatch of find("layers").querySelectorAll(`[data-layer="${layer}"]`)) {
      swatch.style.background = colour;
    }
  }
  await Promise.all([draw("space", pictures.space), draw("plane", pictures.plane)]);
  if (listening) return;
  listening = true;
  find("space").on("plotly_click", ({ points: [p] }) => onPick([p.x, p.y, p.z]));
  find("plane").on("plotly_click", ({ points: [p] }) => onPick([p.x, p.y]));
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
  const values = detail.values.map((value, i) => `${value.text} to ${game.players[i]}`).join(", ");
  const sign = detail.verdict === "yes" ? "✓" : "✗";
  box.replaceChildren(
    make("p", { class: `verdict ${detail.verdict}` }, `${sign} ${detail.sentence}`),
    heatTable(game, detail.cells),
    make("p", {}, `Worth ${values}.`),
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
        make("td", {}, make("small", {}, `${labels[k]} `), worth ? worth.text : "never made"))));
  });
  return table;
}

find("copy-python").addEventListener("click", (event) =>
  copy(find("python").textContent, event.target));
