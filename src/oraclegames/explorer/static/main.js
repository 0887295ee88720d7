// Where everything starts: which page is shown, the theme, and what is asked when.

import { startChooser } from "./chooser.js";
import { copy, find, make } from "./dom.js";
import { gameFromState, startEditor } from "./editor.js";
import { engine } from "./engine.js";
import { repaintLikeness, restoreLikeness, startLikeness } from "./likeness.js";
import { askEquilibria, repaint, restoreEquilibria, startEquilibria } from "./equilibria.js";
import { startGuide } from "./guide.js";
import { askPrograms, repaintPrograms, restorePrograms, startPrograms } from "./programs.js";
import { change, fields, onReturn, query, remember, theme } from "./state.js";

const FILES = {
  equilibria: ["game.nfg", "game.json", "equilibria.json", "equilibria.png", "equilibria.svg",
    "equilibria.html"],
  programs: ["game.nfg", "game.json", "match.json", "match.png", "match.svg",
    "match.html"],
};

const view = () => (fields.get("view") === "programs" ? "programs" : "equilibria");

const ask = () => (view() === "programs" ? askPrograms() : askEquilibria());

/** Show what the state says. */
function restore() {
  for (const name of ["equilibria", "programs"]) find(name).hidden = name !== view();
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.dataset.view === view()) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = view() === "programs" ? "Programs · oraclegames" : "Equilibria · oraclegames";
  gameFromState();
  restoreEquilibria();
  restoreLikeness();
  restorePrograms();
  ask();
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
}

/** Links are made when they are needed, from the newest state. */
function showFiles() {
  const solid = !find("picked").hidden; // pictures as files are for games with two moves each
  const files = FILES[view()].filter((file) => solid || !/^equilibria\.(png|svg|html)/.test(file))
    .filter((file) => !engine.kinds || engine.kinds.includes(file));
  find("downloads").replaceChildren(...files.map((file) =>
    link(file)));
}

function link(file) {
  const anchor = make("a", {}, file);
  engine.link(anchor, file, query());
  return anchor;
}

for (const link of document.querySelectorAll("[data-view]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    change({ view: link.dataset.view });
    remember(true);
    restore();
  });
}
find("theme").addEventListener("click", () => {
  setTheme(theme() === "dark" ? "light" : "dark");
  try {
    localStorage.setItem("theme", theme());
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  repaint();
  repaintPrograms();
  repaintLikeness();
});
find("copy-link").addEventListener("click", (event) => {
  remember();
  copy(location.href, event.target);
});
for (const box of document.querySelectorAll("details.keep")) {
  box.addEventListener("toggle", showFiles);
}
document.addEventListener("drawn", showFiles);

let kept = null;
try {
  kept = localStorage.getItem("theme");
} catch {
  // As above.
}
setTheme(fields.get("theme") || kept ||
  (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
startEditor(ask);
startChooser(() => restore());
startEquilibria();
startPrograms();
startLikeness();
onReturn(restore);
restore();
startGuide(restore);
