// Short explanations where a term first appears: shown while the pointer or the focus is on it.

import { make } from "./dom.js";

const WORDS = {
  payoff: "What a player gets at an outcome. Only differences of one player’s payoffs matter.",
  joint: "A probability for each pair of moves. The players need not act independently: they share one oracle.",
  dependency:
    "Spohn’s name; COEDT equilibrium is nearly the same. Each player’s expected payoff given one of her moves is the same for all moves that she makes, and no other move promises more.",
  tetrahedron:
    "Its four corners are the four pure outcomes. A point inside is a mixture of them: the nearer to a corner, the likelier that outcome.",
  value: "The expected payoff of each player.",
  query: "A question to the oracle: is my payoff larger given this move than given that one?",
  oracle:
    "Something that answers questions about the probability of what programs do, also about programs that ask it. It is always right, and may answer at random where the probability is exactly the one asked about.",
  fixed: "A pair of mixed strategies that both programs reproduce when the oracle reads them truthfully.",
  delta: "How finely programs read each other’s probabilities: they learn a zone of this width.",
  epsilon: "How far a program steps towards a common gain, as a probability.",
  reading: "The zone in which the oracle says that a probability lies.",
  ordinal: "Only the order of the outcomes counts: 1 is a player’s worst, 4 her best. No ties.",
  surfaces: "Where the row player, or the column player, expects the same of both her moves.",
  curve: "Equilibria that give every outcome some probability: where the two surfaces meet.",
  pure: "Equilibria on the boundary: pure outcomes, and some edges and faces. Hollow ones are not reflective.",
  nash: "Equilibria of independent play.",
  correlated: "A mediator recommends moves, and obeying is best (Aumann): a convex polytope.",
  product: "The distributions of independent play.",
  best: "The equilibrium with the largest sum of values.",
  similarity: "How much likelier each must think the other’s first move given her own first move: grey for independent play, darker blue towards copies, orange and red towards opposites.",
  lp: "Moves where both gain by a small step, and stays where none is: it never punishes.",
  nelp: "As LP, but never accepts less than its minmax value; or than another minimum.",
  demand: "Insists on α times the other’s gain over the threat point; α = 1 is an equal share, more is greedy.",
  nicer: "Cooperates with probability ε, else as often as the other does.",
  cooperate: "Always makes the cooperative (else the first) move.",
  defect: "Always makes the defecting (else the second) move.",
  constant: "Always plays the same probability of the first move.",
  region: "Insists on payoffs within a convex polygon: own payoff, other’s payoff.",
};

let count = 0;

/** Below its term, and wholly on the screen; above it where there is no room below. */
function put(tip, element) {
  const term = element.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tip;
  const left = Math.max(8, Math.min(term.left, document.documentElement.clientWidth - width - 8));
  const under = term.bottom + height + 12 < innerHeight;
  tip.style.left = `${left}px`;
  tip.style.top = `${under ? term.bottom + 4 : Math.max(4, term.top - height - 4)}px`;
}

/** Give every element with `data-help` its explanation. */
export function explain(root = document) {
  for (const element of root.querySelectorAll("[data-help]:not(.term)")) {
    count += 1;
    const id = `help-${count}`;
    element.classList.add("term");
    if (!element.closest("label, button")) element.tabIndex = 0;
    element.setAttribute("aria-describedby", id);
    const tip = make("span", { role: "tooltip", id }, WORDS[element.dataset.help]);
    element.append(tip);
    for (const event of ["pointerenter", "focus"]) element.addEventListener(event, () => put(tip, element));
    element.closest("label")?.addEventListener("focusin", () => put(tip, element));
  }
}

export const helpFor = (name) => WORDS[name];
