// A first look in four steps. Each is a state of the page, so that its address can be sent to somebody;
// who has seen or skipped it is not shown it again, and finds it behind the button "Guide".

import { find, make } from "./dom.js";
import { change, fields, remember } from "./state.js";

const NOTHING = { game: null, a: null, b: null, rows: null, cols: null, players: null, title: null,
  pick: null, own: null, point: null, layers: null, eye: null, view: null };
const MOVES = ["Cooperate", "Defect"];

const STEPS = [
  { title: "Two copies of you play the dilemma",
    text: "Each of two copies of one program may cooperate or defect. Defecting pays 1 more, whatever the " +
      "other does; but to a copy its own move is news about the other’s. The four corners are the four outcomes.",
    state: { game: "prisoners_dilemma", layers: "pure" } },
  { title: "A point says how likely each outcome is",
    text: "The nearer to a corner, the likelier that outcome. At the blue square both do the same three " +
      "times out of four. Given either move a player expects 3/2, so nobody would rather do the other: an equilibrium.",
    state: { game: "prisoners_dilemma", layers: "pure", own: "3/8,1/8,1/8,3/8" } },
  { title: "The curve has all of them",
    text: "On each coloured surface one player expects the same of both moves. Where the surfaces meet, both " +
      "do: the black curve, from mutual defection to mutual cooperation. Move the slider along it.",
    state: { game: "prisoners_dilemma", layers: "surfaces,curve,pure", pick: "0.8" } },
  { title: "Drag a payoff",
    text: "Here the temptation to defect has grown from 3 to 7/2, and the curve has bent. Drag the sliders " +
      "under the payoffs: everything follows, and stays exact.",
    state: { a: "2,0,7/2,1", b: "2,7/2,0,1", rows: MOVES, cols: MOVES, players: ["Row", "Column"],
      title: "Prisoner’s Dilemma, more tempting", layers: "surfaces,curve,pure" } },
];

let restore = () => {};

export function startGuide(show) {
  restore = show;
  find("guide-again").addEventListener("click", () => step(0));
  if (!fields.size && !seen()) step(0);
}

function seen() {
  try {
    return localStorage.getItem("guide") === "seen";
  } catch {
    return false;
  }
}

function end() {
  find("guide").hidden = true;
  try {
    localStorage.setItem("guide", "seen");
  } catch {
    // Without storage it is offered again next time.
  }
}

function step(k) {
  const { title, text, state } = STEPS[k];
  const last = k === STEPS.length - 1;
  const button = (words, onclick) => make("button", { type: "button", onclick }, words);
  find("guide").hidden = false;
  find("guide").replaceChildren(
    make("small", {}, `A first look, ${k + 1} of ${STEPS.length}`),
    make("strong", {}, title),
    make("p", {}, text),
    make("span", { class: "row" }, ...(k ? [button("Back", () => step(k - 1))] : []),
      last ? button("Done", end) : button("Next", () => step(k + 1)),
      ...(last ? [] : [button("Skip", end)])));
  change({ ...NOTHING, ...state });
  remember(true);
  restore();
}
