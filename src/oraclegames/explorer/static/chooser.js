// The list of games: the catalogue and the ordinal games, each with its small table.

import { engine } from "./engine.js";
import { find, make, smallTable } from "./dom.js";
import { change, remember } from "./state.js";

let loaded = false;

export function startChooser(onChoice) {
  const dialog = find("chooser");
  find("choose").addEventListener("click", async () => {
    dialog.showModal();
    if (!loaded) await load(onChoice);
    find("search").focus();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  find("search").addEventListener("input", filter);
  find("search").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    dialog.querySelector(".choices button:not([hidden])")?.click();
  });
}

async function load(onChoice) {
  const lists = (await engine.answer("games", "")).document;
  loaded = true;
  const choose = (name) => () => {
    change({ game: name, a: null, b: null, rows: null, cols: null, players: null, title: null,
      pick: null, own: null, point: null });
    remember(true);
    find("chooser").close();
    onChoice();
  };
  for (const game of lists.named) {
    find("named").append(
      make("button", { type: "button", title: game.citation, onclick: choose(game.name) },
        make("strong", {}, game.title), smallTable(game), make("small", {}, game.summary)));
  }
  for (const game of lists.ordinal) {
    find("ordinal").append(
      make("button", { type: "button", onclick: choose(game.name) },
        make("small", {}, game.title), smallTable(game)));
  }
}

function filter(event) {
  const wanted = event.target.value.trim().toLowerCase();
  let shown = 0;
  for (const button of find("chooser").querySelectorAll(".choices button")) {
    button.hidden = !button.textContent.toLowerCase().includes(wanted);
    shown += !button.hidden;
  }
  find("nothing").hidden = shown > 0;
}
